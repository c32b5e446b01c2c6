"""Under way (2B): what is to be changed, once it was said that it holds no longer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.content import leaning
from flows.dialogue import courses
from flows.journey.desk import Desk
from flows.journey.placing import COURSE as TYPE
from flows.journey.records import all_of
from flows.journey.steps import Step
from flows.journey.values import Value
from flows.messages import Say
from flows.parts.frames import Frame, FrameLines
from flows.parts.type import TypeLines

#: The answers after which the statements about the type come again.
FITS_NOT = ("metoder", "nej")
#: The answers that say that a frame holds no longer.
FRAMES = {"faste", "elastik", "tid"}


def _reconsidered(desk: Desk, answer: Value) -> list[Say]:
    """Where the type fits no longer: the statements again."""
    if desk.current.delegated is not None:  # it is for who leads the journey, once it is taken in
        return []
    if answer not in FITS_NOT or TYPE not in desk.flow.library.course:
        return []
    courses.begin(desk, TYPE)
    return [Say(desk.lines(TypeLines).once_more)]


def _broken(desk: Desk, answer: Value) -> list[Say]:
    """Where a frame holds no longer: how to change it."""
    holds_not = not FRAMES.isdisjoint(answer or ())
    there = holds_not and bool(all_of(desk.answers, Frame))
    return [Say(desk.lines(FrameLines).can_change)] if there else []


_AFTER: Mapping[str, Callable[[Desk, Value], list[Say]]] = {
    leaning.question("kursjustering.metoder", FITS_NOT): _reconsidered,
    leaning.question("kursjustering.rammer", FRAMES): _broken,
}


def _answered(desk: Desk, step: Step) -> list[Say]:
    follows = _AFTER.get(step.id)
    return follows(desk, desk.answers.given(step.id)) if follows is not None else []


ON_ANSWER = {leaning.focus_point("kursjustering"): _answered}
