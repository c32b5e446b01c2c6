"""Courses: a few questions run beside the path, and the way back to it."""

from __future__ import annotations

from flows.dialogue.asking import ask
from flows.dialogue.ending import end
from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.life import BEGUN
from flows.journey.lines import CourseLines
from flows.journey.path import run_of
from flows.journey.question import LEAVE, RUN, back
from flows.journey.route import COURSE
from flows.messages import Say


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
