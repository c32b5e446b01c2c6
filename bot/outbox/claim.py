"""Take rows for sending, under a lease, so that a dead process holds none of them for long."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select, update

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
    """Claim up to `most` rows; `after` is the `last_lane` of the claim before."""
    first = NEXT_DUE.one_or_none(tx).at
    if first is None or first > now:  # mostly nothing is owed, and that is known by one look
        return Claim(next_due=first)
    heads = find_heads(tx, now, most, after)
    rows = [row for head in heads if (row := ready(tx, head, now))]
    LEASE.many(
        tx,
        [{"row": row.id, "owner": lease.owner, "until": lease.until, "now": now} for row in rows],
    )
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
