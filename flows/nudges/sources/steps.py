"""A next step: on its day, and the working day before for those who want it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from flows.inputs import Action, Verb
from flows.messages import Button, Say, Slot, Words
from flows.nudges.calendar import is_working, working_before
from flows.nudges.effort import Effort, Thing
from flows.nudges.speech import hello, on_day
from flows.nudges.values import Nudge, NudgeKind, Occasion
from flows.records.next_step import NextStep, next_step, open_steps
from flows.turn.desk import Desk

#: The deeds of the list of next steps.
DONE, MOVE = "skridt.gjort", "skridt.flyt"
#: So many days after its day it may still be said; then it is for the list.
STILL = timedelta(days=14)
#: So much of a step is said back.
SHOWN = 300


def due(effort: Effort) -> Iterator[Occasion]:
    """On the step's day; where nobody works then, on the working day before."""
    for step, day in _dated(effort):
        yield _occasion(effort, NudgeKind.STEP, step, _on(effort, day), day + STILL)


def due_eve(effort: Effort) -> Iterator[Occasion]:
    """The working day before."""
    for step, day in _dated(effort):
        eve = working_before(_on(effort, day), effort.tz)
        yield _occasion(effort, NudgeKind.EVE, step, eve, _on(effort, day) - timedelta(days=1))


def _dated(effort: Effort) -> Iterator[tuple[NextStep, date]]:
    for step in open_steps(effort.answers):
        if (day := _day(step)) is not None:
            yield step, day


def _day(step: NextStep) -> date | None:
    try:
        return date.fromisoformat(step.due or "")
    except ValueError:
        return None


def _on(effort: Effort, day: date) -> date:
    return day if is_working(day, effort.tz) else working_before(day, effort.tz)


def _occasion(effort: Effort, kind: NudgeKind, step: NextStep, day: date, until: date) -> Occasion:
    return Occasion(
        kind,
        effort.owner,
        (day,),
        cause=step.due or "",
        journey=effort.journey.id,
        about=step.id,
        until=until,
    )


def says(desk: Desk, effort: Effort, nudge: Nudge, _: Occasion) -> Thing:
    """The sentence, said back, and when it was to be."""
    lines, journey = desk.lines.nudges, effort.journey
    step = next_step(effort.answers, nudge.about)
    if step is None:
        raise LookupError("the step called for the nudge")
    short = _dated_line(desk, step, _day(step) or desk.today)
    alone = Say(lines.step.alone, {"hello": hello(desk), "title": Words(journey.title)})
    buttons = (
        Button(lines.step.done, Action(Verb.DO, journey.id, DONE, arg=step.id), main=True),
        Button(lines.step.move, Action(Verb.DO, journey.id, MOVE, arg=step.id)),
    )
    return Thing(short, (alone, short), buttons)


def _dated_line(desk: Desk, step: NextStep, day: date) -> Say:
    lines = desk.lines.nudges
    slots: dict[str, Slot] = {"do": _short(step.do)}
    words = lines.step.do_only
    if step.when:
        words, slots["when"] = lines.step.when_do, _short(step.when)
    if day == desk.today:
        return Say(lines.step.today.replace("{step}", words), slots)
    line = lines.step.ahead if day > desk.today else lines.step.past
    slots["day"] = on_day(lines, day, desk.today)
    return Say(line.replace("{step}", words), slots)


def _short(text: str) -> Words:
    text = " ".join(text.split()).rstrip(" .")
    return Words(text if len(text) <= SHOWN else text[:SHOWN].rstrip() + " …")
