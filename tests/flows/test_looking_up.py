"""Looking something up in the conversation: before, during and between journeys."""

from __future__ import annotations

import pytest

from bot.slack.text import mrkdwn, plain
from flows.content.items import ItemKind
from flows.content.vocabulary import Word
from flows.inputs import Action, Pressed, Verb
from flows.journey.flow import Flow
from flows.language.words import Said
from flows.messages import Note, Prompt, Words
from flows.parts.lookup.lookup import lookup
from flows.parts.lookup.turn import READ
from tests.at_once import at_once
from tests.flows.chat import Chat
from tests.flows.danish import DANISH
from tests.flows.reading import words as words_of

FOUND, NOTHING = "Det her passer bedst til", "Jeg fandt ikke noget om"
ASKS = "Hvad vil du slå op?"
MORE = "Skriv et nyt ord, hvis du vil slå mere op."
#: A question that takes any words as its answer, and the one before it that takes none.
OPEN, CLOSED = "formaal.hvorfor", "formaal.gevinster"


def test_before_the_first_journey(real_chat: Chat) -> None:
    chat = real_chat.says("hej").presses("Slå noget op").sees(ASKS)
    chat.says("hvordan får jeg politikerne med?").sees(FOUND, "Få politikerne aktivt med", "Kilde:")
    chat.sees_button("Læs nr. 1", "Læs nr. 2", "Læs nr. 3", "Ti minutter")
    chat.presses("Læs nr. 1").sees("Invitér en politiker", "Skriv, hvad det handler om")
    assert not chat.journeys


def test_one_word_after_the_other_where_no_question_is_open(real_chat: Chat) -> None:
    chat = real_chat.says("hej").says("slå op frivillige").sees("Frivilligledelse", MORE)
    chat.says("psykiatri").sees("Hjerterum", MORE).presses("Læs nr. 1").sees(MORE)
    chat.says("xyzzy").sees(NOTHING).says("trappen").sees("Samskabelsestrappen")
    chat.says("begynd").says("trappen").is_titled("trappen")


def test_who_says_hello_has_left_it_and_is_shown_the_ways_on(real_chat: Chat) -> None:
    chat = real_chat.says("hej").says("slå op frivillige").sees(MORE)
    chat.says("Hej").sees_not(NOTHING).sees_button("Ti minutter", "Hele vejen")


def test_a_stranger_meets_the_bot_first(real_chat: Chat) -> None:
    real_chat.says("slå op frivillige").sees("Jeg viser kun dig dine svar").sees_not(FOUND)
    real_chat.says("slå op frivillige").sees(FOUND)


@pytest.mark.parametrize("open_step", [OPEN, CLOSED])
def test_the_open_question_comes_back_untouched(real_chat: Chat, open_step: str) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge").goes_to(open_step)
    before, journey = len(chat.answered), chat.journey
    chat.says("slå op budgettet").sees(FOUND).stands_at(open_step)
    found, prompt = chat.reply.messages
    assert isinstance(found, Note)
    assert isinstance(prompt, Prompt)
    chat.presses("Læs nr. 1").sees("Kilde:").stands_at(open_step)
    chat.presses("Slå noget andet op").sees(ASKS).says("ja").stands_at(open_step)
    chat.says("slå op xyzzy").sees(NOTHING).chooses("Fem korte råd").sees("Giv processerne tid")
    assert (len(chat.answered), chat.journey) == (before, journey)


