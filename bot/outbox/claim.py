"""Which rows may go now, and for whom: under a lease, so that a dead process holds none.

A row may go when it is the first pending one of its lane, is due, and nobody has it. Two ways to
find such heads, since an outbox may be long in two ways. By age: the oldest due rows, which are
mostly heads; cheap however many rows are owed later. When those are all held up behind heads that
may not go (a long outage, a very long lane), lane by lane: it skips whatever waits behind a head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    TypeDecorator,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.engine import Dialect

from bot.json_text import read
from bot.outbox.rows import POST, Dropped, LaneKind, Row
from bot.outbox.settle import settle
from bot.store.pulse import DEAD_OWNERS, NEVER
from bot.store.schema import PENDING, RESTING, outbox
from bot.store.statements import Asked, Statement
from bot.store.transaction import Transaction
from bot.store.types import Moment

OLDEST: Final = 1_000  # so many due rows are looked at by age
NOW: Final = bindparam("now", type_=Moment)
MOST: Final = bindparam("most", type_=Integer)
LOOKED_AT: Final[ColumnElement[int]] = literal_column(str(OLDEST))


def _unheld(row: FromClause) -> ColumnElement[bool]:
    return or_(
        row.c.leased_until.is_(None), row.c.leased_until <= NOW, row.c.leased_by.in_(DEAD_OWNERS)
    )


def _free(row: FromClause) -> ColumnElement[bool]:
    return and_(row.c.due_at <= NOW, _unheld(row))


class Lenient(TypeDecorator[Any]):
    """JSON that may be none: one such row must not keep the others from being read."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The value; None where it cannot be read. PostgreSQL's driver has read it already."""
        if not isinstance(value, str | bytes):
            return value
        try:
            return read(value)
        except ValueError:
            return None


def _column(row: FromClause, name: str) -> ColumnElement[Any]:
    column = row.c[name]
    return type_coerce(column, Lenient()).label(name) if name == "payload" else column


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
        select(*(_column(row, name) for name in Row._fields))
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


def find_heads(tx: Transaction, lease: Lease, most: int, after: str) -> list[Row]:
    """Up to `most` rows that may go now; when they are found by lane, beginning after `after`."""
    given = {"now": lease.since, "dead": lease.dead, "most": most}
    by_age, crowd = BY_AGE.ask(tx, **given), CROWD.ask(tx, now=lease.since)
    heads = by_age.all()
    if len(heads) < most and crowd.one_or_none().rows == OLDEST:
        heads = BY_LANE.all(tx, after=after, **given)
        if after and len(heads) < most:  # the lanes are a circle
            seen = {head.id for head in heads}
            again = BY_LANE.all(tx, after="", **given)
            heads += [head for head in again if head.id not in seen][: most - len(heads)]
    return [Row._make(head) for head in heads]


# Rows that go with a message

