"""Write rows and take them for sending, under a lease: a dead process holds none for long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select, update

from bot.outbox.heads import NOW, find_heads
from bot.outbox.redraws import ready
from bot.outbox.rows import Row
from bot.store.schema import PENDING, outbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction

NEXT_DUE: Final = Statement(
    select(func.min(outbox.c.due_at).label("at")).where(outbox.c.state == PENDING)
)
NEXT_DUE_AFTER: Final = Statement(
    select(func.min(outbox.c.due_at).label("at")).where(
        outbox.c.state == PENDING, outbox.c.due_at > NOW
    )
)
LEASE: Final = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        leased_by=bindparam("owner"),
        leased_until=bindparam("until"),
        attempts=outbox.c.attempts + 1,
        tried_at=func.coalesce(outbox.c.tried_at, NOW),
    )
)
FREE: Final = Statement(
    update(outbox)
    .where(outbox.c.state == PENDING, outbox.c.leased_by.is_not(None))
    .values(leased_by=None, leased_until=None)
)


OWE: Final = Statement(
    insert(outbox).values(state="pending").returning(outbox.c.id),
    columns=(
        "team",
        "lane",
        "method",
        "payload",
        "journey",
        "refresh",
        "shows",
        "target",
        "state",
        "attempts",
        "tried_at",
        "due_at",
        "created_at",
        "leased_by",
        "leased_until",
    ),
)
BUSY: Final = Statement(
    select(outbox.c.id)
    .where(outbox.c.state == PENDING, outbox.c.lane == bindparam("of_lane"))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Lease:
    """Whose the claimed rows are, since when and until when."""

    owner: str
    since: datetime
    until: datetime


@dataclass(slots=True)
class Owed:
    """What a turn has written: the rows that it claimed for the deliverer that gave the lease.

    `left`: there are others, which are to be claimed in their turn.
    """

    lease: Lease | None
    rows: list[Row] = field(default_factory=list)
    left: bool = False


def owe(tx: Transaction, rows: Iterable[dict[str, Any]], lease: Lease | None) -> Owed:
    """Write rows, claimed where their lane is free and they may go at once.

    `lease` is what `Deliverer.lease` gave, in the process that delivers; what comes back is for
    `Deliverer.take`, once it is committed.
    """
    owed = Owed(lease)
    free: dict[str, bool] = {}
    for values in rows:
        lane = values["lane"]
        if lane not in free:
            free[lane] = lease is not None and BUSY.one_or_none(tx, of_lane=lane) is None
        row = _owed(tx, values, lease if free[lane] else None)
        free[lane] = row is not None
        if row is not None:
            owed.rows.append(row)
        else:
            owed.left = True
    return owed


def _owed(tx: Transaction, values: dict[str, Any], lease: Lease | None) -> Row | None:
    """Write one row; it, where it was claimed."""
    simple = values["refresh"] is None and values["target"] is None
    may_go = lease is not None and values["due_at"] <= values["created_at"]
    claimed = lease if may_go and simple else None
    id_ = OWE.one_or_none(
        tx,
        **values,
        attempts=1 if claimed else 0,
        tried_at=claimed.since if claimed else None,
        leased_by=claimed.owner if claimed else None,
        leased_until=claimed.until if claimed else None,
    ).id
    if lease is None or not may_go:
        return None
    of = {name: values[name] for name in ("team", "lane", "method", "refresh", "target")}
    made = values["created_at"]
    row = Row(id=id_, payload=values["payload"], attempts=0, tried_at=None, created_at=made, **of)
    if simple:
        return row
    found = ready(tx, row, lease.since)
    if found is not None:
        _lease(tx, [found], lease)
    return found


def _lease(tx: Transaction, rows: list[Row], lease: Lease) -> None:
    LEASE.many(
        tx,
        [
            {"row": row.id, "owner": lease.owner, "until": lease.until, "now": lease.since}
            for row in rows
        ],
    )


@dataclass(slots=True)
class Claim:
    """What a round of claiming found."""

    rows: list[Row] = field(default_factory=list)
    more: bool = False  # there may be more to claim at once
    last_lane: str = ""  # where the next round begins
    next_due: datetime | None = None  # when something may be due that is not now


def claim(tx: Transaction, lease: Lease, most: int, after: str) -> Claim:
    """Claim up to `most` rows; `after` is the `last_lane` of the claim before."""
    now = lease.since
    first = NEXT_DUE.one_or_none(tx).at
    if first is None or first > now:  # mostly nothing is owed, and that is known by one look
        return Claim(next_due=first)
    heads = find_heads(tx, now, most, after)
    rows = [row for head in heads if (row := ready(tx, head, now))]
    _lease(tx, rows, lease)
    full = len(heads) == most
    return Claim(
        rows,
        more=full or len(rows) < len(heads),  # behind a dropped row there may be another
        last_lane=heads[-1].lane if full else "",
        next_due=NEXT_DUE_AFTER.one_or_none(tx, now=now).at,
    )


def free_all(tx: Transaction) -> None:
    """End every lease, when it is certain that nobody is left to hold one."""
    FREE.run(tx)
