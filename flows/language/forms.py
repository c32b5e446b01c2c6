"""The forms in which a day is written, and which day each of them means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from dateutil.relativedelta import relativedelta

from flows.content.vocabulary import Days, Vocabulary
from flows.language.days import (
    NOT_A_DATE,
    WORKDAYS,
    Day,
    NotADate,
    Vague,
    all_of,
    coming,
    first_of_months,
    first_year,
    full_year,
    in_numbers,
    iso,
    last_of_month,
    monday_of,
    stretch,
    taken_early,
)

#: The days of a month at its beginning, its middle and its end: from, to, and taken for.
THIRDS = ((1, 10, 1), (11, 20, 15), (21, 31, 31))
_OF_YEAR = r"(?:[ ,]+'?(?P<year>\d{4}|\d{2}))?"
#: How a day is written, and what is made of it.
Form = tuple[re.Pattern[str], Callable[[re.Match[str], date], Day | Vague]]


class Forms:
    """Reads a day, in plain text and without its hour. Never changes after it is made."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        days = vocabulary.days
        self._weekdays = [names[0] for names in days.weekdays]
        self._relative = days.relative
        self._dayparts = days.dayparts
        self._numbers = vocabulary.numbers
        self._numbered = vocabulary.numbered
        self._spans = days.spans
        self._few = days.few
        self._ordinals = days.ordinals
        self._feasts = days.feasts
        self._seasons = days.seasons
        self._month_of = _numbered(days.months)
        self._weekday_of = _numbered(days.weekdays)
        units = days.units
        self._days_in = {**dict.fromkeys(units.day, 1), **dict.fromkeys(units.week, 7)}
        self._months_in = {
            **dict.fromkeys(units.month, 1),
            **dict.fromkeys((*units.quarter, *days.quarter_sign), 3),
            **dict.fromkeys(units.half, 6),
            **dict.fromkeys(units.year, 12),
        }
        #: A pattern of how many.
        self.count = count = rf"\d{{1,3}}|{any_of(self._numbers)}"
        self._before = re.compile(rf"(?:(?:{any_of(days.before)})(?:\.? |\.))+")
        self._about = re.compile(rf"(?:(?:{any_of(days.about)})\.? )+")
        self._leading = re.compile(
            rf"({any_of(self._weekday_of)})\.?,? (?:(?:{any_of(days.the)})\.? )?(\d.*)"
        )
        self._forms = [*self._exact(days, count), *self._rough(days, count)]

    def _exact(self, days: Days, count: str) -> Iterator[Form]:
        """The forms that name one day."""
        month, of = rf"({any_of(self._month_of)})\.?", _OF_YEAR
        weekday = any_of(self._weekday_of)
        in_, next_, ahead = any_of(days.of_week), any_of(days.next), any_of(days.ahead)
        weeks, week = any_of(days.units.week), self._week_of(days)
        yield re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), iso
        yield (
            re.compile(r"(\d{1,2}) ?[./-] ?(\d{1,2})\.?(?:[./ -]+'?(\d{4}|\d{2}))?"),
            in_numbers,
        )
        yield re.compile(rf"(\d{{1,2}})\.? ?{month}{of}"), self._named
        yield re.compile(rf"({any_of(self._ordinals)}) {month}{of}"), self._named
        yield re.compile(rf"({next_} )?({any_of(self._weekdays)})"), self._weekday
        yield re.compile(rf"({weekday}) (?:(?:{in_}) )?{week}"), self._in
        this = any_of(days.this)
        yield (
            re.compile(rf"({weekday}) (?:(?:{in_}) )?(?:({next_})|{this}) (?:{weeks})"),
            self._of_week,
        )
        yield re.compile(rf"(?:{any_of(days.the)})\.? (\d{{1,2}})"), self._of_month
        unit = any_of(self._days_in | self._months_in)
        yield re.compile(rf"(?:{ahead}) ({count}) ({unit})"), self._ahead
        yield re.compile(rf"(?:{ahead}) ({any_of(self._spans)})"), self._span

    def _week_of(self, days: Days) -> str:
        nr = rf"(?:(?:{any_of(self._numbered)})\.? )?"
        return rf"(?:{any_of(days.units.week)}) ?{nr}(\d{{1,2}})(?:[ ,/]+(\d{{4}}))?"

    def _rough(self, days: Days, count: str) -> Iterator[Form]:
        """The forms that name several days, or one that is not sure."""
        month, of = rf"({any_of(self._month_of)})\.?", _OF_YEAR
        weekday, weeks = any_of(self._weekday_of), any_of(days.units.week)
        next_, ahead = any_of(days.next), any_of(days.ahead)
        yield re.compile(self._week_of(days)), self._week
        yield re.compile(rf"(?:{next_}) (?:{weeks})"), self._next_week
        yield re.compile(rf"(?:{any_of(days.this)}) (?:{weeks})"), self._this_week
        on = any_of(days.before)
        in_weeks = rf"(?:{ahead}) (?P<count>{count}) (?:{weeks})"
        yield re.compile(rf"(?P<weekday>{weekday}) {in_weeks}"), self._weeks_on
        yield re.compile(rf"{in_weeks} (?:{on}) (?P<weekday>{weekday})"), self._weeks_on
        unit = any_of(self._days_in | self._months_in)
        yield re.compile(rf"(?:{ahead}) ({any_of(self._few)}) ({unit})"), self._some
        yield re.compile(rf"(?:{next_}) ({any_of(self._months_in)})"), self._next
        yield re.compile(rf"({any_of(self._feasts)})(?: (\d{{4}}))?"), self._feast
        yield re.compile(rf"({any_of(self._seasons)})(?: (\d{{4}}))?"), self._season
        yield re.compile(month + of), self._month
        for words, part in zip((days.early, days.middle, days.late), THIRDS, strict=True):
            yield re.compile(rf"(?:{any_of(words)}) {month}{of}"), partial(self._part, part=part)
        many = rf"(?:(?P<number>[1-4])\.?|(?P<ordinal>{any_of(self._ordinals)}))"
        parts = any_of((*days.units.quarter, *days.units.half))
        yield re.compile(rf"{many} (?P<unit>{parts}){of}"), self._quarter
        yield (
            re.compile(rf"(?P<unit>{any_of(days.quarter_sign)}) ?(?P<number>[1-4]){of}"),
            self._quarter,
        )

    def read(self, said: str, today: date) -> Day | Vague | NotADate:
        """The day that is meant, seen from ``today``; it may be past."""
        try:
            if (found := self._at_once(said, today)) is not None:
                return found
            if match := self._about.match(said):
                meant = self.read(said[match.end() :], today)
                return _unsure(meant) if isinstance(meant, Day) else meant
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
        found = self.read(match[2], today)
        if not isinstance(found, Day):
            return NOT_A_DATE
        fits = found.day.weekday() == self._weekday_of[match[1]]
        return found if fits else _unsure(found)

    def number(self, said: str) -> int:
        """What a number in digits or in words stands for."""
        if said.isdigit():
            return int(said)
        return self._numbers[said] if said in self._numbers else self._ordinals[said]

    def _named(self, match: re.Match[str], today: date) -> Day:
        return coming(self.number(match[1]), self._month_of[match[2]] + 1, match[3], today)

    def _weekday(self, match: re.Match[str], today: date) -> Day:
        ahead = (self._weekday_of[match[2]] - today.weekday()) % 7 or 7
        return Day(today + timedelta(days=ahead + (7 if match[1] else 0)))

    def _in(self, match: re.Match[str], today: date) -> Day:
        monday = monday_of(match[2], match[3], today)
        return Day(monday + timedelta(days=self._weekday_of[match[1]]))

    def _of_week(self, match: re.Match[str], today: date) -> Day:
        """'mandag i næste uge', 'fredag i denne uge'."""
        monday = today + timedelta(days=(7 if match[2] else 0) - today.weekday())
        return Day(monday + timedelta(days=self._weekday_of[match[1]]))

    def _of_month(self, match: re.Match[str], today: date) -> Day:
        """'den 15.': the next such day."""
        return Day(first_of_months(int(match[1]), today))

    def _weeks_on(self, match: re.Match[str], today: date) -> Vague:
        """'torsdag om to uger': which of two it is, is asked."""
        weekday, count = match["weekday"], self.number(match["count"])
        monday = today + timedelta(days=7 * count - today.weekday())
        day = monday + timedelta(days=self._weekday_of[weekday])
        return Vague(day, day, day)

    def _some(self, match: re.Match[str], today: date) -> Vague:
        """'om et par uger'."""
        return _unsure(self._in_units(self._few[match[1]], match[2], today))

    def _feast(self, match: re.Match[str], today: date) -> Vague:
        month, day = self._feasts[match[1]]
        return _unsure(coming(day, month, match[2], today))

    def _season(self, match: re.Match[str], today: date) -> Vague:
        """'foråret', from its first month to its last."""
        first, last = self._seasons[match[1]]
        months = (last - first) % 12

        def begins(year: int) -> date:
            return date(year, first, 1)

        def ends(start: date) -> date:
            return last_of_month(start + relativedelta(months=months))

        if match[2]:
            start = begins(int(match[2]))
        else:
            years = range(today.year - 1, today.year + 2)
            start = next(begins(year) for year in years if ends(begins(year)) >= today)
        return taken_early(start, ends(start), today)

    def _this_week(self, _: re.Match[str], today: date) -> Vague:
        start = today - timedelta(days=today.weekday())
        friday = start + WORKDAYS
        return Vague(start, start + timedelta(days=6), max(friday, today))

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
        return self._in_units(self.number(match[1]), match[2], today)

    def _in_units(self, count: int, unit: str, today: date) -> Day:
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
        """A quarter, or half a year."""
        found, months = match.groupdict(), self._months_in[match["unit"]]
        month = (self.number(found["number"] or found["ordinal"]) - 1) * months + 1
        if match["year"]:
            start = date(full_year(match["year"]), month, 1)
        else:
            this = stretch(today, months)
            start = first_year(lambda year: date(year, month, 1), today.year, this)
        return taken_early(start, start + relativedelta(months=months, days=-1), today)


def _unsure(found: Day) -> Vague:
    return Vague(found.day, found.day, found.day)


def _numbered(names: Iterable[Sequence[str]]) -> dict[str, int]:
    return {name: n for n, each in enumerate(names) for name in each}


def any_of(words: Iterable[str]) -> str:
    """A pattern of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
