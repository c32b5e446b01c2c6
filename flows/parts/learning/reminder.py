"""Evaluation: when the planned end comes, and once more half a year later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from flows.content import leaning
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.messages import Button, Say, Slot, Words
from flows.parts.reminding import Effort, ReminderSource, Thing, hello, quoted, stored_day
from flows.parts.reminding_lines import ReminderLines

#: The steps that it looks at: the planned end; how one would know; how close one came; what was
#: learnt.
END, SUCCESS = leaning.question("rammer.tid"), leaning.question("formaal.succes")
REACHED, LEARNT = leaning.question("maalopfyldelse.maal"), leaning.question("refleksion.laert")
AT_THE_END, LATER = "end", "learning"
HALF_A_YEAR = 6


def due(effort: Effort) -> Iterator[Occasion]:
    """At the planned end, unless it was evaluated before; and half a year after."""
    end = _end(effort)
    if end is None:
        return
    if effort.answers.get(REACHED) is None:
        yield effort.occasion(NudgeKind.EVALUATION, end, about=AT_THE_END)
    later = end + relativedelta(months=HALF_A_YEAR)
    yield effort.occasion(NudgeKind.EVALUATION, later, about=LATER)


def _end(effort: Effort) -> date | None:
    """The planned end; where none was planned, the day on which one looked back."""
    planned, learnt = effort.answers.given(END), effort.answers.get(LEARNT)
    try:
        date.fromisoformat(planned or "")
    except ValueError:
        return effort.day(learnt.said_at) if learnt is not None else None
    return stored_day(planned)


def says(desk: Desk, effort: Effort, nudge: Nudge) -> Thing:
    """What was hoped for, or learnt, in one's own words, and the question."""
    lines, journey = desk.lines(ReminderLines).evaluation, effort.journey
    title: dict[str, Slot] = {"title": Words(journey.title)}
    greeting = {**title, "hello": hello(desk)}
    go = Button(desk.lines(ReminderLines).buttons.go_on, Action(Verb.SWITCH, journey.id), main=True)
    if nudge.about == LATER:
        quote = quoted(desk, effort, LEARNT, lines.learnt)
        alone = (Say(lines.later, greeting), *quote, Say(lines.later_ask))
        return Thing(Say(lines.later_short, title), alone, (go,))
    quote = quoted(desk, effort, SUCCESS, lines.hoped)
    alone = (Say(lines.end, greeting), *quote, Say(lines.end_ask))
    return Thing(Say(lines.end_short, title), alone, (go,))


SOURCE = ReminderSource(NudgeKind.EVALUATION, due, says)
