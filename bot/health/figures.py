"""What the database tells of the bot's state, in one cheap look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
)

from bot.store.migrations import SchemaState, state_of
from bot.store.schema import LIVE, PENDING, RESTING, nudge, outbox, setback
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.store.types import Moment

#: No more than so many rows are counted: a look must stay cheap when much lies there.
MOST: Final = 10_000
NOW: Final = bindparam("now", type_=Moment)
LIMIT: Final = literal_column(str(MOST), Integer)

VERSION: Final = Statement(select(column("version_num")).select_from(table("alembic_version")))


def _counted(due: ColumnElement[datetime]) -> Any:
    return select(func.count().label("rows"), func.min(due).label("due"))


def _crowd(state: str) -> Statement:
    """How many rows there are in a state, and since when the longest due one is due."""
    marked = {"pending": PENDING, "resting": RESTING}[state]
    rows = select(outbox.c.due_at).where(outbox.c.state == marked)
    few = rows.order_by(outbox.c.due_at).limit(LIMIT).subquery()
    return Statement(_counted(few.c.due_at))


CROWDS: Final = {state: _crowd(state) for state in ("pending", "resting")}
_OVERDUE = (
    select(nudge.c.due_at)
    .where(LIVE, nudge.c.due_at <= NOW)
    .order_by(nudge.c.due_at)
    .limit(LIMIT)
    .subquery()
)
OVERDUE: Final = Statement(_counted(_OVERDUE.c.due_at))
_SETBACKS = select(setback.c.about).limit(LIMIT).subquery()
SETBACKS: Final = Statement(select(_SETBACKS.c.about))


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many rows, `MOST` at most, of which the longest due one is so much ``late``."""

    rows: int = 0
    late: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Figures:
    """The state of the database: its schema, what is owed and late, and what fails and rests.

    ``setbacks`` are counted by what they are about: person, journey, workshop, planning.
    """

    schema: SchemaState
    outbox: Mapping[str, Crowd] = field(default_factory=dict)
    nudges: Crowd = Crowd()
    setbacks: Mapping[str, int] = field(default_factory=dict)


def figures(tx: Transaction, now: datetime) -> Figures:
    """Look. Reads no more than a few thousand entries of indexes, whatever there is."""
    version = VERSION.one_or_none(tx)
    schema = state_of(version.version_num if version is not None else None)
    if schema in (SchemaState.EMPTY, SchemaState.BEHIND):  # then a column may be missing
        return Figures(schema)
    crowds = {state: _crowd_of(each.one_or_none(tx), now) for state, each in CROWDS.items()}
    setbacks: dict[str, int] = {}
    for row in SETBACKS.all(tx):
        kind = row.about.partition(":")[0]
        setbacks[kind] = setbacks.get(kind, 0) + 1
    return Figures(schema, crowds, _crowd_of(OVERDUE.one_or_none(tx, now=now), now), setbacks)


def _crowd_of(found: Any, now: datetime) -> Crowd:
    return Crowd(found.rows, max(timedelta(), now - found.due) if found.due else timedelta())
