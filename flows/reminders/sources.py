"""What calls for nudges: each part's own source, what was left lying, workshops, and the week."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from flows.inputs import Action, Verb
from flows.journey.calendar import Habits, working_from
from flows.journey.desk import Desk
from flows.journey.life import STOPPED
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.language.dates import local_date
from flows.messages import Button, Say, Slot, Words
from flows.parts import contract, later, learning, rhythm
from flows.parts.delegation import giving as delegation
from flows.parts.next_steps import turn as next_steps
from flows.parts.reminding import Effort, ReminderSource, Thing, hello
from flows.parts.reminding_lines import ReminderLines
from flows.workshop import reminder as workshop
from flows.workshop.values import WorkshopScene

#: Days of silence.
SILENCE = (2, 7, 21)


def _due(effort: Effort) -> Iterator[Occasion]:
    """Where a question stands open: counted from the last thing that happened in the journey."""
    if effort.step is None or effort.journey.delegated is not None:  # of that tells another source
        return
    since = _quiet_since(effort)
    days = (effort.day(since) + timedelta(days=after) for after in SILENCE)
    yield effort.occasion(NudgeKind.LYING, *days, cause=f"{since:%Y%m%dT%H%M%S}")


def _quiet_since(effort: Effort) -> datetime:
    """When something happened last."""
    said = [answer.said_at for answer in effort.answers.held()]
    return max([effort.journey.updated_at, *said])


def _says(desk: Desk, effort: Effort, nudge: Nudge) -> Thing:
    """Where one was, and the way back there. The open question itself is put by ``saying``."""
    lines, journey = desk.lines(ReminderLines), effort.journey
    step = effort.step
    if step is None:
        raise LookupError("the open question called for the nudge")
    title, where = Words(journey.title), Say(step.place)
    days = str((desk.today - effort.day(_quiet_since(effort))).days)
    slots: dict[str, Slot | Say] = {"hello": hello(desk), "title": title, "days": days}
    if journey.id == desk.person.open_journey:
        line = lines.lying.last if nudge.stage == len(SILENCE) - 1 else lines.lying.first
        alone = Say(line, slots)
    else:
        alone = Say(lines.lying.elsewhere, {**slots, "place": where})
    go = Button(lines.buttons.go_on, Action(Verb.SWITCH, journey.id), main=True)
    short = Say(lines.lying.short, {"title": title, "place": where})
    return Thing(short, (alone,), (go,))


LYING = ReminderSource(NudgeKind.LYING, _due, _says)


WEEK = timedelta(days=7)
#: What calls for nudges in a journey.
SOURCES: tuple[ReminderSource, ...] = (
    next_steps.SOURCE,
    next_steps.EVE_SOURCE,
    delegation.SOURCE,
    rhythm.SOURCE,
    contract.SOURCE,
    learning.SOURCE,
    later.SOURCE,
    LYING,
)
#: What a nudge about a journey or a workshop says. A look ahead is about neither.
SAYS: Mapping[NudgeKind, Callable[[Desk, Any, Nudge], Thing]] = {
    **{source.kind: source.says for source in SOURCES},
    NudgeKind.WORKSHOP: workshop.says,
}


def occasions(effort: Effort) -> tuple[Occasion, ...]:
    """All that calls for nudges in a journey, whoever they go to; nothing, once it is stopped."""
    if effort.stage == STOPPED:
        return ()
    return tuple(each for source in SOURCES for each in source.due(effort))


def of_workshop(scene: WorkshopScene) -> tuple[Occasion, ...]:
    """All that calls for nudges in a workshop, whoever they go to."""
    return tuple(workshop.due(scene))


def of_person(habits: Habits, now: datetime) -> tuple[Occasion, ...]:
    """All that calls for nudges to a person, whatever their journeys hold: a look ahead.

    It comes on the first working day of the week, to those who have asked for it; this week's and
    the next one's.
    """
    if not habits.preferences.wants(NudgeKind.WEEK):
        return ()
    return tuple(_weeks(habits, now))


def _weeks(habits: Habits, now: datetime) -> Iterator[Occasion]:
    today = local_date(now, habits.tz)
    monday = today - timedelta(days=today.weekday())
    for begins in (monday, monday + WEEK):
        first = working_from(begins, habits.tz)
        if first < begins + WEEK:
            year, week, _ = begins.isocalendar()
            cause = f"{year}-W{week:02}"
            yield Occasion(NudgeKind.WEEK, habits.user, (first,), cause=cause, until=first)
