"""Answers as lines of a memo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.journey.desk import Desk
from flows.journey.showing import on_one_line, show
from flows.journey.steps import Role, Step
from flows.messages import Say, Slot, bullet
from flows.parts.memo.lines import MemoLines
from flows.parts.memo.values import Size

#: So much of an answer stands in the short memo.
SHOWN = 140


def given(desk: Desk, steps: Iterable[Step]) -> list[Step]:
    """Those of the steps that have an answer that says something."""
    asked = (Role.QUESTION, Role.COURSE)
    return [
        step
        for step in steps
        if step.role in asked
        and desk.answers.given(step.id) is not None
        and desk.route.resolved(step)
        and step.on_path(desk.answers)
    ]


def in_short(desk: Desk, step: Step) -> Slot:
    """The beginning of the answer, without line breaks."""
    return on_one_line(show(desk, step, desk.answers.get(step.id)), SHOWN)


def lines(desk: Desk, steps: Iterable[Step], size: Size) -> Iterator[Say]:
    """Each question with its answer."""
    for step in given(desk, steps):
        if size is Size.SHORT:
            slots = {"ask": step.question.ask, "answer": in_short(desk, step)}
            yield bullet(Say(desk.lines(MemoLines).answered, slots))
        else:
            answer = show(desk, step, desk.answers.get(step.id))
            yield Say("{ask}", {"ask": step.question.ask}, quote=answer)
