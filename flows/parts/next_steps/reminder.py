"""A next step: on its day, and the working day before for those who want it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from flows.inputs import Action, Verb
from flows.journey.calendar import is_working, working_before
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.messages import Button, Mention, Say, Slot, Words, cut, one_line
from flows.parts.next_steps import NextStep, next_step, open_steps
from flows.parts.next_steps.turn import DONE, MOVE
from flows.parts.reminding import Effort, ReminderSource, Thing, hello, on_day, stored_day
from flows.parts.reminding_lines import ReminderLines

#: So many days after its day it may still be said; then it is for the list.
STILL = timedelta(days=14)
#: So much of a step is said back: alone, and beside other things.
SHOWN, SHOWN_BESIDE = 300, 80


def due(effort: Effort) -> Iterator[Occasion]:
    """On the step's day; where nobody works then, on the working day before."""
    for step, day in _dated(effort):
        for user in _whose(effort, step):
            yield effort.occasion(
                NudgeKind.STEP,
                _working(effort, day),
                cause=step.due,
                user=user,
                about=step.id,
                until=day + STILL,
            )


def due_eve(effort: Effort) -> Iterator[Occasion]:
    """The working day before."""
    for step, day in _dated(effort):
        on = _working(effort, day)
        eve, until = working_before(on, effort.tz), on - timedelta(days=1)
        for user in _whose(effort, step):
            yield effort.occasion(
                NudgeKind.EVE, eve, cause=step.due, user=user, about=step.id, until=until
            )


def _whose(effort: Effort, step: NextStep) -> tuple[str, ...]:
    """Who does it, where that is a Slack user; and who leads the journey, and can tick it off."""
    other = step.who.user if step.who is not None else None
    return (effort.owner,) if other in (None, effort.owner) else (other, effort.owner)


def _dated(effort: Effort) -> Iterator[tuple[NextStep, date]]:
    for step in open_steps(effort.answers):
        if (day := stored_day(step.due)) is not None:
            yield step, day


def _working(effort: Effort, day: date) -> date:
    return day if is_working(day, effort.tz) else working_before(day, effort.tz)


def says(desk: Desk, effort: Effort, nudge: Nudge) -> Thing:
    """The sentence, said back, and when it was to be."""
    lines, journey = desk.lines(ReminderLines), effort.journey
    step = next_step(effort.answers, nudge.about)
    if step is None:
        raise LookupError("the step called for the nudge")
    short = _dated_line(desk, step, SHOWN_BESIDE)
    said = _dated_line(desk, step, SHOWN)
    if nudge.user != effort.owner:
        slots: dict[str, Slot] = {"title": Words(journey.title), "who": Mention(effort.owner)}
        asked = Say(lines.step.for_other, {**slots, "hello": hello(desk)})
        return Thing(short, (asked, said, Say(lines.step.tell, {"who": slots["who"]})))
    alone = Say(lines.step.alone, {"hello": hello(desk), "title": Words(journey.title)})
    buttons = (
        Button(lines.step.done, Action(Verb.DO, journey.id, DONE, arg=step.id), main=True),
        Button(lines.step.move, Action(Verb.DO, journey.id, MOVE, arg=step.id)),
    )
    return Thing(short, (alone, said), buttons)


def _dated_line(desk: Desk, step: NextStep, longest: int) -> Say:
    lines, day = desk.lines(ReminderLines), stored_day(step.due) or desk.today
    words = Say(lines.step.do, {"do": _short(step.do, longest)})
    if step.who is not None:
        words = Say(lines.step.by, {"step": words, "who": step.who.shown})
    if day == desk.today:
        return Say(lines.step.today, {"step": words})
    line = lines.step.ahead if day > desk.today else lines.step.past
    return Say(line, {"step": words, "day": on_day(desk, day)})


def _short(text: str, longest: int) -> Words:
    return Words(cut(one_line(text).rstrip(" ."), longest))


SOURCE = ReminderSource(NudgeKind.STEP, due, says)
EVE_SOURCE = ReminderSource(NudgeKind.EVE, due_eve, says)
