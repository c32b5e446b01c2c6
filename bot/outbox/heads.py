"""Which rows may go now: the first pending row of a lane, when it is due and nobody has it.

Two ways to find them, since an outbox may be long in two ways. By age: the oldest due rows, which
are mostly heads of their lanes; cheap however many rows are owed later. When those are all held up
behind heads that may not go (a long outage, a very long lane), lane by lane: it skips whatever
waits behind a head.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
)

from bot.outbox.rows import Row
from bot.store.schema import PENDING, Moment, outbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction

OLDEST: Final = 1_000  # so many due rows are looked at by age
NOW: Final = bindparam("now", type_=Moment)
MOST: Final = bindparam("most", type_=Integer)
LOOKED_AT: Final[ColumnElement[int]] = literal_column(str(OLDEST))


def _free(row: FromClause) -> ColumnElement[bool]:
    return and_(row.c.due_at <= NOW, or_(row.c.leased_until.is_(None), row.c.leased_until <= NOW))


def _oldest() -> FromClause:
    """The due rows that have been due longest."""
    return (
        select(outbox.c.lane, outbox.c.id)
        .where(outbox.c.state == PENDING, outbox.c.due_at <= NOW)
        .order_by(outbox.c.due_at, outbox.c.lane, outbox.c.id)
        .limit(LOOKED_AT)
        .subquery("oldest")
    )


def _lanes() -> FromClause:
    """The lanes after the lane `after`, found by leaping from one to the next in the index."""
    following = outbox.alias("following")
    lanes = (
        select(func.min(outbox.c.lane).label("lane"))
        .where(outbox.c.state == PENDING, outbox.c.lane > bindparam("after"))
        .cte("lanes", recursive=True)
    )
    next_lane = (
        select(func.min(following.c.lane))
        .where(following.c.state == PENDING, following.c.lane > lanes.c.lane)
        .scalar_subquery()
    )
    return lanes.union_all(select(next_lane).where(lanes.c.lane.is_not(None)))


def _heads(found: FromClause) -> Select[Any]:
    """Up to `most` of those found that may go: the rest is not even looked at."""
    first, row = outbox.alias("first"), outbox.alias("row")
    itself = first.c.id == found.c.id if "id" in found.c else literal_column("1 = 1")
    head = (
        select(case((and_(itself, _free(first)), first.c.id)))
        # `>=` and not `==`: only the index of pending rows has this order, so PostgreSQL takes it.
        .where(first.c.state == PENDING, first.c.lane >= found.c.lane)
        .order_by(first.c.lane, first.c.id)
        .limit(literal_column("1"))
        .scalar_subquery()
    )
    heads = select(head.label("id")).select_from(found).subquery("heads")
    ready = select(heads.c.id).where(heads.c.id.is_not(None)).limit(MOST).cte("ready")
    # Once, whatever PostgreSQL believes of a table that it has not analysed yet.
    ready = ready.prefix_with("MATERIALIZED", dialect="postgresql")
    return (
        select(*(row.c[name] for name in Row._fields))
        .select_from(ready)
        .join(row, row.c.id == ready.c.id)
        # Again: another worker may have been faster. `done_at` says pending without tempting
        # PostgreSQL to read the whole index of pending rows here.
        .where(row.c.done_at.is_(None), _free(row))
        .order_by(row.c.lane)
        .with_for_update(of=row, skip_locked=True)
    )


BY_AGE: Final = Statement(_heads(_oldest()))
BY_LANE: Final = Statement(_heads(_lanes()))
CROWD: Final = Statement(select(func.count().label("rows")).select_from(_oldest()))


def find_heads(tx: Transaction, now: datetime, most: int, after: str) -> list[Row]:
    """Up to `most` rows that may go now; when they are found by lane, beginning after `after`."""
    heads = BY_AGE.all(tx, now=now, most=most)
    if len(heads) < most and CROWD.one_or_none(tx, now=now).rows == OLDEST:
        heads = BY_LANE.all(tx, after=after, now=now, most=most)
        if after and len(heads) < most:  # the lanes are a circle
            seen = {head.id for head in heads}
            again = BY_LANE.all(tx, after="", now=now, most=most)
            heads += [head for head in again if head.id not in seen][: most - len(heads)]
    return [Row._make(head)._replace(payload=head.payload or {}) for head in heads]
