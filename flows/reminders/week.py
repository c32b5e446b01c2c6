"""A look ahead, on the first working day of the week, for those who have asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flows.journey.calendar import Habits, working_from
from flows.journey.nudges import NudgeKind, Occasion
from flows.language.dates import local_date

WEEK = timedelta(days=7)


def due(habits: Habits, now: datetime) -> Iterator[Occasion]:
    """This week's and the next one's."""
    if not habits.preferences.wants(NudgeKind.WEEK):
        return
    today = local_date(now, habits.tz)
    monday = today - timedelta(days=today.weekday())
    for begins in (monday, monday + WEEK):
        first = working_from(begins, habits.tz)
        if first < begins + WEEK:
            yield Occasion(NudgeKind.WEEK, habits.user, (first,), cause=_name(begins), until=first)


def _name(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"
