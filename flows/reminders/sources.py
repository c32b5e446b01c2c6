"""What calls for nudges: each part's own source, what was left lying, workshops, and the week."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from flows.journey.calendar import Habits, working_from
from flows.journey.desk import Desk
from flows.journey.life import STOPPED
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.language.dates import local_date
from flows.parts import contract, later, learning, rhythm
from flows.parts.delegation import giving as delegation
from flows.parts.next_steps import turn as next_steps
from flows.parts.reminding import Effort, ReminderSource, Thing
from flows.reminders import lying
from flows.workshop import reminder as workshop
from flows.workshop.values import WorkshopScene

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
    lying.SOURCE,
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
