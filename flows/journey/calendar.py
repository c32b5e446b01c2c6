"""When a person may be reminded: working days, working hours, and a place in the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import sha256

from flows.journey.nudges import USUAL, Away, Hours, NudgeKind, Pace, Preferences
from flows.journey.workplace import USUAL_WORKPLACE, Workplace
from flows.language.dates import local_date, zone

DAY = timedelta(days=1)
#: What is sent late in the day needs time to reach people before they leave.
SPARE = timedelta(minutes=15)
#: Who is away until later in the day is back on the next one.
NOON = time(12)
HOURS = {
    Hours.DAY: (time(8, 30), time(15, 30)),
    Hours.MORNING: (time(8, 30), time(12)),
    Hours.AFTERNOON: (time(12), time(15, 30)),
}
#: A look ahead is for before the week has begun.
EARLY = (time(8, 30), time(10))
#: So many days lie between two messages at least.
GAPS = {Pace.DAILY: 1, Pace.TWICE: 3, Pace.WEEKLY: 7}
#: Whose holidays a person has, by time zone; Denmark's where nothing is said.
COUNTRIES = {
    "America/Danmarkshavn": "GL",
    "America/Godthab": "GL",
    "America/Nuuk": "GL",
    "America/Scoresbysund": "GL",
    "America/Thule": "GL",
    "Atlantic/Faeroe": "FO",
    "Atlantic/Faroe": "FO",
    "Atlantic/Reykjavik": "IS",
    "Europe/Berlin": "DE",
    "Europe/Helsinki": "FI",
    "Europe/Oslo": "NO",
    "Europe/Stockholm": "SE",
}
HOME = "DK"
#: Nobody is silent for so long but by choice: what says otherwise came from a clock gone wrong.
CLOCK_SLIP = timedelta(days=2)
#: A search for a day ends here, whatever the calendar says.
LONGEST_SEARCH = 3 * 366


@dataclass(frozen=True, slots=True)
class Habits:
    """What the calendar needs to know of a person, and of where they work.

    ``nudged_at`` is when the last message went. ``away``: their status in Slack says so, and they
    want that to count.
    """

    user: str
    tz: str | None = None
    preferences: Preferences = USUAL
    nudged_at: datetime | None = None
    workplace: Workplace = USUAL_WORKPLACE
    away: Away | None = None

    def works(self, day: date) -> bool:
        """Whether they work that day: no holiday, and no closing day of the workplace."""
        return is_working(day, self.tz) and day not in self.workplace.closed


@cache
def _closed(country: str, year: int) -> frozenset[date]:
    """The public holidays of a year, and the other days on which the country's offices close."""
    import holidays  # slow to load, and needed only where somebody is reminded

    known = holidays.country_holidays(country).supported_categories
    wanted = tuple({"public", "optional"} & set(known))
    return frozenset(holidays.country_holidays(country, years=year, categories=wanted))


def is_working(day: date, tz: str | None = None) -> bool:
    """Whether people who live there work that day."""
    return day.weekday() < 5 and day not in _closed(COUNTRIES.get(tz or "", HOME), day.year)


def working_from(day: date, tz: str | None = None) -> date:
    """The first working day that is not before ``day``."""
    while not is_working(day, tz):
        day += DAY
    return day


def working_before(day: date, tz: str | None = None) -> date:
    """The last working day that is before ``day``."""
    day -= DAY
    while not is_working(day, tz):
        day -= DAY
    return day


def slot(habits: Habits, day: date, kind: NudgeKind | None = None) -> datetime:
    """The person's own moment of that day: always the same, and spread among people."""
    opens, closes = _hours(habits, day, kind)
    share = int.from_bytes(sha256(habits.user.encode()).digest()[:6]) / 2**48
    return opens + timedelta(seconds=int((closes - SPARE - opens).total_seconds() * share))


def _hours(habits: Habits, day: date, kind: NudgeKind | None = None) -> tuple[datetime, datetime]:
    early = kind is NudgeKind.WEEK and habits.preferences.hours is not Hours.AFTERNOON
    hours = within(habits.workplace, EARLY if early else HOURS[habits.preferences.hours])
    opens, closes = (datetime.combine(day, each, zone(habits.tz)).astimezone(UTC) for each in hours)
    return opens, closes


def within(workplace: Workplace, hours: tuple[time, time]) -> tuple[time, time]:
    """The hours as far as the office is open then; the office's own where it is not at all."""
    opens = workplace.opens or time.min
    closes = workplace.closes or time.max
    both = max(hours[0], opens), min(hours[1], closes)
    apart = datetime.combine(date.min, both[1]) - datetime.combine(date.min, both[0])
    if apart > SPARE:
        return both
    return workplace.opens or hours[0], workplace.closes or hours[1]


@dataclass(frozen=True, slots=True)
class Opening:
    """The first moment at which a person may be reminded, and what kept it from being sooner."""

    at: datetime
    because: tuple[str, ...] = ()


def opening(
    habits: Habits, now: datetime, earliest: date | None = None, kind: NudgeKind | None = None
) -> Opening:
    """The first moment, now or later, on ``earliest`` or later, that suits the person."""
    today = local_date(now, habits.tz)
    because: list[str] = []
    day = today
    for reason, first in _bounds(habits, now, earliest):
        if first > day:
            because.append(f"{reason} {first.isoformat()}")
            day = first
    for _ in range(LONGEST_SEARCH):
        if not habits.works(day):
            because.append(f"no working day: {day.isoformat()}")
        elif (at := _moment(habits, now, day, kind)) is not None:
            if at > now and day == today:
                because.append("later today")
            return Opening(at, tuple(because))
        else:
            because.append(f"after hours: {day.isoformat()}")
        day += DAY
    return Opening(slot(habits, day, kind), (*because, "no day was found"))


def is_open(habits: Habits, now: datetime) -> bool:
    """Whether the person may be reminded this moment."""
    today = local_date(now, habits.tz)
    opens, closes = _hours(habits, today)
    free = all(first <= today for _, first in _bounds(habits, now, None))
    return free and habits.works(today) and opens <= now < closes


def _back(away: Away, now: datetime, tz: str | None) -> date:
    """The first day on which they are there; tomorrow where nobody knows."""
    today = local_date(now, tz)
    if away.until is None:
        return today + DAY
    if away.until <= now:
        return today
    late = away.until.astimezone(zone(tz)).time() >= NOON
    return local_date(away.until, tz) + (DAY if late else timedelta())


def _moment(habits: Habits, now: datetime, day: date, kind: NudgeKind | None) -> datetime | None:
    """The slot of that day, or now where it is past but the day is not over; else None."""
    at = slot(habits, day, kind)
    if at >= now:
        return at
    _, closes = _hours(habits, day, kind)
    return now if now < closes else None


def _bounds(habits: Habits, now: datetime, earliest: date | None) -> list[tuple[str, date]]:
    """The days before which nothing goes, with the reasons."""
    found = [] if earliest is None else [("not before", earliest)]
    if habits.preferences.quiet_until is not None:
        found.append(("pause until", habits.preferences.quiet_until))
    if habits.away is not None:
        found.append(("away until", _back(habits.away, now, habits.tz)))
    last = habits.nudged_at
    if last is not None and last < now + CLOCK_SLIP:
        gap = GAPS[habits.preferences.pace]
        found.append(("reminded already, next", local_date(last, habits.tz) + gap * DAY))
    return found
