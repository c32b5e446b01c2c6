"""Days as people type them, and as they are said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.relativedelta import relativedelta

from flows.content.base import fill
from flows.content.vocabulary import Vocabulary
from flows.language.days import (
    MOST_YEARS,
    NOT_A_DATE,
    WORKDAYS,
    Day,
    DayReading,
    NotADate,
    TooEarly,
    TooFar,
    Vague,
    all_of,
    coming,
    first_year,
    full_year,
    in_numbers,
    iso,
    last_of_month,
    monday_of,
    stretch,
    taken_early,
    years_on,
)
from flows.language.text import plain

HOME = "Europe/Copenhagen"
#: The hour that is meant where none is said.
MORNING = 9
#: The days of a month at its beginning, its middle and its end: from, to, and taken for.
THIRDS = ((1, 10, 1), (11, 20, 15), (21, 31, 31))
#: A day in a sentence is said in so many words, and may have these beside it.
_MOST_WORDS, _AROUND = 6, ".,;:!?()»«\"'“”„"
#: No day is said in more characters.
_LONGEST = 80


def zone(name: str | None) -> ZoneInfo:
    """The zone of that IANA name; Danish time where it is unknown."""
    try:
        return ZoneInfo(name or HOME)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(HOME)


def local_date(moment: datetime, tz: str | None) -> date:
    """The date on the person's calendar at that moment."""
    return moment.astimezone(zone(tz)).date()


