"""Planning the nudges of workshops in which something has happened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, delete, select

from bot.nudging import rows
from bot.nudging.people import habits_of
from bot.store.schema import replan, workshop
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.workshops.scene import load
from flows.reminders.planning import plan
from flows.reminders.sources import of_workshop
from flows.workshop.reminder import LEAD
from flows.workshop.values import WorkshopScene

AT_ONCE: Final = 20
NOBODY: Final = ""

MARKED: Final = Statement(
    select(replan.c.workshop, workshop.c.team)
    .select_from(replan.join(workshop, workshop.c.id == replan.c.workshop))
    .where(replan.c.marked_at <= bindparam("rested"))
    .order_by(replan.c.marked_at)
    .limit(bindparam("most"))
    .with_for_update(of=replan, skip_locked=True)
)
PLANNED: Final = Statement(delete(replan).where(replan.c.workshop == bindparam("at_workshop")))


def plan_marked_workshops(tx: Transaction, now: datetime, rest: timedelta) -> int:
    """Plan some of the workshops that are marked; how many there were."""
    found = MARKED.all(tx, rested=now - rest, most=AT_ONCE)
    for row in found:
        scene = scene_of(tx, row.workshop)
        if scene is not None:
            _plan(tx, row.team, scene, now)
        PLANNED.run(tx, at_workshop=row.workshop)
    return len(found)


def scene_of(tx: Transaction, id: str) -> WorkshopScene | None:
    """The workshop as it is. What is hidden in it stays hidden."""
    return load(tx, id, NOBODY, "", lock=False)


def _plan(tx: Transaction, team: str, scene: WorkshopScene, now: datetime) -> None:
    called, id = of_workshop(scene), scene.workshop.id
    found = rows.OF_WORKSHOP.all(tx, at_workshop=id, at_lead=f"{id}{LEAD}", at_team=team)
    there = tuple(map(rows.read, found))
    users = {each.user for each in called} | {each.user for each in there}
    habits = {user: habits_of(tx, team, user) for user in sorted(users)}
    rows.write(tx, team, there, plan(called, there, habits, now), now)
