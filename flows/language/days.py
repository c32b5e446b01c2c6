"""Days, several days at once, and how they are reckoned."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from dateutil.relativedelta import relativedelta

#: The most years between one 29 February and the next.
LONGEST_GAP = 8
#: Nobody plans for longer, and nobody looks farther back.
MOST_YEARS = 10
#: From Monday to Friday.
WORKDAYS = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, with the hour and minute where they were said."""

    day: date
    clock: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """Several days, or one that is not sure; ``day`` is the one that it is taken for."""

    start: date
    end: date
    day: date


@dataclass(frozen=True, slots=True)
class TooEarly:
    """A day before the first that may be meant."""

    first: date


@dataclass(frozen=True, slots=True)
class TooFar:
    """A day after the last that may be meant."""

    last: date


@dataclass(frozen=True, slots=True)
class NotADate:
    """Text that names no day."""


DayReading = Day | Vague | TooEarly | TooFar | NotADate
NOT_A_DATE = NotADate()


def full_year(year: str) -> int:
    """A year in two or four digits."""
    return int(year) + (2000 if len(year) == 2 else 0)


def years_on(day: date, many: int) -> date:
    """The day so many years on, or back; the calendar has a last year."""
    return day + relativedelta(years=min(many, MAXYEAR - day.year))


def iso(match: re.Match[str], _: date) -> Day:
    """'2026-03-01'."""
    return Day(date(int(match[1]), int(match[2]), int(match[3])))


def in_numbers(match: re.Match[str], today: date) -> Day:
    """'1/3', '1.3.26'."""
    return coming(int(match[1]), int(match[2]), match[3], today)


def coming(day: int, month: int, year: str | None, today: date) -> Day:
    """That day, without a year the next. Raises ``ValueError`` where there is none."""
    if year:
        return Day(date(full_year(year), month, day))
    return Day(first_year(lambda year: date(year, month, day), today.year, today))


def first_year(day_in: Callable[[int], date], year: int, not_before: date) -> date:
    """That day of the first year that has it. Raises ``ValueError`` where none nearby does."""
    for each in range(year, year + LONGEST_GAP + 1):
        try:
            found = day_in(each)
        except ValueError:
            continue
        if found >= not_before:
            return found
    raise ValueError("no year has that day")


def first_of_months(day: int, today: date) -> date:
    """The next day of that number. Raises ``ValueError`` where no month has it."""
    month = today.replace(day=1)
    for _ in range(LONGEST_GAP):
        if day <= last_of_month(month).day and (found := month.replace(day=day)) >= today:
            return found
        month += relativedelta(months=1)
    raise ValueError("no month has that day")


def taken_early(start: date, end: date, today: date) -> Vague:
    """Days that belong together, taken for the first of them, or where that is past, the last."""
    return Vague(start, end, start if start >= today else end)


def monday_of(week: str, year: str | None, today: date) -> date:
    """The Monday of a week, without a year of the next such week, this one included."""
    if year:
        return date.fromisocalendar(int(year), int(week), 1)
    this = today - timedelta(days=today.weekday())
    return first_year(
        lambda year: date.fromisocalendar(year, int(week), 1), today.isocalendar().year, this
    )


def last_of_month(start: date) -> date:
    """The last day of its month."""
    return start + relativedelta(day=31)


def stretch(day: date, months: int) -> date:
    """The first day of the month, quarter or year (so many months) that the day lies in."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def all_of(start: date, months: int) -> Vague:
    """So many whole months, taken for the first day."""
    return Vague(start, start + relativedelta(months=months, days=-1), start)
