"""A stranger meets the bot: a welcome once, and nothing is kept before it was explained."""

from __future__ import annotations

import pytest

from flows.inputs import Brought, Noise
from tests.flows.chat import Chat

FIRST_WORDS = [
    "hej", "Hej, hvem er du?", "hjælp", "?", "status", "uddyb", "ret", "ret 2", "tilbage",
    "spring over", "pause", "fortsæt", "stop", "skift", "skift 1", "slet", "mine data",
    "hvad er samskabelse", "ja", "7", "👋", ":wave:", "<!channel>", "x" * 50_000, "...",
    "\u202eنص\u200b",
]  # fmt: skip


@pytest.mark.parametrize("text", FIRST_WORDS, ids=lambda text: text[:12])
def test_any_word_is_met_with_a_welcome(chat: Chat, text: str) -> None:
    chat.says(text).sees("Hej, jeg er Samskab.", "Dine svar bliver gemt")
    chat.sees_button("Begynd et forløb", "Slå noget op").has_no_open_journey()
    chat.presses("Begynd et forløb").stands_at("title").sees_not("Hej, jeg er Samskab.")


@pytest.mark.parametrize("text", ["start", "begynd", "Begynd!", "nyt forløb"])
def test_one_may_begin_at_once_and_still_hears_how_answers_are_kept(chat: Chat, text: str) -> None:
    chat.says(text).sees("Dine svar bliver gemt", "Hvad handler det om?").stands_at("title")


def test_the_welcome_comes_once(chat: Chat) -> None:
    chat.says("hej").says("hej igen").sees("Det er ikke gemt.", "Du har ikke noget forløb.")
    chat.sees_not("Hej, jeg er Samskab.").sees_button("Begynd et forløb")


@pytest.mark.parametrize("noise", Noise)
def test_noise_is_met_with_a_welcome(chat: Chat, noise: Noise) -> None:
    chat.sends(noise).sees("Hej, jeg er Samskab.")


@pytest.mark.parametrize("what", Brought)
def test_what_holds_no_words_is_met_with_a_welcome(chat: Chat, what: Brought) -> None:
    chat.says("", beside=what).sees("Hej, jeg er Samskab.")


@pytest.mark.parametrize("what", Brought)
def test_what_was_brought_may_come_first(chat: Chat, what: Brought) -> None:
    chat.says("", beside=what, carried="Vores plan").sees("Hej, jeg er Samskab.")


def test_a_file_with_text_is_first_words_too(chat: Chat) -> None:
    chat.says("Her er planen", beside=Brought.FILE).sees("Hej, jeg er Samskab.")


def test_what_samskabelse_is_can_be_asked_first(chat: Chat) -> None:
    chat.says("hej").says("hvad er samskabelse").sees("Du har ikke noget forløb.")
    chat.sees_button("Begynd et forløb")


def test_home_can_be_opened_before_anything_was_said(chat: Chat) -> None:
    chat.opens_home().sees("Du har ikke noget forløb endnu.")
    chat.presses("Begynd et forløb").sees("Dine svar bliver gemt").stands_at("title")


@pytest.mark.parametrize("word", ["", "start", "fortsæt", "status", "skift", "hjælp", "slet", "x"])
def test_a_command_may_come_first(chat: Chat, word: str) -> None:
    chat.commands(word)
    chat.says("begynd").stands_at("title")


def test_the_command_to_begin_begins(chat: Chat) -> None:
    chat.commands("start").sees("Dine svar bliver gemt", "Jeg har skrevet til dig.")
    chat.stands_at("title")


def test_beginning_twice_is_beginning_once(chat: Chat) -> None:
    chat.says("begynd").says("begynd").sees("Hvad handler det om?").stands_at("title")
    assert len(chat.journeys) == 1


def test_a_double_click_begins_once(chat: Chat) -> None:
    welcome = chat.says("hej").reply
    chat.presses("Begynd et forløb")
    chat.at_once(lambda chat: chat.presses("Begynd et forløb", on=welcome)).hears_nothing()
    chat.presses("Begynd et forløb", on=welcome).sees("Hvad handler det om?")
    assert len(chat.journeys) == 1


def test_a_second_journey_begins_beside_the_first(chat: Chat) -> None:
    chat.begins("Den første").begins("Den anden").is_titled("Den anden")
    assert sorted(each.title for each in chat.journeys.values()) == ["Den anden", "Den første"]


def test_a_title_can_wait(chat: Chat) -> None:
    chat.says("begynd").presses("Find på et navn senere").is_titled("Forløb fra 2. marts")
    chat.stands_at("maal.hvad").presses("Spring over").says("ret 1").stands_at("title")
    chat.says("Bænk ved søen").is_titled("Bænk ved søen").stands_at("maal.gevinst")


@pytest.mark.parametrize("title", ["x" * 80, "<!channel> & co", "*fed* _kursiv_ {x}"])
def test_titles_are_peoples_own(chat: Chat, title: str) -> None:
    chat.begins(title).is_titled(title).says("status").sees(title)
    chat.says("skift").says("slet").sees(title)


@pytest.mark.parametrize(
    ("title", "line"),
    [("x" * 81, "Titlen er for lang."), ("x" * 3001, "Titlen er for lang."), ("🌊", "Tegn alene")],
)
def test_what_cannot_be_a_title(chat: Chat, title: str, line: str) -> None:
    chat.begins(title).sees(line).stands_at("title")
    chat.edits(title, to="Bænk").is_titled("Bænk").stands_at("maal.hvad")


@pytest.mark.parametrize("way", ["Ti minutter", "Hele vejen"])
def test_what_is_folded_is_told_at_the_first_question_of_the_first_journey(
    real_chat: Chat, way: str
) -> None:
    told = "Bag de tre prikker ligger *Uddyb* og *Spring over*."
    chat = real_chat.says("hej").presses(way).says("Bænk ved søen").sees(told)
    prompt = chat.reply.prompt
    assert prompt is not None
    assert {"Uddyb", "Spring over"} <= {each.label for each in prompt.menu}
    chat.fork().says("uddyb").sees_not(told)
    chat.says("spring over").sees_not(told)
    chat.says("begynd").says("En bro").sees("Hvem skal I gøre det sammen med?").sees_not(told)
