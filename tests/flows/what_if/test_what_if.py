"""'hvad hvis': one other answer, and what that changes; nothing is kept unless asked to."""

from __future__ import annotations

import pytest

from flows.content.kinds import Kind
from flows.journey.steps import fits
from flows.parts.what_if.replay import others, seen, tried, with_other
from tests.flows.chat import Chat

WHICH = "Hvilket af dine svar vil du prøve at lave om?"


@pytest.fixture
def chef(real_chat: Chat) -> Chat:
    """On the way in Afklaring, with closed answers of one's own."""
    chat = real_chat.begins("Madordning på plejecentret").picks("kvalitet", "oekonomi")
    chat.goes_to("typen.valg").presses("Styret").goes_to("type.styring").says("3")
    chat.picks("loesning").goes_to("afgraensning.hvad").picks("udvikling")
    chat.goes_to("demokrati.politikere").presses("Beslutter til sidst")
    return chat.goes_to("parathed.klar")


def test_what_changes_stands_beside_what_is(chef: Chat) -> None:
    before = list(chef.answered)
    chef.says("hvad hvis").sees(WHICH).chooses("Hvor meget vil I lade de andre")
    chef.sees("Du svarede: 3 af 5.").chooses("5 af 5")
    chef.sees("*Hvad hvis svaret var »5 af 5« og ikke »3 af 5«?*", "*Så siger jeg også:*")
    chef.sees("• Kendt resultat, delte beslutninger", "• Både politikere og borgere bestemmer")
    assert list(chef.answered) == before
    chef.presses("Behold mit svar").sees("Det var kun en prøve.").stands_at("parathed.klar")
    assert list(chef.answered) == before


def test_a_question_is_named_by_a_part_of_it(chef: Chat) -> None:
    chef.says("hvad hvis politikerne").sees("_Hvordan er politikerne koblet på?_")
    chef.says("Kender det ikke endnu").sees("*Så siger jeg også:*", "• Politikerne kender det ikke")


def test_what_is_not_found_is_said_with_the_list(chef: Chat) -> None:
    chef.says("hvad hvis zebraer").sees("Det finder jeg ikke", WHICH)
    chef.says("giraffer").sees("Det finder jeg ikke", WHICH)
    chef.says("lade de andre").sees("Hvad vil du prøve i stedet?").says("nok 7")
    chef.sees("Det finder jeg ikke").stands_at("parathed.klar")


def test_another_question_may_come_with_it(chef: Chat) -> None:
    chef.says("hvad hvis samskabe om").chooses("Også Udførelsen")
    chef.sees("*Så spørger jeg også om:*", "• Må borgerne også ændre løsningen")
    chef.sees("*Så var du nået til:* Må borgerne også")


def test_the_type_may_become_another(real_chat: Chat) -> None:
    chat = real_chat.begins("Grøftekanter").goes_to("typen.valg").presses("Styret")
    chat.says("hvad hvis type går I efter").chooses("Faciliterende")
    chat.sees("*Typen:* Nu er det styret samskabelse, så bliver det faciliterende samskabelse.")


def test_where_nothing_changes_it_says_so(chef: Chat) -> None:
    chef.says("hvad hvis politikerne").chooses("Sidder selv med")
    chef.sees("Så er typen, rådene og det, der står åbent, de samme som nu.")


@pytest.mark.parametrize("typed", [False, True])
def test_it_is_used_as_a_correction(chef: Chat, typed: bool) -> None:
    chef.says("hvad hvis politikerne").chooses("Følger det løbende")
    chef.says("brug det svar") if typed else chef.presses("Brug det svar")
    chef.sees("Rettet.").has_answered("demokrati.politikere", "foelger").stands_at("parathed.klar")
    chef.says("4").has_answered("parathed.klar", 4)


def test_several_choices_are_put_in_and_taken_out(chef: Chat) -> None:
    chef.says("hvad hvis regner I med").chooses("Uden Bedre kvalitet")
    chef.sees("• Besparelsen er den eneste gevinst").presses("Brug det svar")
    chef.has_answered("formaal.gevinster", ["oekonomi"])


def test_an_old_button_of_it_changes_nothing(chef: Chat) -> None:
    chef.says("hvad hvis politikerne").chooses("Følger det løbende")
    tried_out = chef.reply
    chef.presses("Brug det svar").waits(minutes=5).presses("Brug det svar", on=tried_out)
    chef.sees("Svaret er et andet nu").has_answered("demokrati.politikere", "foelger")


def test_other_words_are_about_what_is_asked(chef: Chat) -> None:
    chef.says("hvad hvis politikerne").chooses("Følger det løbende").says("4")
    chef.has_answered("parathed.klar", 4).has_answered("demokrati.politikere", "beslutter")


@pytest.mark.parametrize("word", ["fortsæt", "status", "spring over"])
def test_it_stands_in_nobody_s_way(chef: Chat, word: str) -> None:
    chef.says("hvad hvis").says(word).stands_at("parathed.klar").says("4")
    chef.has_answered("parathed.klar", 4)


def test_without_a_journey_there_is_nothing_to_try(real_chat: Chat) -> None:
    real_chat.says("hej").says("hvad hvis").sees_not(WHICH)


def test_every_other_answer_fits_its_question(chef: Chat) -> None:
    """Of every closed question on the way, whatever was said."""
    for step in chef.flow.path.steps:
        question = step.question
        if question.kind in (Kind.CHOICE, Kind.CHOICES):
            ids = [each.id for each in question.choices]
            said = ids[:2] if question.kind is Kind.CHOICES else ids[0]
        elif question.kind in (Kind.SCALE, Kind.YES_NO):
            said = 3 if question.kind is Kind.SCALE else True
        else:
            continue
        found = list(others(step, said))
        assert found
        for id in found:
            value = tried(step, said, id)
            assert fits(question, value), (step.id, id)
            assert value != said, (step.id, id)


def test_it_is_pure(chef: Chat) -> None:
    answers = chef.answered
    version, now = answers.version, seen(chef.flow, answers)
    then = seen(chef.flow, with_other(answers, "demokrati.politikere", "ukendt"))
    assert (answers.version, seen(chef.flow, answers)) == (version, now)
    assert then != now
    assert then.next == now.next
