"""A journey that rests until a moment that somebody chose: then one is told, as was promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Literal

from flows.content.base import Label, Lines, Plain, says
from flows.content.vocabulary import Word
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.life import PAUSED, WAITING
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.question import button, deed
from flows.journey.records import Record, one
from flows.journey.values import Asking
from flows.language.dates import at_hour
from flows.messages import Button, Say, Slot, Words
from flows.parts.reminding import Effort, ReminderSource, Thing, hello, stored_day
from flows.parts.reminding_lines import ReminderLines


class LaterLines(Lines):
    """Until when one rests."""

    AREA = "later"

    tomorrow: Label
    week: Label
    month: Label
    write: Label
    ask: Plain
    not_a_moment: Plain
    until: Annotated[str, says("title", "when")]


#: There is one a journey: the newest holds.
REST = "rest"


class Later(Record):
    """The journey rests until then (aware), unless the person goes on before.

    Whether it still rests is seen from its stage; it is ``over`` where the person has come to the
    end of a phase since. ``why`` is whether it was put off or something is waited for.
    """

    KIND: ClassVar[str] = "later"

    id: str = REST
    until: datetime
    why: Literal["put_off", "waiting"] = "put_off"
    over: bool = False


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


def leave_behind(desk: Desk) -> None:
    """The person has gone on, as far as to another rest: the moment that was chosen is over."""
    chosen = one(desk.answers, Later, REST)
    if chosen is not None and not chosen.over:
        desk.put(chosen.model_copy(update={"over": True}))


def _due(effort: Effort) -> Iterator[Occasion]:
    """At that moment, if it still rests."""
    chosen = one(effort.answers, Later, REST)
    if chosen is None or chosen.over or effort.stage not in (PAUSED, WAITING):
        return
    if stored_day(chosen.until.date()) is not None:
        cause = f"{chosen.until:%Y%m%dT%H%M%z}"
        day = effort.day(chosen.until)
        yield effort.occasion(NudgeKind.LATER, day, cause=cause, at=chosen.until)


def _remind(desk: Desk, effort: Effort, _: Nudge) -> Thing:
    """That it is time."""
    lines, journey = desk.lines(ReminderLines), effort.journey
    chosen = one(effort.answers, Later, REST)
    slots: dict[str, Slot] = {"title": Words(journey.title)}
    waits = chosen is not None and chosen.why == "waiting"
    line = lines.later_on.waiting if waits else lines.later_on.put_off
    go = Button(lines.buttons.go_on, Action(Verb.SWITCH, journey.id), main=True)
    short = Say(lines.later_on.short, slots)
    return Thing(short, (Say(line, {**slots, "hello": hello(desk)}),), (go,))


SOURCE = ReminderSource(NudgeKind.LATER, _due, _remind)
