"""How clarified a focus point is follows from its answers, unless the chef says otherwise."""

from __future__ import annotations

import pytest

from flows.journey.values import AnswerState
from flows.parts.clarity import ClarityLines
from tests.flows.chat import Chat

COUNTS, ALL = "*Formål:* {}. {}", "*Formål:* afklaret."


@pytest.fixture
def before(real_chat: Chat) -> Chat:
    """A chef at the last question of the first point, all before it answered."""
    chat = real_chat.says("hej").begins("Mødested for unge")
    return chat.says("mere demokrati").says("Det ved kun de unge").says("40 unge om ugen")


def test_all_answered_is_clear_and_no_question_asks_it(before: Chat) -> None:
    before.presses("Ja").sees(ALL, "Det følger af")
    before.stands_at("typen.valg")


def test_what_was_passed_over_is_said(before: Chat) -> None:
    before.says("spring over")
    before.sees(COUNTS.format("delvist afklaret", "Ét spørgsmål er sprunget over."))


def test_an_answer_can_leave_the_point_open(before: Chat) -> None:
    """A word that says nothing alone is said with its question."""
    before.fork().presses("Måske").sees("Du svarede *Måske* til »Når du holder gevinsten op")
    before.presses("Vi kender ikke prisen")
    before.sees(COUNTS.format("delvist afklaret", "Du svarede *Vi kender ikke prisen*."))


def test_it_is_said_too_where_advice_stood_between(before: Chat) -> None:
    stood = "*Formål:*"
    before.presses("Nej").sees_not(stood).presses("Lad det stå").sees(stood)
    before.presses("Åbent").has_answered("formaal.clarity", "aabent").stands_at("typen.valg")


def test_it_is_said_too_where_a_step_was_made_of_the_advice(before: Chat) -> None:
    before.presses("Nej").presses("Lav det til et skridt").presses("Jeg gør det selv")
    before.presses("Uden dato").sees("*Formål:*").stands_at("typen.valg")


def test_nothing_answered_is_open(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("typen.valg")
    chat.sees(COUNTS.format("åbent", "Alt er sprunget over."))


def test_it_is_explained_at_the_first_point_only(real_chat: Chat) -> None:
    explained = real_chat.flow.library.lines(ClarityLines).explained
    real_chat.says("hej").begins("Mødested").goes_to("typen.valg").sees(explained)
    real_chat.goes_to("afgraensning.hvad").sees("*Type:*").sees_not(explained)


def test_one_tap_calls_it_something_else_and_moves_nothing(before: Chat) -> None:
    before.presses("Ja").presses("Delvist").sees("Så står Formål som *delvist afklaret*.")
    before.stands_at("typen.valg").says("2").has_answered("typen.valg", "ligevaerdig")
    before.says("mine data").sees("Formål og succeskriterier · Delvist")


def test_what_was_said_holds_whatever_is_answered_after(before: Chat) -> None:
    before.presses("Ja").presses("Åbent").says("ret 3").says("nye løsninger")
    assert before.route.clarity(before.flow.library.point["formaal"]) == "aabent"


def test_a_correction_changes_what_it_comes_to(before: Chat) -> None:
    before.says("spring over").says("tilbage").stands_at("formaal.vaerd").presses("Ja")
    before.sees(ALL)


def test_it_can_be_corrected_like_an_answer(before: Chat) -> None:
    before.presses("Ja").says("ret").chooses("7. Formål: Afklaret").sees("Hvor afklarede er I?")
    before.presses("Delvist").sees("Rettet.").stands_at("typen.valg")
    before.says("ret 7").sees("» Delvist").presses("Fjern svaret")
    before.has_left("formaal.clarity", AnswerState.REMOVED).stands_at("typen.valg")
    assert before.route.clarity(before.flow.library.point["formaal"]) == "afklaret"


def test_an_old_list_changes_nothing(before: Chat) -> None:
    shown = before.presses("Ja").reply
    before.says("2").presses("Åbent", on=shown).sees("ikke ændret noget")
    before.has_answered("formaal.clarity", None)


def test_a_list_of_another_journey_leads_there(before: Chat) -> None:
    """Nothing is called anything, and its question is not put in place of the open one."""
    shown = before.presses("Ja").reply
    first = before.person.open_journey
    before.begins("Bænk").presses("Åbent", on=shown).sees("et andet af dine forløb")
    assert before.person.open_journey != first
    before.presses("Skift til det forløb").stands_at("typen.valg")
    before.has_answered("formaal.clarity", None)


def test_nobody_is_no_name(real_chat: Chat) -> None:
    """That there is none is an answer of its own, and leaves the point open."""
    chat = real_chat.begins().goes_to("ejerskab.hvor").picks("begge").says("Ingen endnu.")
    chat.has_left("ejerskab.ejer", AnswerState.SKIPPED).sees_not("Sprunget over.")
    chat.says("frie hænder").says("nej").sees("Ingen endnu").sees_not("Det sprang du over")
    chat.presses("Lad det stå").sees("Du svarede *Ingen endnu* til »Hvem over dig")
    chat.goes_to("bemanding.projektleder").says("der er ingen").sees("Sprunget over.")
