"""Planning: journeys and workshops in which something has happened get their nudges anew.

A turn only marks them; what follows from it is worked out here, when they have come to rest, each
in a transaction of its own, so that a turn costs no more than before and none stops another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Integer,
    and_,
    bindparam,
    delete,
    false,
    literal_column,
    or_,
    select,
    text,
    update,
)

from bot.store.schema import journey, nudge, person, replan, workshop
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.store.types import Moment
from bot.turns import nudge_rows, places, rows, workplaces
from bot.turns.setbacks import resting
from bot.turns.workshop_rows import NOBODY, load
from flows.journey.calendar import Habits
from flows.journey.flow import Flow
from flows.journey.nudges import USUAL, Nudge, Occasion, Preferences
from flows.journey.values import Answers
from flows.journey.workplace import workplace_of
from flows.parts.reminding import Effort
from flows.reminders.planning import plan
from flows.reminders.sources import occasions, of_person, of_workshop
from flows.workshop.reminder import LEAD
from flows.workshop.values import WorkshopScene

#: So long nothing must have happened in a journey: in the middle of a conversation it is no use.
REST: Final = timedelta(minutes=1)
AT_ONCE: Final = 50
#: So many are planned in a turn whose person waits for it; the others within a minute.
IN_A_TURN: Final = 20

JOURNEY_COLUMNS = (journey.c.id, journey.c.team, journey.c.owner, *rows.JOURNEY_COLUMNS)
_MARKED: Final = text("replan")  # as the index has it
_RESTED = bindparam("rested", type_=Moment)

MARKED: Final = Statement(
    select(journey.c.id, journey.c.team, journey.c.owner)
    .where(_MARKED, journey.c.updated_at <= _RESTED, ~resting("journey", journey.c.id))
    .order_by(journey.c.id)
    .limit(bindparam("most"))
)
MARKED_ONE: Final = Statement(
    select(*JOURNEY_COLUMNS)
    .where(_MARKED, journey.c.id == bindparam("at_id"))
    .with_for_update(skip_locked=True)
)
MARKED_OF: Final = Statement(
    select(*JOURNEY_COLUMNS)
    .where(
        _MARKED,
        or_(
            and_(journey.c.team == bindparam("at_team"), journey.c.owner == bindparam("at_user")),
            journey.c.id.in_(
                select(nudge.c.journey).where(
                    nudge.c.team == bindparam("at_team"), nudge.c.user == bindparam("at_user")
                )
            ),
        ),
    )
    .order_by(journey.c.updated_at.desc(), journey.c.id)
    .limit(literal_column(str(IN_A_TURN), Integer))
    .with_for_update(skip_locked=True)
)
PLANNED: Final = Statement(
    update(journey).where(journey.c.id == bindparam("at_id")).values(replan=false())
)
MARKED_WORKSHOPS: Final = Statement(
    select(replan.c.workshop.label("id"), workshop.c.team)
    .select_from(replan.join(workshop, workshop.c.id == replan.c.workshop))
    .where(replan.c.marked_at <= _RESTED, ~resting("planning", replan.c.workshop))
    .order_by(replan.c.marked_at)
    .limit(bindparam("most"))
)
MARKED_WORKSHOP: Final = Statement(
    select(replan.c.workshop)
    .where(replan.c.workshop == bindparam("at_workshop"))
    .with_for_update(skip_locked=True)
)
PLANNED_WORKSHOP: Final = Statement(
    delete(replan).where(replan.c.workshop == bindparam("at_workshop"))
)
HABITS: Final = Statement(
    select(person.c.tz, person.c.reminders, person.c.nudged_at, *places.COLUMNS)
    .select_from(places.PLACED)
    .where(person.c.team == bindparam("at_team"), person.c.user == bindparam("at_user"))
)


@dataclass(frozen=True, slots=True)
class Planned:
    """The nudges of a journey or workshop: what there was, and what becomes of them."""

    before: tuple[Nudge, ...]
    changed: tuple[Nudge, ...]


def plan_journey(tx: Transaction, flow: Flow, id: str, now: datetime) -> bool:
    """Plan one journey; False where there is nothing to plan, or another does it."""
    row = MARKED_ONE.one_or_none(tx, at_id=id)
    if row is not None:
        _plan(tx, flow, row, now)
    return row is not None


def plan_of(tx: Transaction, flow: Flow, team: str, user: str, now: datetime) -> None:
    """Plan what is marked and concerns one person, the newest, so that they see it as it is."""
    rows.LOCK.one_or_none(tx, at_team=team, at_user=user)  # before any journey, as a turn does
    for row in MARKED_OF.all(tx, at_team=team, at_user=user):
        _plan(tx, flow, row, now)


def plan_workshop(tx: Transaction, team: str, id: str, now: datetime) -> bool:
    """Plan one workshop; False where there is nothing to plan, or another does it."""
    if MARKED_WORKSHOP.one_or_none(tx, at_workshop=id) is None:
        return False
    made = planned_workshop(tx, team, id, now)
    nudge_rows.write(tx, team, made.before, made.changed, now)
    PLANNED_WORKSHOP.send(tx, at_workshop=id)
    return True


def _plan(tx: Transaction, flow: Flow, row: Any, now: datetime) -> None:
    made = planned_journey(tx, flow, row, now)
    nudge_rows.write(tx, row.team, made.before, made.changed, now)
    PLANNED.send(tx, at_id=row.id)


def planned_journey(tx: Transaction, flow: Flow, row: Any, now: datetime) -> Planned:
    """What is to become of the nudges of a journey. Only reads."""
    owner = habits_of(tx, row.team, row.owner)
    called = (*occasions(effort_of(tx, flow, row, owner.tz)), *of_person(owner, now))
    at = {"at_journey": row.id, "at_team": row.team, "at_user": row.owner}
    there = nudge_rows.read(nudge_rows.OF_JOURNEY.all(tx, **at))
    return _made(tx, row.team, called, there, {row.owner: owner}, now)


def planned_workshop(tx: Transaction, team: str, id: str, now: datetime) -> Planned:
    """What is to become of the nudges of a workshop. Only reads."""
    scene = scene_of(tx, id)
    if scene is None:
        return Planned((), ())
    at = {"at_workshop": id, "at_lead": f"{id}{LEAD}", "at_team": team}
    there = nudge_rows.read(nudge_rows.OF_WORKSHOP.all(tx, **at))
    return _made(tx, team, tuple(of_workshop(scene)), there, {}, now)


def _made(
    tx: Transaction,
    team: str,
    called: Iterable[Occasion],
    there: tuple[Nudge, ...],
    habits: dict[str, Habits],
    now: datetime,
) -> Planned:
    called = tuple(called)
    users = {each.user for each in called} | {each.user for each in there}
    for user in sorted(users - habits.keys()):
        habits[user] = habits_of(tx, team, user)
    return Planned(there, tuple(plan(called, there, habits, now)))


def effort_of(tx: Transaction, flow: Flow, row: Any, tz: str | None) -> Effort:
    """The journey of a row with its answers."""
    answers = Answers(rows.answers_of(tx, row.id))
    return Effort(flow, rows.journey_of(row), row.owner, tz, answers)


def scene_of(tx: Transaction, id: str) -> WorkshopScene | None:
    """The workshop as it is. What is hidden in it stays hidden."""
    return load(tx, id, NOBODY, "", lock=False)


def habits_of(tx: Transaction, team: str, user: str) -> Habits:
    """What the calendar needs to know of a person, who may be a stranger."""
    row = HABITS.one_or_none(tx, at_team=team, at_user=user)
    if row is None:
        return Habits(user, workplace=workplaces.of_team(tx, team).workplace)
    chosen = Preferences.model_validate(row.reminders) if row.reminders else USUAL
    place, away = workplace_of(row.settings), places.away_of(row, chosen)
    return Habits(user, row.tz, chosen, row.nudged_at, place, away)
