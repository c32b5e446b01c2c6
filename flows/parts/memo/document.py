"""What the summary is made of, and answers as lines of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from flows.content.base import Label, Lines, Plain, says
from flows.journey.desk import Desk
from flows.journey.showing import on_one_line, show
from flows.journey.steps import Role, Step
from flows.messages import Say, Slot


class MemoLines(Lines):
    """Headings, the lines of each section, and what stands around them."""

    AREA = "memo"

    title: Annotated[str, says("title")]
    none: Annotated[str, says("title")]
    here: Annotated[str, says("place")]
    finished: Plain
    decided: Annotated[str, says("phase", "when", "choice")]
    decided_early: Annotated[str, says("when", "choice")]
    passed_over: Annotated[str, says("title", "when")]
    why: Annotated[str, says("why")]
    point: Annotated[str, says("point", "clarity", "answer")]
    unsaid: Label
    rated: Annotated[str, says("points")]
    named: Annotated[str, says("called", "answer")]
    stopped: Plain
    waits: Plain
    verdict: Annotated[str, says("when", "title")]
    answered: Annotated[str, says("ask", "answer")]
    advice: Annotated[str, says("title", "say", "do")]
    accepted: Annotated[str, says("advice", "why")]
    step_done: Annotated[str, says("step", "date")]
    step_dropped: Annotated[str, says("step", "date")]
    led_to: Plain
    because: Plain
    ticked: Annotated[str, says("task", "date")]
    about: Label
    holds: Label
    open: Label
    open_points: Annotated[str, says("phase", "points")]
    to_do: Label
    next_steps: Label
    tasks: Label
    copy_this: Plain
    file: Annotated[str, says("date", longest=60)]
    copied: Plain
    as_text: Label
    share: Label
    groups_answer: Annotated[str, says("ask")]


#: So much of an answer stands in the short memo.
SHOWN = 160

# Answers as lines


def given(desk: Desk, steps: Iterable[Step]) -> list[Step]:
    """Those of the steps that have an answer that says something of what was asked about."""
    return [step for step in steps if step.role in _ASKED and is_said(desk, step)]


_ASKED = (Role.QUESTION, Role.CONCLUSION, Role.COURSE)


def is_said(desk: Desk, step: Step) -> bool:
    """Whether an answer was given that still fits, to a question that is still on the path."""
    said = desk.answers.given(step.id) is not None
    return said and step.holds(desk.answers) and step.on_path(desk.answers)


def in_short(desk: Desk, step: Step, longest: int = SHOWN) -> Slot:
    """The beginning of the answer, without line breaks."""
    return on_one_line(show(desk, step, desk.answers.get(step.id)), longest)


def named(desk: Desk, step: Step, longest: int = SHOWN) -> Say:
    """The answer in short, after what it is called."""
    answer = in_short(desk, step, longest)
    if step.question.called is None:
        return Say("{answer}", {"answer": answer})
    slots: dict[str, Slot] = {"called": step.question.called, "answer": answer}
    return Say(desk.lines(MemoLines).named, slots)


def in_full(desk: Desk, step: Step) -> Say:
    """The question with its answer."""
    answer = show(desk, step, desk.answers.get(step.id))
    return Say("{ask}", {"ask": step.question.ask}, quote=answer)


def on_a_line(desk: Desk, step: Step, longest: int = SHOWN) -> Say:
    """The question with the beginning of its answer."""
    slots: dict[str, Slot] = {"ask": step.question.ask, "answer": in_short(desk, step, longest)}
    return Say(desk.lines(MemoLines).answered, slots)
