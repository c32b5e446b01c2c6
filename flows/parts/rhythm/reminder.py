"""The course check: in the rhythm that the chef chose, and when it was planned to stop and look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flows.content import leaning
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.question import RUN
from flows.journey.records import one
from flows.messages import Button, Say, Slot, Words
from flows.parts.learning.reminder import SUCCESS
from flows.parts.reminding import Effort, ReminderSource, Thing, hello, quoted, stored_day
from flows.parts.reminding_lines import ReminderLines
from flows.parts.rhythm import CHECK, DAYS, Rhythm

#: The step in which the day of the first look was planned.
PLANNED = leaning.question("procesplan.eftersyn")
PLAN = "plan"
#: So often in a row a check that nobody makes is called for; then there is silence.
TIMES = 3


def due(effort: Effort) -> Iterator[Occasion]:
    """On the next day of the rhythm; where there is none yet, on the planned day."""
    rhythm = one(effort.answers, Rhythm, CHECK)
    if rhythm is None:
        planned = effort.planned(PLANNED)
        if planned is not None:
            yield effort.occasion(NudgeKind.COURSE, planned, about=PLAN)
    elif rhythm.every is not None and (first := stored_day(rhythm.next)) is not None:
        days = (first + timedelta(days=n * DAYS[rhythm.every]) for n in range(TIMES))
        yield effort.occasion(NudgeKind.COURSE, *days, about=CHECK)


def says(desk: Desk, effort: Effort, nudge: Nudge) -> Thing:
    """What was to be reached, in one's own words, and the way to the questions."""
    lines, journey = desk.lines(ReminderLines), effort.journey
    slots: dict[str, Slot] = {"title": Words(journey.title)}
    by_plan = nudge.about == PLAN
    run = Action(Verb.DO, journey.id, RUN, journey.revision, CHECK)
    button = Button(lines.course.go, run, main=True)
    first = lines.course.planned if by_plan else lines.course.check
    alone = (
        Say(first, {**slots, "hello": hello(desk)}),
        *quoted(desk, effort, SUCCESS, lines.evaluation.hoped),
        Say(lines.course.ask),
    )
    return Thing(Say(lines.course.short, slots), alone, (button,))


SOURCE = ReminderSource(NudgeKind.COURSE, due, says)
