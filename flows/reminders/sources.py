"""What calls for nudges: one source a kind, each with when it is due and what it then says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from flows.journey.calendar import Habits
from flows.journey.desk import Desk
from flows.journey.life import STOPPED
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.parts.contract import reminder as contract
from flows.parts.delegation import reminder as delegation
from flows.parts.later import reminder as later
from flows.parts.next_steps import reminder as steps
from flows.parts.rhythm import reminder as course
from flows.reminders import evaluation, lying, week
from flows.reminders.effort import Effort, Thing
from flows.workshop import reminder as workshop
from flows.workshop.values import WorkshopScene

#: What calls for nudges in a journey.
DUE: Mapping[NudgeKind, Callable[[Effort], Iterator[Occasion]]] = {
    NudgeKind.STEP: steps.due,
    NudgeKind.EVE: steps.due_eve,
    NudgeKind.DELEGATION: delegation.due,
    NudgeKind.COURSE: course.due,
    NudgeKind.CONTRACT: contract.due,
    NudgeKind.EVALUATION: evaluation.due,
    NudgeKind.LATER: later.due,
    NudgeKind.LYING: lying.due,
}
#: What such a nudge says; the desk is the addressee's, and about the journey where there is one.
SAYS: Mapping[NudgeKind, Callable[[Desk, Any, Nudge, Occasion], Thing]] = {
    NudgeKind.WORKSHOP: workshop.says,
    NudgeKind.STEP: steps.says,
    NudgeKind.EVE: steps.says,
    NudgeKind.DELEGATION: delegation.says,
    NudgeKind.COURSE: course.says,
    NudgeKind.CONTRACT: contract.says,
    NudgeKind.EVALUATION: evaluation.says,
    NudgeKind.LATER: later.says,
    NudgeKind.LYING: lying.says,
}


def occasions(effort: Effort) -> tuple[Occasion, ...]:
    """All that calls for nudges in a journey, whoever they go to; nothing, once it is stopped."""
    if effort.stage == STOPPED:
        return ()
    return tuple(each for source in DUE.values() for each in source(effort))


def of_person(habits: Habits, now: datetime) -> tuple[Occasion, ...]:
    """All that calls for nudges to a person, whatever their journeys hold."""
    return tuple(week.due(habits, now))


def of_workshop(scene: WorkshopScene) -> tuple[Occasion, ...]:
    """All that calls for nudges in a workshop, whoever they go to."""
    return tuple(workshop.due(scene))
