"""What is planned and due, and why: for whoever runs the bot. Nobody's words, only ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from bot.nudging import rows
from bot.nudging.claim import NOW
from bot.nudging.deciding import Decided, facts_of, look
from bot.nudging.plans import plan_marked
from bot.store.database import Store
from bot.store.schema import LIVE, nudge
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from flows.journey.flow import Flow
from flows.reminders.policy import explain
from flows.workshop.reminder import workshop_of

MOST: Final = 200

LISTED: Final = Statement(
    select(*rows.COLUMNS, nudge.c.team)
    .where(LIVE)
    .order_by(nudge.c.due_at, nudge.c.id)
    .limit(bindparam("most"))
)
COUNTED: Final = Statement(select(func.count().label("rows")).select_from(nudge).where(LIVE))
ONE: Final = Statement(select(*rows.COLUMNS, nudge.c.team).where(nudge.c.id == bindparam("at_id")))
DUE_PEOPLE: Final = Statement(
    select(nudge.c.team, nudge.c.user)
    .where(LIVE, nudge.c.due_at <= NOW)
    .group_by(nudge.c.team, nudge.c.user)
    .order_by(func.min(nudge.c.due_at))
    .limit(bindparam("most"))
)


class _Undo(Exception):
    """Takes back what a look has done to the database."""

    def __init__(self, found: Any) -> None:
        super().__init__()
        self.found = found


@dataclass(frozen=True, slots=True)
class Listed:
    """The next nudges, and how many there are."""

    rows: tuple[Any, ...]
    count: int


async def listed(store: Store, most: int = MOST) -> Listed:
    """What is due and planned, the first due first."""

    def job(tx: Transaction) -> Listed:
        return Listed(tuple(LISTED.all(tx, most=most)), COUNTED.one_or_none(tx).rows)

    return await store.run(job)


async def explained(store: Store, flow: Flow, id: int, now: datetime) -> tuple[str, ...] | None:
    """Why the nudge is as it is, and what a look now would do; None where there is none."""

    def job(tx: Transaction) -> None:
        row = ONE.one_or_none(tx, at_id=id)
        if row is None:
            raise _Undo(None)
        asked = rows.read(row)
        about = frozenset({asked.journey or workshop_of(asked)})
        known = facts_of(tx, flow, (row.team, row.user), now, about)
        raise _Undo(tuple(explain(known.facts, asked)))

    why: tuple[str, ...] | None = await _undone(store, job)
    return why


async def rehearsed(store: Store, flow: Flow, now: datetime) -> list[Decided]:
    """What a sweep now would decide about everybody whose nudges are due. Nothing is kept."""

    def job(tx: Transaction) -> None:
        while plan_marked(tx, flow, now):
            pass
        due = DUE_PEOPLE.all(tx, now=now, most=MOST)
        raise _Undo([look(tx, flow, (each.team, each.user), now, "dry") for each in due])

    found: list[Decided] = await _undone(store, job)
    return found


async def _undone(store: Store, job: Any) -> Any:
    try:
        await store.run(job)
    except _Undo as done:
        return done.found
    raise AssertionError("what only looks takes everything back")


def lines(found: Listed) -> Iterator[str]:
    """The list as text."""
    for row in found.rows:
        yield (
            f"{row.id:>8}  {row.team}/{row.user:<12} {row.kind:<11} {row.state:<8} "
            f"{row.due_at:%Y-%m-%d %H:%M}Z  {row.why}"
        )
    yield f"{found.count} in all" if found.count != len(found.rows) else f"{found.count} nudges"


def decided_lines(found: list[Decided]) -> Iterator[str]:
    """What would be done, a line a person."""
    for each in found:
        user = each.facts.habits.user
        if each.decision.send:
            kinds = " + ".join(nudge.kind for nudge in each.decision.send)
            yield f"{user:<12} would be sent one message: {kinds}"
        for changed in each.decision.changed:
            if changed.key not in {nudge.key for nudge in each.decision.send}:
                state = changed.state.value
                yield f"{user:<12} {changed.kind:<11} would be {state}: {changed.why}"
    yield f"{sum(1 for each in found if each.decision.send)} messages; nothing was sent"
