"""Which rows go next: the first pending row of each lane, when it is due and nobody has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Integer, Select, bindparam, func, or_, select, update

from bot.delivery.rows import Dropped, Row
from bot.delivery.settle import settle
from bot.store.schema import PENDING, Moment, outbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction

TARGET_PAUSE: Final = timedelta(seconds=1)  # until the message to be updated has been sent


def _heads() -> Select[tuple[object, ...]]:
    """The heads of lanes after the lane `after`, in the lanes' order.

    Walks from lane to lane in the index of pending rows, so that its cost is in lanes, not rows,
    and it may begin where the last claim ended: under load every lane gets its turn.
    """
    lanes = (
        select(func.min(outbox.c.lane).label("lane"))
        .where(outbox.c.state == PENDING, outbox.c.lane > bindparam("after"))
        .cte("lanes", recursive=True)
    )
    following, row, first = outbox.alias("following"), outbox.alias("row"), outbox.alias("first")
    next_lane = (
        select(func.min(following.c.lane))
        .where(following.c.state == PENDING, following.c.lane > lanes.c.lane)
        .scalar_subquery()
    )
    lanes = lanes.union_all(select(next_lane).where(lanes.c.lane.is_not(None)))
    head = (
        select(func.min(first.c.id))
        .where(first.c.state == PENDING, first.c.lane == lanes.c.lane)
        .scalar_subquery()
    )
    now = bindparam("now", type_=Moment)
    return (
        select(*(row.c[name] for name in Row._fields))
        .select_from(lanes)
        .join(row, row.c.id == head)
        .where(
            row.c.state == PENDING,
            row.c.due_at <= now,
            or_(row.c.leased_until.is_(None), row.c.leased_until <= now),
        )
        .limit(bindparam("most", type_=Integer))
        .with_for_update(of=row, skip_locked=True)
    )


HEADS: Final = Statement(_heads())
NEXT_DUE: Final = Statement(
    select(func.min(outbox.c.due_at).label("at")).where(outbox.c.state == PENDING)
)
NEXT_DUE_AFTER: Final = Statement(
    select(func.min(outbox.c.due_at).label("at")).where(
        outbox.c.state == PENDING, outbox.c.due_at > bindparam("now", type_=Moment)
    )
)
LEASE: Final = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        leased_by=bindparam("owner"),
        leased_until=bindparam("until"),
        attempts=outbox.c.attempts + 1,
        tried_at=func.coalesce(outbox.c.tried_at, bindparam("now", type_=Moment)),
    )
)
WAIT: Final = Statement(
    update(outbox).where(outbox.c.id == bindparam("row")).values(due_at=bindparam("until"))
)
NEWEST: Final = Statement(
    select(func.max(outbox.c.id).label("id")).where(
        outbox.c.state == PENDING, outbox.c.refresh == bindparam("key")
    )
)
DROP_OLDER: Final = Statement(
    update(outbox)
    .where(
        outbox.c.state == PENDING,
        outbox.c.refresh == bindparam("key"),
        outbox.c.id < bindparam("newest"),
        or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= bindparam("now")),
    )
    .values(state="dropped", payload=None, done_at=bindparam("now"), error="a newer one followed")
)
SHOWN: Final = Statement(
    select(outbox.c.state, outbox.c.channel, outbox.c.ts)
    .where(
        outbox.c.shows == bindparam("question"),
        outbox.c.team == bindparam("of_team"),
        outbox.c.id < bindparam("row"),
        or_(outbox.c.state == PENDING, outbox.c.state == "sent"),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)


FREE: Final = Statement(
    update(outbox)
    .where(outbox.c.state == PENDING, outbox.c.leased_by.is_not(None))
    .values(leased_by=None, leased_until=None)
)


@dataclass(frozen=True, slots=True)
class Lease:
    """Whose the claimed rows are, and until when."""

    owner: str
    until: datetime


@dataclass(slots=True)
class Claim:
    """What a round of claiming found."""

    rows: list[Row] = field(default_factory=list)
    more: bool = False  # there may be more to claim at once
    last_lane: str = ""  # where the next round begins
    next_due: datetime | None = None  # when something may be due that is not now


def claim(tx: Transaction, lease: Lease, now: datetime, most: int, after: str) -> Claim:
    """Claim up to `most` rows for the owner of the lease, beginning after the lane `after`."""
    first = NEXT_DUE.one_or_none(tx).at
    if first is None or first > now:  # mostly nothing is owed, and that is known by one look
        return Claim(next_due=first)
    heads = _find(tx, now, most, after)
    found = Claim(more=len(heads) == most)
    found.last_lane = heads[-1].lane if found.more else ""
    for head in heads:
        ready = _ready(tx, head, now)
        if isinstance(ready, Row):
            found.rows.append(ready)
        elif isinstance(ready, Dropped):
            settle(tx, lease.owner, [ready], now)
            found.more = True  # its lane may have another
    LEASE.many(
        tx,
        [
            {"row": row.id, "owner": lease.owner, "until": lease.until, "now": now}
            for row in found.rows
        ],
    )
    found.next_due = NEXT_DUE_AFTER.one_or_none(tx, now=now).at
    return found


def free_all(tx: Transaction) -> None:
    """End every lease, when it is certain that nobody is left to hold one."""
    FREE.run(tx)


def _find(tx: Transaction, now: datetime, most: int, after: str) -> list[Row]:
    heads = HEADS.all(tx, after=after, now=now, most=most)
    if after and len(heads) < most:  # the lanes are a circle
        seen = {head.id for head in heads}
        again = HEADS.all(tx, after="", now=now, most=most)
        heads += [head for head in again if head.id not in seen][: most - len(heads)]
    return [Row._make(head)._replace(payload=head.payload or {}) for head in heads]


def _ready(tx: Transaction, row: Row, now: datetime) -> Row | Dropped | None:
    """The row as it is to be sent; what to drop; or None when it has to wait for another."""
    if row.refresh is not None:
        newest = NEWEST.one_or_none(tx, key=row.refresh).id
        DROP_OLDER.run(tx, key=row.refresh, newest=newest, now=now)
        if newest != row.id:
            return Dropped(row, "a newer one followed")
    if row.target is None:
        return row
    shown = SHOWN.one_or_none(tx, question=row.target, of_team=row.team, row=row.id)
    if shown is not None and shown.state == "pending":
        WAIT.run(tx, row=row.id, until=now + TARGET_PAUSE)
        return None
    if shown is None or shown.ts is None:
        return Dropped(row, "there is no message to update")
    return row._replace(payload={**row.payload, "channel": shown.channel, "ts": shown.ts})
