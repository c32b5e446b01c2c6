"""A journey that rests until a moment that somebody chose: then one is told, as was promised."""

from __future__ import annotations

from collections.abc import Iterator

from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.life import PAUSED, WAITING
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.records import one
from flows.messages import Button, Say, Slot, Words
from flows.parts.later import REST, Later
from flows.parts.reminding import Effort, ReminderSource, Thing, hello, stored_day
from flows.parts.reminding_lines import ReminderLines


def due(effort: Effort) -> Iterator[Occasion]:
    """At that moment, if it still rests."""
    chosen = one(effort.answers, Later, REST)
    if chosen is None or effort.stage not in (PAUSED, WAITING):
        return
    if stored_day(chosen.until.date()) is not None:
        cause = f"{chosen.until:%Y%m%dT%H%M%z}"
        day = effort.day(chosen.until)
        yield effort.occasion(NudgeKind.LATER, day, cause=cause, at=chosen.until)


def says(desk: Desk, effort: Effort, _: Nudge) -> Thing:
    """That it is time."""
    lines, journey = desk.lines(ReminderLines), effort.journey
    chosen = one(effort.answers, Later, REST)
    slots: dict[str, Slot] = {"title": Words(journey.title)}
    waits = chosen is not None and chosen.why == "waiting"
    line = lines.later_on.waiting if waits else lines.later_on.put_off
    go = Button(lines.buttons.go_on, Action(Verb.SWITCH, journey.id), main=True)
    short = Say(lines.later_on.short, slots)
    return Thing(short, (Say(line, {**slots, "hello": hello(desk)}),), (go,))


SOURCE = ReminderSource(NudgeKind.LATER, due, says)
