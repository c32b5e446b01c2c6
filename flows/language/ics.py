"""The days in a calendar file (.ics, RFC 5545), as a calendar writes it down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from flows.language.dates import zone

#: What a calendar begins and ends with; without, its events stand alone.
BEGINS: Final = "BEGIN:"
_WHOLE: Final = re.compile(r"^BEGIN:(VCALENDAR|VEVENT)$.*^END:\1$", re.DOTALL | re.MULTILINE)
_EVENT: Final = re.compile(r"^BEGIN:VEVENT$(.*?)^END:VEVENT$", re.DOTALL | re.MULTILINE)
_MOMENT: Final = r'(?:;(?:"[^"\n]*"|[^":\n])*)?:(2\d{3})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d*(Z)?)?\s*$'
_BEGIN: Final = re.compile(f"^DTSTART{_MOMENT}", re.MULTILINE)
_END: Final = re.compile(f"^DTEND{_MOMENT}", re.MULTILINE)
_LASTS: Final = re.compile(r"^DURATION:P(?:(\d{1,2})W|(\d{1,3})D)", re.MULTILINE)
_REPEATS: Final = re.compile(r"^R(?:RULE|DATE)\b", re.MULTILINE)
_CANCELLED: Final = re.compile(r"^STATUS:CANCELLED\s*$", re.MULTILINE)


class Unread(ValueError):
    """A ``line`` that is no day."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class Repeats(ValueError):
    """Something that repeats: on which days, this does not work out."""


def split(text: str) -> tuple[str, str]:
    """The calendar in a text, and what stands before and after it."""
    whole = re.sub(r"\n[ \t]", "", text.replace("\r\n", "\n"))  # a long line goes on in the next
    found = _WHOLE.search(whole)
    if found is None:
        return ("", text) if BEGINS not in text else (whole, "")
    return found[0], f"{whole[: found.start()]}\n{whole[found.end() :]}"


def days(calendar: str) -> Iterator[tuple[date, date]]:
    """The first and last day of each event. Raises ``Unread``, and ``Repeats``."""
    events = _EVENT.findall(calendar)
    if not events or len(events) != calendar.count("BEGIN:VEVENT"):  # it is cut off
        raise Unread(calendar.strip().splitlines()[-1])
    for event in events:
        if _REPEATS.search(event):
            raise Repeats
        if not _CANCELLED.search(event):
            yield _days_of(event)


def _days_of(event: str) -> tuple[date, date]:
    begins, ends, lasts = (each.search(event) for each in (_BEGIN, _END, _LASTS))
    if begins is None:
        raise Unread(event.strip().splitlines()[0] if event.strip() else BEGINS)
    first = last = _moment(begins)
    if ends is not None:
        last = _moment(ends)
    elif lasts is not None:
        last = first + timedelta(weeks=int(lasts[1] or 0), days=int(lasts[2] or 0))
    if last > first and (last.hour, last.minute) == (0, 0):  # the day on which it is over
        last -= timedelta(days=1)
    return first.date(), last.date()


def _moment(found: re.Match[str]) -> datetime:
    """On the clock of the one who looks at it."""
    year, month, day, hour, minute = (int(each or 0) for each in found.groups()[:5])
    try:
        at = datetime(year, month, day, hour, minute, tzinfo=UTC if found[6] else zone(None))
        return at.astimezone(zone(None))
    except ValueError:
        raise Unread(found[0].strip()) from None
