"""What a part declares about its reminders, what they may know, and how they greet and quote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.route import Route
from flows.journey.steps import Step, iso_day
from flows.journey.values import Answers, Journey
from flows.language.dates import local_date, zone
from flows.messages import Button, Say, Words, cut
from flows.parts.reminding_lines import ReminderLines

#: Until this hour it is morning.
NOON = 10
#: So much of what somebody wrote is quoted.
QUOTED = 500
#: Nobody is reminded of days outside these, whatever a journey holds.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Effort:
    """One journey with its answers and its owner, whose time zone is ``tz``."""

    flow: Flow
    journey: Journey
    owner: str
    tz: str | None
    answers: Answers

    @cached_property
    def _route(self) -> Route:
        return Route(self.flow.path, self.answers)

    @cached_property
    def stage(self) -> str:
        """Its stage, as it is by now."""
        return self.flow.life.now(self.journey.stage, self._route)

    @property
    def step(self) -> Step | None:
        """The question that is open."""
        return self._route.open(self.stage)

    def day(self, moment: datetime) -> date:
        """The date on the owner's calendar."""
        return local_date(moment, self.tz)

    def planned(self, step: str) -> date | None:
        """The day that was answered to that step."""
        return stored_day(self.answers.given(step))

    def occasion(
        self,
        kind: NudgeKind,
        *days: date,
        cause: str | None = None,
        user: str | None = None,
        about: str = "",
        until: date | None = None,
        at: datetime | None = None,
    ) -> Occasion:
        """Something in the journey that calls for nudges; to its owner, where nothing is said.

        Where there is no other ``cause`` it is the first day: when that moves, it is another one.
        """
        cause = days[0].isoformat() if cause is None else cause
        return Occasion(kind, user or self.owner, days, cause, self.journey.id, about, until, at)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a nudge says: ``short`` beside others, ``alone`` in a message of its own.

    The first of ``buttons`` is the one thing to do; at most two.
    """

    short: Say
    alone: tuple[Say, ...]
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class ReminderSource:
    """A kind of nudge: what in a journey calls for it, and what it then says.

    ``due`` never raises, whatever days the journey holds. The desk of ``says`` is the
    addressee's, and about the journey where it is theirs.
    """

    kind: NudgeKind
    due: Callable[[Effort], Iterator[Occasion]]
    says: Callable[[Desk, Effort, Nudge], Thing]


def stored_day(value: Any) -> date | None:
    """A day as it is kept; None for what is none, or a day that nobody will be reminded of."""
    day = value if isinstance(value, date) else iso_day(value)
    return day if day is not None and FIRST_DAY <= day <= LAST_DAY else None


def hello(desk: Desk) -> str:
    """The greeting that fits the person's time of day."""
    hour = desk.now.astimezone(zone(desk.person.tz)).hour
    words = desk.lines(ReminderLines).hello
    return words.morning if hour < NOON else words.day


def quoted(desk: Desk, effort: Effort, step: str, line: str) -> list[Say]:
    """What was answered to that step, dated, in one's own words; nothing where nothing was."""
    answer, words = effort.answers.get(step), effort.answers.given(step)
    if answer is None or not isinstance(words, str):
        return []
    day = desk.say_day(local_date(answer.said_at, desk.person.tz))
    return [Say(line, {"date": day}, quote=Words(cut(words, QUOTED)))]