def at_hour(day: date, tz: str | None, hour: int = MORNING, minute: int = 0) -> datetime:
    """That hour of the day on the person's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone(tz))


class Dates:
    """Reads and says days in one language. Never changes after it is made."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        days = vocabulary.days
        self._said = days.said
        self._months = [names[0] for names in days.months]
        self._weekdays = [names[0] for names in days.weekdays]
        self._relative = days.relative
        self._dayparts = days.dayparts
        self._numbers = vocabulary.numbers
        self._spans = days.spans
        self._ordinals = days.ordinals
        self._month_of = _numbered(days.months)
        self._weekday_of = _numbered(days.weekdays)
        units = days.units
        self._days_in = {**dict.fromkeys(units.day, 1), **dict.fromkeys(units.week, 7)}
        self._months_in = {
            **dict.fromkeys(units.month, 1),
            **dict.fromkeys(units.quarter, 3),
            **dict.fromkeys(units.year, 12),
        }
        count = rf"\d{{1,3}}|{_any(self._numbers)}"
        ahead, next_ = _any(days.ahead), _any(days.next)
        self._hours = re.compile(rf"(?:{ahead}) ({count}) (?:{_any(units.hour)})")
        self._clock = re.compile(
            rf"(.*?),? ?(?:{_any(days.clock)})\.? ?(\d{{1,2}})(?:[.:](\d{{2}}))?"
        )
        self._before = re.compile(rf"(?:(?:{_any(days.before)})\.? )+")
        month, of = rf"({_any(self._month_of)})\.?", r"(?:[ ,]+'?(\d{4}|\d{2}))?"
        self._leading = re.compile(
            rf"({_any(self._weekday_of)})\.?,? (?:(?:{_any(days.the)})\.? )?(\d.*)"
        )
        week = rf"(?:{_any(units.week)}) (\d{{1,2}})(?:[ ,/]+(\d{{4}}))?"
        self._forms: list[tuple[re.Pattern[str], Callable[[re.Match[str], date], Day | Vague]]] = [
            (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), iso),
            (re.compile(r"(\d{1,2})[./-](\d{1,2})\.?(?:[./ -]+(\d{4}|\d{2}))?"), in_numbers),
            (re.compile(rf"(\d{{1,2}})\.? ?{month}{of}"), self._named),
            (re.compile(rf"({next_} )?({_any(self._weekdays)})"), self._weekday),
            (re.compile(rf"({_any(self._weekday_of)}) (?:{_any(days.of_week)}) {week}"), self._in),
            (re.compile(week), self._week),
            (re.compile(rf"(?:{ahead}) ({count}) ({_any(self._days_in | self._months_in)})"),
             self._ahead),
            (re.compile(rf"(?:{ahead}) ({_any(self._spans)})"), self._span),
            (re.compile(rf"(?:{next_}) (?:{_any(units.week)})"), self._next_week),
            (re.compile(rf"(?:{next_}) ({_any(self._months_in)})"), self._next),
            (re.compile(month + of), self._month),
            *((re.compile(rf"(?:{_any(words)}) {month}{of}"), partial(self._part, part=part))
              for words, part in zip((days.early, days.middle, days.late), THIRDS, strict=True)),
            (re.compile(rf"(?:([1-4])\.?|({_any(self._ordinals)})) (?:{_any(units.quarter)}){of}"),
             self._quarter),
        ]  # fmt: skip

    # Saying

    def say(self, day: date, today: date) -> str:
        """'1. marts', with the year where it is another."""
        form = self._said.date if day.year == today.year else self._said.with_year
        return fill(form, day=day.day, month=self._months[day.month - 1], year=day.year)

    def say_weekday(self, day: date, today: date) -> str:
        """'mandag den 9. marts'."""
        weekday = self._weekdays[day.weekday()]
        return fill(self._said.weekday, weekday=weekday, date=self.say(day, today))

    def say_moment(self, moment: datetime, now: datetime, tz: str | None) -> str:
        """'i morgen kl. 9', 'mandag den 9. marts kl. 14.30'."""
        local, today = moment.astimezone(zone(tz)), local_date(now, tz)
        near = {0: self._said.today, 1: self._said.tomorrow}.get((local.date() - today).days)
        minutes = f".{local.minute:02}" if local.minute else ""
        return fill(
            self._said.moment,
            day=near or self.say_weekday(local.date(), today),
            clock=f"{local.hour}{minutes}",
        )

    def say_exactly(self, moment: datetime, now: datetime, tz: str | None) -> str:
        """'fredag den 5. december kl. 12.00'."""
        local = moment.astimezone(zone(tz))
        day = self.say_weekday(local.date(), local_date(now, tz))
        return fill(self._said.moment, day=day, clock=f"{local:%H.%M}")

    def say_clock(self, moment: datetime, tz: str | None) -> str:
        """'kl. 10.35'."""
        return fill(self._said.at, clock=f"{moment.astimezone(zone(tz)):%H.%M}")

    # Reading

    def read(self, text: str, today: date, first: date | None = None) -> DayReading:
        """The day that the text names, seen from ``today``; without a year the next such day.

        ``first`` is the first that may be meant: without it, one as far back as one plans ahead.
        """
        found = self._read(text, today)
        if isinstance(found, NotADate):
            return found
        first = first or years_on(today, -MOST_YEARS)
        last = years_on(today, MOST_YEARS)
        end = found.end if isinstance(found, Vague) else found.day
        if end < first:
            return TooEarly(first)
        if found.day > last:
            return TooFar(last)
        if isinstance(found, Vague) and found.day < first:
            return Vague(first, found.end, first)
        return found

    def day(self, text: str, today: date, first: date | None = None) -> date | None:
        """The day that the text is taken for; None where it is no day that may be meant."""
        found = self.read(text, today, first)
        return found.day if isinstance(found, Day | Vague) else None

    def found_in(self, sentence: str, today: date) -> date | None:
        """The one coming day that a sentence names; None where it names none or several.

        A word alone is a day only where no other could be meant: 'mandag', not 'maj'.
        """
        words = [each.strip(_AROUND) for each in sentence.split()]
        found, n = set(), 0
        while n < len(words):
            for size in range(min(_MOST_WORDS, len(words) - n), 0, -1):
                read = self.read(" ".join(words[n : n + size]), today, today)
                if isinstance(read, Day) or (size > 1 and isinstance(read, Vague)):
                    found.add(read.day)
                    n += size - 1
                    break
            n += 1
        return found.pop() if len(found) == 1 else None

    def moment(self, text: str, now: datetime, tz: str | None) -> datetime | None:
        """The moment that the text names, after ``now``; None where it names none.

        A day without an hour is meant in the morning.
        """
        said = plain(text)
        local = now.astimezone(zone(tz))
        if match := self._hours.fullmatch(said):
            return now + timedelta(hours=self._count(match[1]))
        match = self._clock.fullmatch(said)
        if match and not match[1]:  # an hour alone: the next time that it is so late
            clock = _clock_of(match)
            if clock is None:
                return None
            at = at_hour(local.date(), tz, *clock)
            return at if at > now else at_hour(local.date() + timedelta(days=1), tz, *clock)
        found = self.read(said, local.date())
        if not isinstance(found, Day | Vague):
            return None
        clock = found.clock if isinstance(found, Day) else None
        at = at_hour(found.day, tz, *(clock or (MORNING, 0)))
        return at if at > now else None

    def _read(self, text: str, today: date) -> Day | Vague | NotADate:
        if len(text) > _LONGEST:
            return NOT_A_DATE
        said = plain(text)
        clock = None
        if match := self._clock.fullmatch(said):
            said, clock = match[1], _clock_of(match)
            if clock is None or not said:
                return NOT_A_DATE
        found = self._day(said, today)
        if clock is not None and not isinstance(found, NotADate):
            return Day(found.day, clock) if isinstance(found, Day) else found
        return found

    def _day(self, said: str, today: date) -> Day | Vague | NotADate:
        try:
            if (found := self._at_once(said, today)) is not None:
                return found
            bare = said[match.end() :] if (match := self._before.match(said)) else said
            if match := self._leading.fullmatch(bare):
                return self._checked(match, today)
            for form in dict.fromkeys((said, bare)):
                for pattern, read in self._forms:
                    if match := pattern.fullmatch(form):
                        return read(match, today)
        except (ValueError, OverflowError):
            pass
        return NOT_A_DATE

    def _at_once(self, said: str, today: date) -> Day | None:
        if (ahead := self._relative.get(said)) is not None:
            return Day(today + timedelta(days=ahead))
        if (part := self._dayparts.get(said)) is not None:
            return Day(today + timedelta(days=part[0]), (part[1], 0))
        return None

    def _checked(self, match: re.Match[str], today: date) -> Day | Vague | NotADate:
        """A day with its weekday before it; where they do not fit, the day is not sure."""
        found = self._day(match[2], today)
        if not isinstance(found, Day):
            return NOT_A_DATE
        fits = found.day.weekday() == self._weekday_of[match[1]]
        return found if fits else Vague(found.day, found.day, found.day)

    def _count(self, said: str) -> int:
        return int(said) if said.isdigit() else self._numbers[said]

    def _named(self, match: re.Match[str], today: date) -> Day:
        return coming(int(match[1]), self._month_of[match[2]] + 1, match[3], today)

    def _weekday(self, match: re.Match[str], today: date) -> Day:
        ahead = (self._weekday_of[match[2]] - today.weekday()) % 7 or 7
        return Day(today + timedelta(days=ahead + (7 if match[1] else 0)))

    def _in(self, match: re.Match[str], today: date) -> Day:
        monday = monday_of(match[2], match[3], today)
        return Day(monday + timedelta(days=self._weekday_of[match[1]]))

    def _week(self, match: re.Match[str], today: date) -> Vague:
        start = monday_of(match[1], match[2], today)
        end = start + timedelta(days=6)
        return Vague(
            start, end, next(day for day in (start, start + WORKDAYS, end) if day >= today)
        )

    def _next_week(self, _: re.Match[str], today: date) -> Vague:
        start = today + timedelta(days=7 - today.weekday())
        return Vague(start, start + timedelta(days=6), start)

    def _next(self, match: re.Match[str], today: date) -> Vague:
        months = self._months_in[match[1]]
        return all_of(stretch(today, months) + relativedelta(months=months), months)

    def _ahead(self, match: re.Match[str], today: date) -> Day:
        count, unit = self._count(match[1]), match[2]
        if unit in self._days_in:
            return Day(today + timedelta(days=count * self._days_in[unit]))
        return Day(today + relativedelta(months=count * self._months_in[unit]))

    def _span(self, match: re.Match[str], today: date) -> Day:
        return Day(today + relativedelta(months=self._spans[match[1]]))

    def _month_start(self, name: str, year: str | None, today: date) -> date:
        month = self._month_of[name] + 1
        if year:
            return date(full_year(year), month, 1)
        return first_year(lambda year: date(year, month, 1), today.year, today.replace(day=1))

    def _month(self, match: re.Match[str], today: date) -> Vague:
        start = self._month_start(match[1], match[2], today)
        return taken_early(start, last_of_month(start), today)

    def _part(self, match: re.Match[str], today: date, part: tuple[int, int, int]) -> Vague:
        """A third of a month: its first day, its last, and the one that it is taken for."""
        start = self._month_start(match[1], match[2], today)
        since, until, taken = (start + relativedelta(day=day) for day in part)
        if until < today and not match[2]:
            years = relativedelta(years=1)
            since, until, taken = since + years, until + years, taken + years
        return Vague(since, until, taken if taken >= today else until)

    def _quarter(self, match: re.Match[str], today: date) -> Vague:
        number = int(match[1]) if match[1] else self._ordinals[match[2]]
        if match[3]:
            start = date(full_year(match[3]), number * 3 - 2, 1)
        else:
            this = stretch(today, 3)
            start = first_year(lambda year: date(year, number * 3 - 2, 1), today.year, this)
        return taken_early(start, start + relativedelta(months=3, days=-1), today)


def _numbered(names: Iterable[Sequence[str]]) -> dict[str, int]:
    return {name: n for n, each in enumerate(names) for name in each}


def _any(words: Iterable[str]) -> str:
    """A pattern of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _clock_of(match: re.Match[str]) -> tuple[int, int] | None:
    hour, minute = int(match[2]), int(match[3] or 0)
    return (hour, minute) if hour < 24 and minute < 60 else None
