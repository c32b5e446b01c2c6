"""What follows an answer, and the end of a course."""

from __future__ import annotations

from flows.content.courses import Course
from flows.journey.desk import Desk
from flows.journey.lines import PhaseLines
from flows.journey.path import reopening_of, run_of
from flows.journey.steps import Step
from flows.messages import Say


def after_answer(desk: Desk, step: Step) -> list[Say | str]:
    """Once ``step`` was answered or passed over, before the journey moves on: what that leads to.

    It may begin a course.
    """
    follows = desk.on_answer.get(desk.flow.path.section_of[step.id].id)
    return list(follows(desk, step)) if follows is not None else []


def end(desk: Desk, course: Course) -> None:
    """The course runs no longer."""
    if desk.answers.given(run_of(course)) is True:
        desk.keep(run_of(course), value=False)


def after_course(desk: Desk, step: Step) -> list[Say | str]:
    """Once ``step`` was answered and the journey moved on: what its course says, if that ended."""
    course, here = step.course, desk.step
    if course is None or (here is not None and here.course is course):
        return []
    end(desk, course)
    said: list[Say | str] = [course.done] if course.done is not None else []
    follows = desk.on_done.get(course.id)
    return [*said, *follows(desk)] if follows is not None else said


def after_reopening(desk: Desk, step: Step) -> list[Say | str]:
    """Once the last of what was opened again has its answer: that one returns."""
    opened = desk.route.opened_again
    if step.point not in opened or desk.route.reopened:
        return []
    for point in opened:
        desk.keep(reopening_of(point.id), value=False)
    return [desk.lines(PhaseLines).returned]
