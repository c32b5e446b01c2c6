"""Resting a journey until a moment that the person chooses."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.journey.desk import Desk
from flows.journey.question import button, deed
from flows.journey.values import Asking
from flows.language.dates import at_hour
from flows.language.words import Word
from flows.messages import Say, Words
from flows.parts.later import Later
from flows.parts.later.lines import LaterLines

#: The deeds of resting until a moment (``arg`` names it), and of writing which.
SET, WRITE = "later.set", "later.write"
#: What is asked beside a rest: until when. WRITTEN is ``arg`` where it was said to be written.
LATER, WRITTEN = "later", "written"
#: The moments that have a button, in days from today.
DAYS = {"tomorrow": 1, "week": 7, "month": 28}


def offer(desk: Desk, *lead: Say | str, moments: tuple[str, ...] = ("tomorrow", "week")) -> None:
    """Say ``lead`` and offer to choose when to go on. What is typed next may be the moment."""
    journey, lines = desk.current, desk.lines(LaterLines)
    labels = {"tomorrow": lines.tomorrow, "week": lines.week, "month": lines.month}
    buttons = (
        button(desk, desk.texts.buttons.resume, Word.RESUME, main=True),
        *(deed(desk, labels[each], SET, each) for each in moments),
        deed(desk, lines.write, WRITE),
    )
    desk.set_person(asking=Asking(LATER, (journey.id,)))
    desk.note(*lead, buttons=buttons)


def moment_of(desk: Desk, name: str) -> datetime | None:
    """The moment that a button names."""
    days = DAYS.get(name)
    return at_hour(desk.today + timedelta(days=days), desk.person.tz) if days else None


def rest_until(desk: Desk, moment: datetime) -> None:
    """Keep when to go on, and say so."""
    journey = desk.current
    if desk.step is not None:
        desk.rest(revision=desk.current.revision)
    desk.put(Later(until=moment))
    when = desk.language.dates.say_moment(moment, desk.now, desk.person.tz)
    line = Say(desk.lines(LaterLines).until, {"title": Words(journey.title), "when": when})
    go = button(desk, desk.texts.buttons.resume, Word.RESUME, main=True)
    desk.note(line, buttons=(go,))
