"""Next steps as they are kept and read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from flows.journey.records import Record
from flows.journey.values import Answer, Answers, AnswerState
from flows.parts.next_steps import NextStep, Someone, StepState, next_step, next_steps, open_steps

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SAID = "Når ledermødet er slut, spørger jeg Karen Eksempel"


def kept(*said: tuple[str, Any] | Record) -> Answers:
    """Answers and records in the order in which they came."""
    steps = [(e.step, e.model_dump(mode="json")) if isinstance(e, Record) else e for e in said]
    return Answers(Answer(step, AnswerState.GIVEN, value, "U1", NOW) for step, value in steps)


def test_what_the_path_asked_for_is_a_next_step() -> None:
    (step,) = next_steps(kept(("afklaring.next_step", SAID)))
    assert (step.id, step.phase, step.state) == ("afklaring", "afklaring", StepState.OPEN)
    assert step.do == SAID


def test_a_record_beside_the_answer_adds_to_it_and_keeps_none_of_its_words() -> None:
    (step,) = next_steps(kept(("afklaring.next_step", SAID)))
    later = step.model_copy(update={"due": "2026-03-09", "who": Someone(name="Ali Eksempel")})
    assert "Karen" not in str(later.model_dump(mode="json"))
    answers = kept(("afklaring.next_step", SAID), later, ("afklaring.next_step", "Ringe"))
    (now,) = next_steps(answers)
    assert (now.do, now.due) == ("Ringe", "2026-03-09")
    assert now.who == Someone(name="Ali Eksempel")


def test_without_its_answer_the_record_is_no_step() -> None:
    asked = NextStep(id="afklaring", do="", origin="answer:afklaring.next_step")
    assert next_steps(kept(asked)) == ()


def test_a_skipped_question_leads_to_no_step() -> None:
    answers = Answers([Answer("afklaring.next_step", AnswerState.SKIPPED, None, "U1", NOW)])
    assert next_steps(answers) == ()


def test_the_open_ones_come_by_date() -> None:
    answers = kept(
        NextStep(id="a", do="Skrive"),
        NextStep(id="b", do="Ringe", due="2026-05-01"),
        NextStep(id="c", do="Mødes", due="2026-04-01"),
        NextStep(id="d", do="Spørge", state=StepState.DONE),
    )
    assert [step.id for step in open_steps(answers)] == ["c", "b", "a"]
    assert next_step(answers, "d") is not None
    assert next_step(answers, "e") is None


def test_a_record_of_another_shape_is_passed_over() -> None:
    assert next_steps(kept(("next_step:x", {"id": "x"}), ("next_step:y", 7))) == ()
    with pytest.raises(ValueError, match="Slack user or has a name"):
        Someone()
