"""Before the plan is closed: what could go wrong, and what becomes of it."""

from __future__ import annotations

import pytest

from flows.journey.records import all_of, one
from flows.journey.values import Answer, Answers, AnswerState, Value
from flows.parts.frames import Firmness, Frame
from flows.parts.next_steps import next_steps
from flows.parts.risks import Risk, heaviest, named
from tests.flows.chat import BEGINNING, Chat


def answers(**said: Value) -> Answers:
    """Answers to the course."""
    return Answers(
        Answer(f"galt.{id}", AnswerState.GIVEN, value, "U1", BEGINNING)
        for id, value in said.items()
    )


def test_each_risk_has_how_likely_and_serious_it_is_and_what_is_done() -> None:
    found = list(named(answers(en="Ingen kom", en_grad="begge", en_goer="Ringe", flere=False)))
    assert found == [Risk(id="en", what="Ingen kom", likely=True, serious=True, do="Ringe")]
    assert found[0].weight == 2


def test_a_risk_counts_only_where_one_more_was_asked_for() -> None:
    assert [each.id for each in named(answers(en="a", flere=True, to="b"))] == ["en", "to"]
    assert [each.id for each in named(answers(en="a", flere=False, to="b"))] == ["en"]
    assert not list(named(answers(to="b")))


def test_the_heaviest_is_the_first_of_those_that_weigh_most() -> None:
    light, heavy = Risk(id="en", what="a", likely=True), Risk(id="to", what="b", serious=True)
    worst = Risk(id="tre", what="c", likely=True, serious=True)
    assert heaviest([light, heavy]) is light
    assert heaviest([light, heavy, worst]) is worst
    assert heaviest([worst.model_copy(update={"state": "gone"})]) is None


@pytest.fixture
def at_it(real_chat: Chat) -> Chat:
    """A chef who is asked what went wrong."""
    return real_chat.says("hej").begins("Mødested").goes_to("galt.en")


@pytest.fixture
def told(at_it: Chat) -> Chat:
    """Two risks, the second the heavier."""
    at_it.says("Det regnede").presses("Sandsynligt").says("Telt").presses("Ja")
    at_it.says("Ingen kom").presses("Sandsynligt og alvorligt").says("Jeg ringer til dem")
    return at_it.presses("Nej")


def test_up_to_three_are_asked_for(at_it: Chat) -> None:
    for last in ("en", "to", "tre"):
        at_it.answers(f"galt.{last}", "Noget").presses("Alvorligt").says("Noget andet")
        if last != "tre":
            at_it.presses("Ja")
    assert at_it.step is not None
    assert at_it.step.course is None or at_it.step.course.id != "galt"
    assert [each.id for each in all_of(at_it.answered, Risk)] == ["en", "to", "tre"]


def test_nothing_that_could_go_wrong_asks_no_more(at_it: Chat) -> None:
    at_it.says("spring over").sees("Du har ikke nævnt noget")
    assert not all_of(at_it.answered, Risk)


def test_the_heaviest_is_shown_with_what_is_done(told: Chat) -> None:
    told.sees("Hold især øje med", "Ingen kom", "Jeg ringer til dem").sees_button(
        "Gør det til en ramme"
    )


def test_it_becomes_a_frame_once(told: Chat) -> None:
    shown = told.reply
    told.presses("Gør det til en ramme", on=shown).sees("Det står nu i rammerne")
    frame = one(told.answered, Frame, "risiko_to")
    assert frame is not None
    assert (frame.text, frame.firmness) == ("Det må ikke ske: Ingen kom", Firmness.FIXED)
    told.waits(minutes=5).presses("Gør det til en ramme", on=shown).sees("står allerede")
    told.says("rammer").sees("Det må ikke ske: Ingen kom")


def test_a_corrected_risk_follows(told: Chat) -> None:
    shown = told.reply
    told.edits("Ingen kom", "Kun få kom")
    risk = one(told.answered, Risk, "to")
    assert risk is not None
    assert risk.what == "Kun få kom"
    told.deletes("Ingen kom" if "Ingen kom" in told.typed else "Kun få kom")
    told.presses("Fjern svaret").presses("Gør det til en ramme", on=shown).sees("rettet siden")
    assert not any("Kun få kom" in str(each.value) for each in told.answered)


def test_it_is_recalled_when_one_looks_back(told: Chat) -> None:
    steps = told.flow.path.steps
    (looking_back,) = [step.id for step in steps if "galt.en" in step.question.recall]
    told.goes_to(looking_back).sees("Det regnede")


def test_what_is_done_becomes_a_next_step(told: Chat) -> None:
    told.presses("Gør det til et skridt")
    (step,) = [each for each in next_steps(told.answered) if each.origin == "risk:to"]
    assert step.do == "Jeg ringer til dem"


def test_its_buttons_still_work_from_another_journey(told: Chat) -> None:
    shown = told.reply
    told.sets_out().presses("Gør det til en ramme", on=shown)
    told.sees("Det står nu i rammerne").is_titled("Bænk ved søen")
