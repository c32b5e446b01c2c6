"""Courses, a few questions run beside the path; and what follows an answer or their end."""

from __future__ import annotations

from flows.content.courses import Course
from flows.dialogue.asking import ask
from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.life import BEGUN
from flows.journey.lines import CourseLines, PhaseLines
from flows.journey.path import reopening_of, run_of
from flows.journey.question import LEAVE, RUN, back
from flows.journey.route import COURSE
from flows.journey.steps import Role, Step
from flows.messages import Say
from flows.parts.principles.asking import low_now
from flows.parts.principles.shown import keep


def after_answer(desk: Desk, step: Step) -> list[Say | str]:
    """Once ``step`` was answered or passed over, before the journey moves on: what that leads to.

    It may begin a course.
    """
    keep(desk, step)
    if step.role is Role.PRINCIPLE and (note := low_now(desk, step)) is not None:
        desk.say(note)
    follows = desk.on_answer.get(desk.flow.path.section_of[step.id].id)
    return list(follows(desk, step)) if follows is not None else []


def end(desk: Desk, course: Course) -> None:
    """The course runs no longer."""
    if desk.answers.given(run_of(course)) is True:
        desk.keep(run_of(course), value=False)


def after_course(desk: Desk, step: Step) -> list[Say | str]:
    """Once ``step`` was answered and the journey moved on: what its course says, if that ended."""
    course = step.course
    if course is None or ((here := desk.step) is not None and here.course is course):
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


def run(desk: Desk, id: str, *lead: Say | str) -> None:
    """Begin the course; where it runs already, put its open question again.

    Its journey is the open one then, wherever the button stood.
    """
    course = desk.flow.library.course.get(id)
    if desk.journey is None or course is None:
        back(desk, desk.lines(CourseLines).needs_journey if course else desk.texts.stale.unknown)
        return
    desk.set_person(open_journey=desk.journey.id)
    runs = desk.route.running is course
    if not runs:
        begin(desk, id)
    if desk.stage != COURSE and (not runs or desk.resting):
        desk.move(BEGUN)
    elif not runs:
        desk.change()
    ask(desk, *lead)


def begin(desk: Desk, id: str) -> None:
    """Let the course run once the turn moves on."""
    desk.keep(run_of(desk.flow.library.course[id]), value=True)


def _leave(desk: Desk, press: Pressed) -> None:
    """'Ikke nu': back to the open question; what was answered stays."""
    course = desk.route.running
    if course is None:
        back(desk)
        return
    end(desk, course)
    if not desk.resting:
        desk.move_on()
    back(desk, Say(desk.lines(CourseLines).left, {"title": course.title}))


def _run(desk: Desk, press: Pressed) -> None:
    if press.action.arg in desk.flow.library.course:
        run(desk, press.action.arg)
    else:
        back(desk, desk.texts.stale.unknown)


DEEDS = {LEAVE: _leave, RUN: _run}
