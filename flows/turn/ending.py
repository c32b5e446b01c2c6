"""Where a course ends: it runs no longer, and what follows it is said."""

from __future__ import annotations

from flows.content.courses import Course
from flows.messages import Say
from flows.path import run_of
from flows.steps import Step
from flows.turn.desk import Desk


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
