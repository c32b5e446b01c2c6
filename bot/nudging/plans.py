"""Planning: journeys in which something has happened get their nudges anew.

A turn only marks its journey; what follows from it is worked out here, when the journey has come to
rest, so that a turn costs no more than before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, false, or_, select, text, update

from bot.nudging import rows
from bot.nudging.people import habits_of
from bot.nudging.workshops import plan_marked_workshops
from bot.store.schema import Moment, journey, nudge
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import statements
from bot.turns.scene import answers_of, journey_of
from flows.journey.flow import Flow
from flows.journey.nudges import Occasion
from flows.journey.values import Answers
from flows.parts.reminding import Effort
from flows.reminders.planning import plan
from flows.reminders.sources import occasions, of_person

#: So long nothing must have happened in a journey: in the middle of a conversation it is no use.
REST: Final = timedelta(minutes=1)
AT_ONCE: Final = 50

JOURNEY_COLUMNS = (journey.c.id, journey.c.team, journey.c.owner, *statements.JOURNEY_COLUMNS)
_MARKED: Final = text("replan")  # as the index has it

MARKED: Final = Statement(
    select(*JOURNEY_COLUMNS)
    .where(_MARKED, journey.c.updated_at <= bindparam("rested", type_=Moment))
    .order_by(journey.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
MARKED_OF: Final = Statement(
    select(*JOURNEY_COLUMNS)
    .where(
        _MARKED,
        journey.c.team == bindparam("at_team"),
        or_(
            journey.c.owner == bindparam("at_user"),
            journey.c.id.in_(
                select(nudge.c.journey).where(
                    nudge.c.team == bindparam("at_team"),
                    nudge.c.user == bindparam("at_user"),
                )
            ),
        ),
    )
    .order_by(journey.c.id)
    .with_for_update(skip_locked=True)
)
PLANNED: Final = Statement(
    update(journey).where(journey.c.id == bindparam("at_id")).values(replan=false())
)


def plan_marked(tx: Transaction, flow: Flow, now: datetime, rest: timedelta = REST) -> int:
    """Plan some of the journeys and workshops that are marked; how many there were."""
    found = MARKED.all(tx, rested=now - rest, most=AT_ONCE)
    for row in found:
        _plan(tx, flow, row, now)
    return len(found) + plan_marked_workshops(tx, now, rest)


def plan_of(tx: Transaction, flow: Flow, team: str, user: str, now: datetime) -> None:
    """Plan what is marked and concerns one person, so that they see it as it is."""
    statements.LOCK.one_or_none(
        tx, at_team=team, at_user=user
    )  # before any journey, as a turn does
    for row in MARKED_OF.all(tx, at_team=team, at_user=user):
        _plan(tx, flow, row, now)


def effort_of(tx: Transaction, flow: Flow, row: Any, tz: str | None) -> Effort:
    """The journey of a row with its answers."""
    return Effort(flow, journey_of(row), row.owner, tz, Answers(answers_of(tx, row.id)))


def _plan(tx: Transaction, flow: Flow, row: Any, now: datetime) -> None:
    owner = habits_of(tx, row.team, row.owner)
    effort = effort_of(tx, flow, row, owner.tz)
    called = (*occasions(effort), *of_person(owner, now))
    there = tuple(
        map(
            rows.read,
            rows.OF_JOURNEY.all(tx, at_journey=row.id, at_team=row.team, at_user=row.owner),
        )
    )
    habits = {row.owner: owner}
    for user in _others(called, [each.user for each in there], row.owner):
        habits[user] = habits_of(tx, row.team, user)
    rows.write(tx, row.team, there, plan(called, there, habits, now), now)
    PLANNED.run(tx, at_id=row.id)


def _others(called: Iterable[Occasion], there: Iterable[str], owner: str) -> list[str]:
    return sorted({*(each.user for each in called), *there} - {owner})
