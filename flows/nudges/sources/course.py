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
from flows.records import one
from flows.records.rhythm import CHECK, Rhythm
from flows.turn.desk import Desk

#: The step in which the day of the first look was planned.
PLANNED = "procesplan.eftersyn"


def due(effort: Effort) -> Iterator[Occasion]:
    """On the planned day, and on each day of the rhythm that was chosen."""
    rhythm = one(effort.answers, Rhythm, CHECK)
    if rhythm is not None and rhythm.next is not None:
        yield _occasion(effort, rhythm.next, CHECK)
    try:
        day = date.fromisoformat(effort.answers.given(PLANNED) or "")
    except ValueError:
        return
    yield _occasion(effort, day)


def _occasion(effort: Effort, day: date, about: str = "") -> Occasion:
    journey = effort.journey.id
    return Occasion(
        NudgeKind.COURSE, effort.owner, (day,), day.isoformat(), journey=journey, about=about
    )


def says(desk: Desk, effort: Effort, _: Nudge, occasion: Occasion) -> Thing:
    """What was to be reached, in one's own words, and the question."""
    lines, journey = desk.lines.nudges, effort.journey
    slots: dict[str, Slot] = {"title": Words(journey.title)}
    rhythm = occasion.about == CHECK
    go = Button(lines.buttons.go_on, Action(Verb.SWITCH, journey.id), main=True)
    alone = (
        Say(lines.course.rhythm if rhythm else lines.course.check, {**slots, "hello": hello(desk)}),
        *quoted(desk, effort, SUCCESS, lines.evaluation.hoped),
        Say(lines.course.write if rhythm else lines.course.ask),
    )
    return Thing(Say(lines.course.short, slots), alone, (go,))