def test_what_was_asked_aside_is_looked_up_and_the_next_is_an_answer(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge").goes_to(OPEN)
    chat.says("slå op").sees(ASKS).says("frivillige").sees(FOUND)
    chat.answers(OPEN, "frivillige").has_answered(OPEN, "frivillige")


def test_not_now(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge").goes_to(OPEN)
    chat.says("slå op").presses("Ikke nu").sees_not(ASKS)
    chat.answers(OPEN, "De unge ved det selv").has_answered(OPEN, "De unge ved det selv")


def test_find_is_an_answer_where_it_may_be_one(real_chat: Chat) -> None:
    chat = real_chat.says("hej").says("find frivillige").sees(FOUND)
    chat.begins("Mødested for unge").says("Find et lokale")  # takes 'andet'
    chat.goes_to(OPEN).says("Find et lokale").has_answered(OPEN, "Find et lokale")
    chat.goes_to("formaal.vaerd").says("søg efter frivillige").sees(FOUND).stands_at(
        "formaal.vaerd"
    )


def test_find_is_no_answer_where_it_was_asked_what_to_look_up(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge").goes_to(OPEN)
    chat.says("slå op").says("find frivillige").sees(f"{FOUND} *frivillige*").stands_at(OPEN)


def test_an_ampersand_of_the_content_is_no_code(real_chat: Chat) -> None:
    chat = real_chat.says("hej").says("slå op indbrud").presses("Læs nr. 1")
    note = chat.reply.messages[-1]
    assert isinstance(note, Note)
    for form in (mrkdwn, plain):
        assert "Indbrud &amp; Fyr" in form(note.lines[0])


def test_people_s_words_are_shown_as_words(real_chat: Chat) -> None:
    chat = real_chat.says("hej").says("slå op <!channel> frivillige")
    note = chat.reply.messages[0]
    assert isinstance(note, Note)
    assert note.lines[0].slots["words"] == Words("<!channel> frivillige")
    chat.says("slå op").says("ordet " * 80).sees(" …*")


def test_the_command_answers_on_the_spot(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge").commands("slå op frivillige")
    assert not chat.reply.messages
    chat.sees(FOUND, "Frivilligledelse").sees_button("Læs nr. 1", "Vis spørgsmålet")
    aside = chat.reply
    chat.commands("slå op").sees("/samskab slå op frivillige").sees_button("Vis spørgsmålet")
    chat.commands("slå op xyzzy").sees(NOTHING)
    chat.says("Vi ved det ikke")  # nothing was asked aside
    chat.presses("Læs nr. 2", on=aside).sees("sejlivet myte")


def test_who_has_not_met_the_bot_reads_the_privacy_card_first(real_chat: Chat) -> None:
    chat = real_chat.commands("slå op frivillige").sees(FOUND).presses("Læs nr. 2")
    chat.sees("Jeg viser kun dig dine svar", "sejlivet myte")
    assert not chat.journeys


def test_what_belongs_to_it_is_offered(real_chat: Chat) -> None:
    chat = real_chat.says("hej").says("slå op de tre faser").presses("Læs nr. 1")
    chat.sees("Fasemodellen").presses("Frivilligledelse").sees("sejlivet myte")


def test_a_button_of_something_that_is_gone(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge")
    gone = Pressed(Action(Verb.DO, step=READ, arg="piece:borte"))
    chat.does(gone, "(Læs nr. 1)").sees("der er ikke ændret noget")


def test_everything_found_can_be_read(real_chat: Chat, real_flow: Flow) -> None:
    chat = real_chat.says("hej")
    for each in real_flow.the(lookup).documents:
        chat.does(Pressed(Action(Verb.DO, step=READ, arg=each.key)), f"({each.title})")
        chat.sees("Kilde:").sees_button("Ti minutter")


def test_everything_suggested_is_there(real_flow: Flow) -> None:
    suggested = [real_flow.the(lookup).of(id) for id in real_flow.library.looking_up.suggested]
    assert suggested
    assert all(each and each.item.kind is ItemKind.SHELF for each in suggested)


def test_offered_while_resting_and_at_the_end(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge").says("pause")
    chat.says("hvad nu").presses("Slå noget op").says("frivillige").sees(FOUND, "på pause")
    chat.presses("Fortsæt").sees("Hvad regner I med")
    chat.skips_to_the_end().says("hvad nu").presses("Slå noget op").says("frivillige").sees(FOUND)


def test_help_names_it(real_chat: Chat) -> None:
    assert "slå op" in words_of(real_chat.says("hej").says("hjælp").reply.messages[0])


@at_once(
    "text, said",
    [
        ("slå op", Said(Word.LOOK_UP)),
        ("Slaa op!", Said(Word.LOOK_UP)),
        ("søg", Said(Word.LOOK_UP)),
        ("find", Said(Word.LOOK_UP)),
        ("slå op frivillige", Said(Word.LOOK_UP, "frivillige")),
        ("Slå noget op om Frivillige", Said(Word.LOOK_UP, "Frivillige")),
        ("slaa op: hvad koster det?", Said(Word.LOOK_UP, "hvad koster det?")),
        ("find frivillige", Said(Word.LOOK_UP, "frivillige", perhaps=True)),
        ("Søg efter frivillige", Said(Word.LOOK_UP, "frivillige", perhaps=True)),
        ("slå opgaven fast", None),
        ("finder vi ud af", None),
        ("slå op " + "x" * 200, None),
        ("slå op på tavlen\nog ring til dem", None),
    ],
)
def test_the_words_for_it(text: str, said: Said | None) -> None:
    assert DANISH.words.find(text) == said
