"""Numbers, lists and days as they are said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flows.content.base import fill
from flows.journey.desk import Desk


def count(desk: Desk, number: int) -> str:
    """A small number in words."""
    words = desk.texts.numbers
    return words[number] if number < len(words) else str(number)


def listed(desk: Desk, names: Sequence[str]) -> str:
    """'a, b og c'."""
    *first, last = names
    return f"{', '.join(first)} {desk.texts.and_} {last}" if first else last


def decimal(number: float) -> str:
    """'3,5'."""
    return f"{number:.1f}".replace(".", ",")


def on_day(desk: Desk, day: date) -> str:
    """'i dag' or 'den 3. marts'."""
    if day == desk.today:
        return desk.texts.today
    return fill(desk.texts.on_date, date=desk.say_day(day))


def capital(text: str) -> str:
    """With a capital letter first."""
    return text[:1].upper() + text[1:]
