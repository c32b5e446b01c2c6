"""Days as people type them, and as they are said."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.content.base import fill
from flows.content.vocabulary import Vocabulary
from flows.language.days import (
    MOST_YEARS,
    NOT_A_DATE,
    Day,
    DayReading,
    NotADate,
    TooEarly,
    TooFar,
    Vague,
    years_on,
)
from flows.language.forms import Forms, any_of
from flows.language.text import plain

HOME = "Europe/Copenhagen"
#: The hour that is meant where none is said.
MORNING = 9
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
        self._forms = Forms(vocabulary)
        self._said = days.said
        self._months = [names[0] for names in days.months]
        self._weekdays = [names[0] for names in days.weekdays]
        count, clock = self._forms.count, r"(\d{1,2})(?:[.:](\d{2}))?"
        ahead = any_of(days.ahead)
        hour = rf"(?:{any_of(days.clock)})\.? ?{clock}(?: ?[-–] ?{clock})?"
        self._hours = re.compile(rf"(?:{ahead}) ({count}) (?:{any_of(days.units.hour)})")
        self._clock = re.compile(rf"(.*?),? ?{hour}")
        self._clock_first = re.compile(rf"{hour},? (?P<day>.+)")
        self._clock_alone = re.compile(r"(.*\d)(?: |t)(\d{1,2}):(\d{2})(?::\d{2})?")

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
            return now + timedelta(hours=self._forms.number(match[1]))
        match = self._clock.fullmatch(said)
        if match and not match[1]:  # an hour alone: the next time that it is so late
            clock = _clock_of(match[2], match[3])
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
        if match := self._clock.fullmatch(said) or self._clock_alone.fullmatch(said):
            said, clock = match[1], _clock_of(match[2], match[3])
        elif match := self._clock_first.fullmatch(said):
            said, clock = match["day"], _clock_of(match[1], match[2])
        if match and (clock is None or not said):
            return NOT_A_DATE
        found = self._forms.read(said, today)
        if clock is not None and not isinstance(found, NotADate):
            return Day(found.day, clock) if isinstance(found, Day) else found
        return found


def _clock_of(said: str, minutes: str | None) -> tuple[int, int] | None:
    hour, minute = int(said), int(minutes or 0)
    return (hour, minute) if hour < 24 and minute < 60 else None
