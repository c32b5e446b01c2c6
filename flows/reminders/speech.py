"""How days and greetings are said in reminders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flows.language.dates import zone
from flows.reminders.lines import ReminderLines

if TYPE_CHECKING:  # the turn imports this in its turn
    from flows.journey.desk import Desk

#: Until this hour it is morning.
NOON = 10


def hello(desk: Desk) -> str:
    """The greeting that fits the person's time of day."""
    hour = desk.now.astimezone(zone(desk.person.tz)).hour
    words = desk.lines(ReminderLines).hello
    return words.morning if hour < NOON else words.day


def on_day(desk: Desk, day: date) -> str:
    """'tirsdag den 3. marts'."""
    return desk.language.dates.say_weekday(day, desk.today)


def sentence(words: str) -> str:
    """A label as it stands inside a sentence."""
    return words[:1].lower() + words[1:]
