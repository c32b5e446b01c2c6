"""A conversation that was left lying: three times, and then never again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.question import place
from flows.messages import Button, Say, Slot, Words
from flows.parts.reminding import Effort, ReminderSource, Thing, hello
from flows.parts.reminding_lines import ReminderLines

#: Days of silence.
SILENCE = (2, 7, 21)


def due(effort: Effort) -> Iterator[Occasion]:
    """Where a question stands open: counted from the last thing that happened in the journey."""
    if effort.step is None or effort.journey.delegated is not None:  # of that tells another source
        return
    since = quiet_since(effort)
    days = (effort.day(since) + timedelta(days=after) for after in SILENCE)
    yield effort.occasion(NudgeKind.LYING, *days, cause=f"{since:%Y%m%dT%H%M%S}")


def quiet_since(effort: Effort) -> datetime:
    """When something happened last."""
    said = [answer.said_at for answer in effort.answers.held()]
    return max([effort.journey.updated_at, *said])


def says(desk: Desk, effort: Effort, nudge: Nudge) -> Thing:
    """Where one was, and the way back there. The open question itself is put by ``saying``."""
    lines, journey = desk.lines(ReminderLines), effort.journey
    step = effort.step
    if step is None:
        raise LookupError("the open question called for the nudge")
    title, where = Words(journey.title), place(desk, step)
    days = str((desk.today - effort.day(quiet_since(effort))).days)
    slots: dict[str, Slot | Say] = {"hello": hello(desk), "title": title, "days": days}
    if journey.id == desk.person.open_journey:
        line = lines.lying.last if nudge.stage == len(SILENCE) - 1 else lines.lying.first
        alone = Say(line, slots)
    else:
        alone = Say(lines.lying.elsewhere, {**slots, "place": where})
    go = Button(lines.buttons.go_on, Action(Verb.SWITCH, journey.id), main=True)
    short = Say(lines.lying.short, {"title": title, "place": where})
    return Thing(short, (alone,), (go,))


SOURCE = ReminderSource(NudgeKind.LYING, due, says)
