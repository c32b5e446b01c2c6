"""A focus point answered at once: its questions in one dialog, each kept as its own answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from flows.content.base import Label, Lines, Plain, says
from flows.content.kinds import FocusPoint, Kind
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.path import Path
from flows.journey.question import (
    is_revising,
    misfit_line,
    read_chosen,
    read_surely,
    settled,
)
from flows.journey.showing import capital, count
from flows.journey.steps import Role, Step
from flows.journey.values import AnswerState, Journey
from flows.language.parsing import Misfit
from flows.messages import Button, Say, Slot, Words, to_say
from flows.parts.advice.turn import hold
from flows.parts.advice.when import due, held_back

#: It is offered where so many questions are open.
LEAST = 2


class AtOnceLines(Lines):
    """``offer`` is on the button, ``save`` on the dialog's; ``kept`` is said once it was sent."""

    AREA = "at_once"

    offer: Label
    save: Annotated[str, says(longest=24)]
    kept: Annotated[str, says("count")]
    kept_one: Plain
    refused: Annotated[str, says("about", "why")]
    nothing: Plain
    meanwhile: Annotated[str, says("about")]


LINES = (AtOnceLines,)


def questions(path: Path, point: FocusPoint) -> list[Step]:
    """What is asked of the point whatever is answered: the fields of the dialog, in order."""
    return [
        step for step in path.of_point(point) if step.role is Role.QUESTION and not step.conditional
    ]


def offer(desk: Desk, journey: Journey, step: Step) -> tuple[Button, ...]:
    """At the first open question of a point: all of them at once. Which are open, it carries."""
    point, route, answers = step.point, desk.route, desk.answers
    if point is None or step.role is not Role.QUESTION or is_revising(desk, step):
        return ()
    asked = questions(desk.flow.path, point)
    left = [each for each in asked if not route.resolved(each) and each.on_path(answers)]
    if len(left) < LEAST or left[0] != step:
        return ()
    open_ones = "".join("1" if each in left else "0" for each in asked)
    action = Action(Verb.OPEN, journey.id, point.id, journey.revision, open_ones)
    return (Button(desk.lines(AtOnceLines).offer, action),)


def was_chosen(desk: Desk) -> bool:
    """Whether the point before was answered at once, so that the next will be too, most likely.

    What a dialog brought was said at one moment.
    """
    route, answers = desk.route, desk.answers
    for section in reversed(route.sections):
        if section.point is None or route.is_untouched(section):
            continue
        if asked := [each for each in route.walked_in(section) if each.role is Role.QUESTION]:
            moments = [each.said_at for step in asked if (each := answers.get(step.id))]
            return any(moments.count(each) >= LEAST for each in moments)
    return False


def answered(desk: Desk, press: Pressed) -> None:
    """Keep what the dialog was sent with, and go on to what is open then.

    What was answered meanwhile stands; what cannot be an answer is said back, to be used.
    """
    point = desk.flow.library.point.get(press.action.step)
    if desk.journey is None or point is None or not press.fields:
        desk.again()
        return
    taken, said = _taken(desk, point, dict(press.fields))
    if not taken:
        desk.again(desk.lines(AtOnceLines).nothing, *said)
        return
    _onward(desk, taken, [_kept(desk, taken), *said])


def _taken(
    desk: Desk, point: FocusPoint, given: dict[str, tuple[str, ...]]
) -> tuple[list[Step], list[Say]]:
    """The questions that have their answer now, and what is said of the others."""
    taken: list[Step] = []
    said: list[Say] = []
    route, meanwhile = desk.route, desk.lines(AtOnceLines).meanwhile
    for step in questions(desk.flow.path, point):
        words = given.get(step.question.id, ())
        if not any(each.strip() for each in words):
            continue
        if route.resolved(step) or not step.on_path(desk.answers):
            said.append(Say(meanwhile, {"about": about(step)}, _back(step, words)))
            continue
        is_text = step.question.kind is Kind.TEXT
        reading = read_surely(desk, step, words[0]) if is_text else read_chosen(desk, step, words)
        if isinstance(reading, Misfit):
            said.append(_refused(desk, step, reading, words))
            continue
        desk.record(step, reading.value, AnswerState.GIVEN)
        taken.append(step)
    return taken, said


def _refused(desk: Desk, step: Step, misfit: Misfit, words: Sequence[str]) -> Say:
    line = misfit_line(desk, misfit, len(words[0]))
    slots: dict[str, Slot | Say] = {"about": about(step), "why": line}
    return Say(desk.lines(AtOnceLines).refused, slots, _back(step, words))


def _back(step: Step, words: Sequence[str]) -> Slot | None:
    """What a person wrote; nothing of what was only chosen."""
    return Words(words[0]) if step.question.kind is Kind.TEXT else None


def about(step: Step) -> str:
    """What the question is called, or else the question."""
    return step.question.called or step.question.ask


def _kept(desk: Desk, taken: list[Step]) -> Say:
    lines, many = desk.lines(AtOnceLines), len(taken)
    if many == 1:
        return Say(lines.kept_one)
    return Say(lines.kept, {"count": capital(count(desk, many))})


def _onward(desk: Desk, taken: list[Step], said: list[Say]) -> None:
    """What the answers lead to, once for them all; the gravest advice that is due interrupts."""
    here = desk.step
    found = [(step, each) for step in taken if (each := due(desk, step)) is not None]
    at, advice = next((each for each in found if each[1].interrupts), (taken[-1], None))
    for step in taken:
        follows = desk.on_answer.get(desk.flow.path.section_of[step.id].id)
        if step is not at and follows is not None:
            said += to_say(follows(desk, step))
    if advice is not None:
        hold(desk, at, advice.finding, *said)
        return
    desk.say(settled(desk, here if here in taken and here is not None else at))
    said += [line for _, each in found for line in held_back(desk, each)]
    desk.wish("go_on", at, *said)
