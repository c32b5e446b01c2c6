"""The course check: when it was planned to stop and look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.inputs import Action, Verb
from flows.messages import Button, Say, Slot, Words
from flows.nudges.effort import Effort, Thing
from flows.nudges.sources.evaluation import SUCCESS, quoted
from flows.nudges.speech import hello
from flows.nudges.values import Nudge, NudgeKind, Occasion
from flows.turn.desk import Desk

#: The step in which the day of the first look was planned.
PLANNED = "procesplan.eftersyn"


def due(effort: Effort) -> Iterator[Occasion]:
    """On the planned day."""
    try:
        day = date.fromisoformat(effort.answers.given(PLANNED) or "")
    except ValueError:
        return
    yield Occasion(
        NudgeKind.COURSE,
        effort.owner,
        (day,),
        cause=day.isoformat(),
        journey=effort.journey.id,
    )


def says(desk: Desk, effort: Effort, _: Nudge, __: Occasion) -> Thing:
    """What was to be reached, in one's own words, and the question."""
    lines, journey = desk.lines.nudges, effort.journey
    slots: dict[str, Slot] = {"title": Words(journey.title)}
    go = Button(lines.buttons.go_on, Action(Verb.SWITCH, journey.id), main=True)
    alone = (
        Say(lines.course.check, {**slots, "hello": hello(desk)}),
        *quoted(desk, effort, SUCCESS, lines.evaluation.hoped),
        Say(lines.course.ask),
    )
    return Thing(Say(lines.course.short, slots), alone, (go,))
