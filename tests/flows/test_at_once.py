"""A focus point answered at once, in its dialog: each answer is kept as its own."""

from __future__ import annotations

import pytest

from flows.inputs import Action, Pressed, Verb
from flows.parts.at_once import AtOnceLines, questions
from tests.flows.chat import Chat

WHY, SIGN = "Det ved kun de unge.", "40 unge om ugen."


@pytest.fixture
def chef(real_chat: Chat) -> Chat:
    """A chef at the first question of the first point."""
    return real_chat.says("hej").begins("Mødested for unge").stands_at("formaal.gevinster")


def sends(chat: Chat, **given: str) -> Chat:
    """Sends the dialog of the first point with this in its fields."""
    journey = chat.journey
    assert journey is not None
    action = Action(Verb.OPEN, journey.id, "formaal", journey.revision, "1111")
    fields = tuple((id, tuple(said.split("+"))) for id, said in given.items())
    return chat.does(Pressed(action, fields=fields), "(sender skemaet)")


def test_all_of_it_and_the_next_point_is_asked(chef: Chat) -> None:
    sends(chef, gevinster="demokrati+kvalitet", hvorfor=WHY, succes=SIGN, vaerd="ja")
    chef.has_answered("formaal.gevinster", ["demokrati", "kvalitet"])
    chef.has_answered("formaal.hvorfor", WHY).has_answered("formaal.succes", SIGN)
    chef.sees("Fire svar gemt.", "*Formål:* afklaret.").stands_at("typen.valg")


def test_what_is_left_empty_is_asked_then(chef: Chat) -> None:
    sends(chef, hvorfor=WHY, succes="  ").sees("Svaret er gemt").stands_at("formaal.gevinster")
    chef.says("nye løsninger").stands_at("formaal.succes")


def test_what_was_answered_meanwhile_stands_and_the_words_are_given_back(chef: Chat) -> None:
    journey = chef.journey
    chef.says("nye løsninger").says(WHY)
    assert journey is not None
    old = Action(Verb.OPEN, journey.id, "formaal", journey.revision, "1111")
    fields = (("hvorfor", ("Noget andet",)), ("succes", (SIGN,)))
    chef.does(Pressed(old, fields=fields), "(sender et gammelt skema)")
    chef.has_answered("formaal.hvorfor", WHY).has_answered("formaal.succes", SIGN)
    chef.sees("I mellemtiden er der svaret", "Noget andet").stands_at("formaal.vaerd")


def test_what_is_no_answer_is_given_back(chef: Chat) -> None:
    sends(chef, hvorfor="???", gevinster="findes_ikke", vaerd="ja")
    chef.has_answered("formaal.vaerd", "ja").sees("???").stands_at("formaal.gevinster")
    assert chef.answered.get("formaal.hvorfor") is None


def test_nothing_sent_keeps_nothing(chef: Chat) -> None:
    sends(chef, hvorfor="").sees("Der er ikke gemt noget nyt.").stands_at("formaal.gevinster")


def test_what_is_grave_interrupts_once_all_of_it_is_kept(chef: Chat) -> None:
    sends(chef, gevinster="demokrati", hvorfor=WHY, succes=SIGN, vaerd="nej")
    chef.has_answered("formaal.succes", SIGN).sees("Fire svar gemt").presses("Lad det stå")
    chef.sees("*Formål:*").stands_at("typen.valg")


def test_the_next_point_is_put_in_short_for_who_answers_so(chef: Chat) -> None:
    why = chef.flow.path.by_id["type.afsender"].question.why
    one_at_a_time = chef.fork().goes_to("typen.valg").says("2").stands_at("type.afsender")
    one_at_a_time.sees(why)
    sends(chef, gevinster="demokrati", hvorfor=WHY, succes=SIGN, vaerd="ja")
    chef.says("2").stands_at("type.afsender").sees_not(why)


def test_every_point_with_several_questions_offers_it(chef: Chat) -> None:
    offer = chef.flow.library.lines(AtOnceLines).offer
    seen = set()
    while chef.step is not None and chef.step.phase is chef.flow.library.phases[0]:
        prompt, point = chef.reply.prompt, chef.step.point
        if point is not None and prompt is not None:
            shown = [each.label for each in (*prompt.menu, *prompt.beside)]
            seen |= {point.id} if offer in shown else set()
        chef.says("spring over")
    several = {
        point.id
        for point in chef.flow.library.phases[0].focus_points
        if len(questions(chef.flow.path, point)) > 1
    }
    assert seen == several


def test_typed_it_puts_the_question_again(chef: Chat) -> None:
    chef.says("svar samlet").stands_at("formaal.gevinster")
    assert chef.answered.get("formaal.gevinster") is None
