"""All that is stored of a workspace is deleted, table by table, in small transactions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, or_, select, tuple_

from bot.store.schema import audit, hold, inbox, journey, metadata, person, setback, workshop
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns.audit import Traced

#: So many rows go in one transaction; a journey or a workshop takes all that was said along.
AT_ONCE: Final = 200
WHOLE_AT_ONCE: Final = 10

_TEAM: Any = bindparam("at_team")
ON_HOLD: Final = Statement(
    select(hold.c.journey)
    .select_from(hold.join(journey, journey.c.id == hold.c.journey))
    .where(journey.c.team == _TEAM)
    .order_by(hold.c.journey)
)
TEAMS: Final = Statement(select(person.c.team).distinct())
SETBACKS: Final = Statement(delete(setback).where(setback.c.about.like(bindparam("like"))))
#: Where there are many workspaces the keys of Slack's events begin with theirs; where there is one
#: they tell of none, and go where no other is left.
EVENTS_OF: Final = Statement(
    delete(inbox).where(inbox.c.key >= bindparam("first"), inbox.c.key < bindparam("last"))
)
EVENTS: Final = Statement(delete(inbox))


def _some_of(table: Table) -> Statement:
    most = WHOLE_AT_ONCE if table in (journey, workshop) else AT_ONCE
    keys = list(table.primary_key.columns)
    rows = select(*keys).where(table.c.team == _TEAM).limit(most)
    if table is audit:  # that it was deleted stays on record
        rows = rows.where(or_(audit.c.deed != Traced.FORGOT.value, audit.c.about != _TEAM))
    key: Any = keys[0] if len(keys) == 1 else tuple_(*keys)
    return Statement(delete(table).where(key.in_(rows)))


def _tables() -> Iterator[Table]:
    """Those whose rows say of which workspace they are; what hangs on them goes with them."""
    first = (workshop, journey)
    rest = (each for each in metadata.sorted_tables if "team" in each.columns)
    yield from (*first, *(each for each in rest if each not in first))


STEPS: Final = tuple((table.name, _some_of(table)) for table in _tables())


def held(tx: Transaction, team: str) -> list[str]:
    """The journeys of the workspace that must be kept for now."""
    return [row.journey for row in ON_HOLD.all(tx, at_team=team)]


def leave(tx: Transaction, team: str) -> tuple[str, int]:
    """Delete some rows of one table: which, and how many; none where nothing is left."""
    for name, some in STEPS:
        if many := some.run(tx, at_team=team):
            return name, many
    SETBACKS.send(tx, like=f"%:{team}:%")
    EVENTS_OF.send(tx, first=f"{team}:", last=f"{team};")
    if not TEAMS.all(tx):
        EVENTS.send(tx)
    tx.cut = True
    return "", 0
