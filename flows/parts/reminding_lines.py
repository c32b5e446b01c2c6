"""What reminders say, and what can be chosen about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from flows.content.base import Content, Label, Lines, Plain, for_each, says
from flows.journey.nudges import Hours, NudgeKind, Pace

Day = Annotated[str, says("day")]
Kinds = Annotated[str, says("kinds")]
Titled = Annotated[str, says("title")]
Greeted = Annotated[str, says("hello", "title")]
Kind = Annotated[str, says("kind")]


class Hello(Content):
    """How a reminder begins, by the time of day."""

    morning: Plain
    day: Plain


class NudgeButtons(Content):
    """What stands on buttons."""

    later: Label
    stop: Label
    go_on: Label
    settings: Label
    next_week: Label
    month: Label
    pick_day: Label
    undo: Label
    which: Label
    how_often: Label
    hours: Label
    rest: Label
    rest_week: Label
    rest_month: Label
    rest_over: Label
    follow_status: Label
    leave_status: Label


class Lying(Content):
    """A conversation that was left lying."""

    short: Annotated[str, says("title", "place")]
    first: Annotated[str, says("hello", "title", "days")]
    last: Annotated[str, says("hello", "title", "days")]
    elsewhere: Annotated[str, says("hello", "title", "days", "place")]


class StepLines(Content):
    """A next step on its day, or the day before."""

    do: Annotated[str, says("do")]
    by: Annotated[str, says("step", "who")]
    today: Annotated[str, says("step")]
    ahead: Annotated[str, says("step", "day")]
    past: Annotated[str, says("step", "day")]
    alone: Annotated[str, says("hello", "title")]
    for_other: Annotated[str, says("hello", "who", "title")]
    tell: Annotated[str, says("who")]
    done: Label
    move: Label


class WorkshopNudges(Content):
    """A workshop over days: to who has not answered, and to the facilitator."""

    missing: Annotated[str, says("title", "points", "deadline")]
    answer: Label
    all: Annotated[str, says("title", "channel")]
    over: Annotated[str, says("title", "channel")]


class LaterOn(Content):
    """A journey that rested until now."""

    short: Titled
    put_off: Greeted
    waiting: Greeted


class DelegationLines(Content):
    """A focus point that lies with somebody else: to them, and to who gave it."""

    asked_short: Annotated[str, says("who", "point")]
    asked: Annotated[str, says("hello", "who", "point", "title")]
    answer: Label
    asking_short: Annotated[str, says("title", "who", "point")]
    asking: Annotated[str, says("hello", "who", "point", "title")]
    asking_do: Plain
    take_back: Label


class ContractNudges(Content):
    """The contract is to be looked at."""

    short: Titled
    alone: Greeted
    ask: Plain
    look: Label


class CourseCheckLines(Content):
    """The course check."""

    short: Titled
    check: Greeted
    planned: Greeted
    ask: Plain
    go: Label


class EvaluationLines(Content):
    """When the planned end has come, and half a year later."""

    end_short: Titled
    end: Greeted
    hoped: Annotated[str, says("date")]
    end_ask: Plain
    later_short: Titled
    later: Greeted
    learnt: Annotated[str, says("date")]
    later_ask: Plain


class Week(Content):
    """The look ahead on Monday morning."""

    short: Plain
    alone: Annotated[str, says("hello")]
    line: Annotated[str, says("day", "what")]
    nothing: Plain


class Later(Content):
    """A reminder is put off."""

    until: Day
    changed: Day
    which_day: Plain
    not_a_day: Plain
    past: Plain
    over: Plain


class Stop(Content):
    """Reminders of a kind are stopped."""

    done: Kinds
    undone: Kinds


class AwaySigns(Content):
    """What in a status in Slack says that somebody is away: its emoji, or a word in its text."""

    emoji: tuple[Label, ...] = Field(min_length=1)
    words: tuple[Label, ...] = Field(min_length=1)

    def are_in(self, emoji: str, text: str) -> bool:
        """Whether the status says so."""
        said = set(re.findall(r"\w+", text.casefold()))
        return emoji in self.emoji or any(word in said for word in self.words)


class Settings(Content):
    """'påmindelser': what comes, when, and the ways to change it."""

    now: Annotated[str, says("pace", "hours")]
    quiet: Day
    on: Kinds
    none_on: Plain
    off: Kinds
    coming: Plain
    nothing_coming: Plain
    coming_line: Annotated[str, says("day", "what")]
    of_journey: Annotated[str, says("kind", "title")]
    which: Plain
    turned_on: Kind
    turned_off: Kind
    how_often: Plain
    pace_now: Annotated[str, says("pace")]
    what_hours: Plain
    hours_now: Annotated[str, says("hours")]
    how_long: Plain
    quiet_now: Day
    quiet_over: Plain
    away: Plain
    away_now: Plain
    away_over: Plain
    between: Annotated[str, says("opens", "closes", longest=60)]
    clock: Annotated[str, says("hour", "minute", longest=20)]
    home: Annotated[str, says("pace", "hours")]
    home_next: Annotated[str, says("pace", "hours", "day", "what")]


class Between(Content):
    """A part of the day."""

    label: Label
    between: Label


class ReminderLines(Lines):
    """All of ``nudges.yaml``."""

    AREA = "reminders"

    hello: Hello
    merged: Annotated[str, says("hello", "count")]
    alone: Annotated[str, says("hello")]
    hello_one: Annotated[str, says("hello")]
    buttons: NudgeButtons
    lying: Lying
    step: StepLines
    workshop: WorkshopNudges
    later_on: LaterOn
    delegation: DelegationLines
    contract: ContractNudges
    course: CourseCheckLines
    evaluation: EvaluationLines
    week: Week
    later: Later
    stop: Stop
    settings: Settings
    away: AwaySigns
    pace: Annotated[Mapping[str, Label], for_each(Pace)]
    hours: Annotated[Mapping[str, Between], for_each(Hours)]
    kinds: Annotated[Mapping[str, Label], for_each(NudgeKind)]
    mark_on: Kind
    mark_off: Kind
