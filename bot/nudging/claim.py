"""Take people whose nudges have fallen due, under a lease, so that each is one worker's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, func, or_, select, update

from bot.store.schema import LIVE, Moment, nudge
from bot.store.statements import Statement
from bot.store.transaction import Transaction

LEASE: Final = timedelta(seconds=10)
CLAIMED_AT_ONCE: Final = 100
NOW: Final = bindparam("now", type_=Moment)

DUE: Final = Statement(
    select(nudge.c.id, nudge.c.team, nudge.c.user)
    .where(
        LIVE,
        nudge.c.due_at <= NOW,
        or_(
            nudge.c.leased_until.is_(None),
            nudge.c.leased_until <= NOW,
            # no lease is so long: the clock was ahead when it was made
            nudge.c.leased_until > bindparam("longest", type_=Moment),
        ),
    )
    .order_by(nudge.c.due_at, nudge.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
TAKE: Final = Statement(
    update(nudge)
    .where(nudge.c.id == bindparam("at_id"))
    .values(
        state="due",
        leased_by=bindparam("owner"),
        leased_until=bindparam("until", type_=Moment),
    )
)
NEXT: Final = Statement(select(func.min(nudge.c.due_at).label("at")).where(LIVE))


@dataclass(frozen=True, slots=True)
class Claimed:
    """Whose nudges are due, and whether there may be more."""

    people: tuple[tuple[str, str], ...]
    more: bool = False


def claim(tx: Transaction, owner: str, now: datetime, lease: timedelta = LEASE) -> Claimed:
    """Claim some nudges that are due, the longest due first."""
    found = DUE.all(tx, now=now, longest=now + 2 * lease, most=CLAIMED_AT_ONCE)
    until = now + lease
    TAKE.many(tx, [{"at_id": row.id, "owner": owner, "until": until} for row in found])
    people = dict.fromkeys((row.team, row.user) for row in found)
    return Claimed(tuple(people), more=len(found) == CLAIMED_AT_ONCE)


def next_due(tx: Transaction) -> datetime | None:
    """When the next nudge is due; it may be past."""
    found: datetime | None = NEXT.one_or_none(tx).at
    return found
