"""Dates as Danes type and read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HOME = "Europe/Copenhagen"
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
RELATIVE = {"i dag": 0, "idag": 0, "i morgen": 1, "imorgen": 1, "i overmorgen": 2}
#: The hour that is meant where none is said.
MORNING = 9
DAYPARTS = {
    "i formiddag": 10, "i eftermiddag": 14, "i aften": 19, "i morgen tidlig": 8,
    "i morgen formiddag": 10, "i morgen eftermiddag": 14, "i morgen aften": 19,
}  # fmt: skip
#: The most years between one 29 February and the next.
LONGEST_GAP = 8
COUNTS = {
    "en": 1, "et": 1, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6,
    "syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12,
}  # fmt: skip


def zone(name: str | None) -> ZoneInfo:
    """The zone of that IANA name; Danish time where it is unknown."""
    try:
        return ZoneInfo(name or HOME)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(HOME)


def local_date(moment: datetime, tz: str | None) -> date:
    """The date on the person's calendar at that moment."""
    return moment.astimezone(zone(tz)).date()


def say_date(day: date, today: date) -> str:
    """'1. marts', with the year where it is another."""
    said = f"{day.day}. {MONTHS[day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year}"


def say_moment(moment: datetime, now: datetime, tz: str | None) -> str:
    """'i morgen kl. 9', 'mandag den 9. marts kl. 14.30'."""
    local, today = moment.astimezone(zone(tz)), local_date(now, tz)
    ahead = (local.date() - today).days
    day = {0: "i dag", 1: "i morgen"}.get(ahead)
    if day is None:
        day = f"{WEEKDAYS[local.weekday()]} den {say_date(local.date(), today)}"
    minutes = f".{local.minute:02}" if local.minute else ""
    return f"{day} kl. {local.hour}{minutes}"


def at_hour(day: date, tz: str | None, hour: int = MORNING, minute: int = 0) -> datetime:
    """That hour of the day on the person's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone(tz))


def parse_moment(text: str, now: datetime, tz: str | None) -> datetime | None:
    """The moment that the text names, after ``now``; None where it names none.

    A day without an hour is meant in the morning.
    """
    said = re.sub(r"\s+", " ", text.strip().lower().rstrip(".!"))
    local = now.astimezone(zone(tz))
    if match := re.fullmatch(rf"om (\d{{1,2}}|{_COUNT}) (time|timer)", said):
        count = int(match[1]) if match[1].isdigit() else COUNTS[match[1]]
        return now + timedelta(hours=count)
    match = re.fullmatch(r"(.*?),? ?(?:kl\.?|klokken) ?(\d{1,2})(?:[.:](\d{2}))?", said)
    named, hour, minute = (
        (match[1], int(match[2]), int(match[3] or 0)) if match else (said, None, 0)
    )
    part = DAYPARTS.get(named)
    if part is not None:
        named, hour = "i morgen" if "morgen" in named else "i dag", part if hour is None else hour
    day = _day(named, local.date())
    if day is None or not (hour is None or hour < 24) or minute > 59:
        return None
    moment = at_hour(day, tz, MORNING if hour is None else hour, minute)
    if not named and moment <= now:
        moment = at_hour(day + timedelta(days=1), tz, moment.hour, minute)
    return moment if moment > now else None


def _day(named: str, today: date) -> date | None:
    if not named:
        return today
    if named == "næste uge":
        return today + timedelta(days=7 - today.weekday())
    return parse_date(named, today)


def parse_date(text: str, today: date) -> date | None:
    """The date that the text names, seen from ``today``; None where it names none.

    Without a year the next such day is meant.
    """
    said = re.sub(r"\s+", " ", text.strip().lower().rstrip(".!"))
    said = re.sub(r"^(den|d\.|på|inden|senest|til) ", "", said)
    if said in RELATIVE:
        return today + timedelta(days=RELATIVE[said])
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(said):
            try:
                return read(match, today)
            except (ValueError, OverflowError):
                return None
    return None


def _iso(match: re.Match[str], _: date) -> date:
    return date(int(match[1]), int(match[2]), int(match[3]))


def _numbers(match: re.Match[str], today: date) -> date:
    return _coming(int(match[1]), int(match[2]), match[3], today)


def _named(match: re.Match[str], today: date) -> date:
    month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(match[2]))
    return _coming(int(match[1]), month, match[3], today)


def _coming(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _first(lambda year: date(year, month, day), today.year, today)


def _first(day_in: Callable[[int], date], year: int, not_before: date) -> date:
    """That day of the first year that has it. Raises ``ValueError`` where none nearby does."""
    for each in range(year, year + LONGEST_GAP + 1):
        try:
            found = day_in(each)
        except ValueError:
            continue
        if found >= not_before:
            return found
    raise ValueError("no year has that day")


def _weekday(match: re.Match[str], today: date) -> date:
    ahead = (WEEKDAYS.index(match[2]) - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead + (7 if match[1] else 0))


def _week(match: re.Match[str], today: date) -> date:
    week = int(match[1])
    if match[2]:
        return date.fromisocalendar(int(match[2]), week, 1)
    monday = today - timedelta(days=today.weekday())
    return _first(
        lambda year: date.fromisocalendar(year, week, 1), today.isocalendar().year, monday
    )


def _ahead(match: re.Match[str], today: date) -> date:
    count = int(match[1]) if match[1].isdigit() else COUNTS[match[1]]
    unit = match[2]
    if unit.startswith("dag"):
        return today + timedelta(days=count)
    if unit.startswith("uge"):
        return today + timedelta(weeks=count)
    months = today.year * 12 + today.month - 1 + count * (12 if unit == "år" else 1)
    year, month = divmod(months, 12)
    return _last_valid(year, month + 1, today.day)


def _last_valid(year: int, month: int, day: int) -> date:
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            if day <= 28:
                raise
            day -= 1


_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS)
_COUNT = "|".join(COUNTS)
_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]]] = [
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), _iso),
    (re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?"), _numbers),
    (re.compile(rf"(\d{{1,2}})\.? ?({_MONTH})\.?(?: (\d{{4}}))?"), _named),
    (re.compile(rf"(næste )?({'|'.join(WEEKDAYS)})"), _weekday),
    (re.compile(r"(?:i )?uge (\d{1,2})(?:[ ,/]+(\d{4}))?"), _week),
    (re.compile(rf"om (\d{{1,3}}|{_COUNT}) (dage?|uger?|måned(?:er)?|år)"), _ahead),
]