TARGET_PAUSE: Final = timedelta(seconds=1)  # until the message to be updated may have been sent

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
        _unheld(outbox),
    )
    .values(state="dropped", payload=None, done_at=NOW, error="a newer one followed")
)
SHOWN: Final = Statement(
    select(outbox.c.state, outbox.c.channel, outbox.c.ts)
    .where(
        outbox.c.shows == bindparam("question"),
        outbox.c.team == bindparam("of_team"),
        outbox.c.id < bindparam("row"),  # what is shown after this was written is none of its
        or_(outbox.c.state == PENDING, outbox.c.state == "sent"),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)
WAIT: Final = Statement(
    update(outbox).where(outbox.c.id == bindparam("row")).values(due_at=bindparam("until"))
)


def _shown(tx: Transaction, row: Row) -> Asked | None:
    """Ask for the message that the row goes with."""
    if row.target is None:
        return None
    return SHOWN.ask(tx, question=row.target, of_team=row.team, row=row.id)


def _ready(tx: Transaction, row: Row, asked: Asked | None, lease: Lease) -> Row | None:
    """The row as it is to be sent. None when it is not: then it was dropped, or has to wait."""
    now = lease.since
    if row.refresh is not None:
        newest = NEWEST.one_or_none(tx, key=row.refresh).id
        DROP_OLDER.send(tx, key=row.refresh, newest=newest, now=now, dead=lease.dead)
        if newest != row.id:
            return None
    if row.target is None or not isinstance(row.payload, dict):
        return row
    shown = asked.one_or_none() if asked is not None else None
    if shown is not None and shown.state == "pending":
        WAIT.send(tx, row=row.id, until=now + TARGET_PAUSE)
        return None
    if row.is_picture and shown is not None and shown.ts is not None:
        return _beside(tx, row, shown.ts, now)
    found = addressed(row, shown)
    if found is None:
        settle(tx, "", [Dropped(row, "there is no message to update")], now)
    return found


def addressed(row: Row, shown: Any) -> Row | None:
    """The row with the place of the message that it follows or changes; None where that is not."""
    if row.method == POST:  # a reply in the thread of that message
        thread = {"thread_ts": shown.ts} if shown is not None and shown.ts else {}
        return row._replace(payload={**row.payload, **thread})
    if shown is None or shown.ts is None:
        return None
    return row._replace(payload={**row.payload, "channel": shown.channel, "ts": shown.ts})


def _beside(tx: Transaction, row: Row, ts: str, now: datetime) -> Row | None:
    """A picture after the message that says the same, in a workshop in its thread; at most once."""
    after = SHOWN.one_or_none(tx, question=row.payload.get("after"), of_team=row.team, row=row.id)
    if after is not None and after.state == "pending":
        WAIT.send(tx, row=row.id, until=now + TARGET_PAUSE)
        return None
    if after is None or row.tried_at is not None:
        why = "it may be there already" if after is not None else "its text is not there"
        settle(tx, "", [Dropped(row, why)], now)
        return None
    if row.kind is not LaneKind.PICTURE:
        return row
    return row._replace(payload={**row.payload, "thread_ts": ts})


# Claiming

NEXT_DUE: Final = Statement(
    select(func.min(outbox.c.due_at).label("at")).where(outbox.c.state == PENDING)
)
NEXT_DUE_AFTER: Final = Statement(
    select(func.min(outbox.c.due_at).label("at")).where(
        outbox.c.state == PENDING, outbox.c.due_at > NOW
    )
)
WAITING: Final = Statement(
    select(outbox.c.id).where(outbox.c.state == PENDING, _free(outbox)).limit(1)
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

#: What a lease has claimed and nobody began to send: as if it had never been claimed.
GIVE_BACK: Final = Statement(
    update(outbox)
    .where(
        outbox.c.state == PENDING,
        outbox.c.leased_by == bindparam("owner"),
        outbox.c.leased_until == bindparam("until", type_=Moment),
    )
    .values(
        leased_by=None,
        leased_until=None,
        attempts=outbox.c.attempts - 1,
        tried_at=case((outbox.c.tried_at == bindparam("since", type_=Moment), None),
                      else_=outbox.c.tried_at),
    )
)  # fmt: skip

WAKE_ALL: Final = Statement(update(outbox).where(outbox.c.state == RESTING).values(state="pending"))
WAKE: Final = Statement(
    update(outbox).where(outbox.c.state == RESTING, outbox.c.due_at <= NOW).values(state="pending")
)


@dataclass(frozen=True, slots=True)
class Lease:
    """Whose the claimed rows are, and for how long; whose last beat is before `dead` holds none."""

    owner: str
    since: datetime
    until: datetime
    dead: datetime = NEVER


def take_lease(tx: Transaction, rows: list[Row], lease: Lease) -> None:
    """Let the rows be the owner's until the lease ends."""
    whose = {"owner": lease.owner, "until": lease.until, "now": lease.since}
    LEASE.many(tx, [{"row": row.id, **whose} for row in rows])


@dataclass(slots=True)
class Claim:
    """What a round of claiming found."""

    rows: list[Row] = field(default_factory=list)
    more: bool = False  # there may be more to claim at once
    waiting: bool = False  # something is due that waits for what goes before it
    last_lane: str = ""  # where the next round begins
    next_due: datetime | None = None  # when something may be due that is not now


def claim(tx: Transaction, lease: Lease, most: int, after: str) -> Claim:
    """Claim up to `most` rows; `after` is the `last_lane` of the claim before."""
    now = lease.since
    first = NEXT_DUE.one_or_none(tx).at
    if first is None or first > now:  # mostly nothing is owed, and that is known by one look
        return Claim(next_due=first)
    heads = find_heads(tx, lease, most, after)
    asked = [_shown(tx, head) for head in heads]
    found = (_ready(tx, head, shown, lease) for head, shown in zip(heads, asked, strict=True))
    rows = [row for row in found if row is not None]
    take_lease(tx, rows, lease)
    waiting = WAITING.ask(tx, now=now, dead=lease.dead)
    later = NEXT_DUE_AFTER.ask(tx, now=now)
    full = len(heads) == most
    return Claim(
        rows,
        more=full or len(rows) < len(heads),  # behind a dropped row there may be another
        waiting=bool(waiting.all()),
        last_lane=heads[-1].lane if full else "",
        next_due=later.one_or_none().at,
    )


def wake_resting(tx: Transaction, now: datetime | None) -> int:
    """Let what was stuck by a fault of ours be tried again: what is due, or all of it."""
    return WAKE.run(tx, now=now) if now is not None else WAKE_ALL.run(tx)


def give_back(tx: Transaction, leases: Sequence[Lease]) -> None:
    """End leases under which nothing is sent, and nothing will be."""
    ended = [{"owner": each.owner, "since": each.since, "until": each.until} for each in leases]
    GIVE_BACK.many(tx, ended)


def free_all(tx: Transaction) -> None:
    """End every lease, when it is certain that nobody is left to hold one."""
    FREE.send(tx)
