"""Rows that go with a message: redraws, replies in its thread, and the picture of what it says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, func, or_, select, update

from bot.outbox.rows import POST, Dropped, Row
from bot.outbox.settle import settle
from bot.store.schema import PENDING, outbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction

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
        or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= bindparam("now")),
    )
    .values(state="dropped", payload=None, done_at=bindparam("now"), error="a newer one followed")
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


def ready(tx: Transaction, row: Row, now: datetime) -> Row | None:
    """The row as it is to be sent. None when it is not: then it was dropped, or has to wait."""
    if row.refresh is not None:
        newest = NEWEST.one_or_none(tx, key=row.refresh).id
        DROP_OLDER.run(tx, key=row.refresh, newest=newest, now=now)
        if newest != row.id:
            return None
    if row.target is None:
        return row
    shown = SHOWN.one_or_none(tx, question=row.target, of_team=row.team, row=row.id)
    if shown is not None and shown.state == "pending":
        WAIT.run(tx, row=row.id, until=now + TARGET_PAUSE)
        return None
    if row.method == POST:  # a reply in the thread of that message
        thread = {"thread_ts": shown.ts} if shown is not None and shown.ts else {}
        return row._replace(payload={**row.payload, **thread})
    if shown is None or shown.ts is None:
        settle(tx, "", [Dropped(row, "there is no message to update")], now)
        return None
    if row.is_picture:
        return _in_thread(tx, row, shown.ts, now)
    return row._replace(payload={**row.payload, "channel": shown.channel, "ts": shown.ts})


def _in_thread(tx: Transaction, row: Row, ts: str, now: datetime) -> Row | None:
    """A picture in a thread, after the message that says the same; at most once."""
    after = SHOWN.one_or_none(tx, question=row.payload.get("after"), of_team=row.team, row=row.id)
    if after is not None and after.state == "pending":
        WAIT.run(tx, row=row.id, until=now + TARGET_PAUSE)
        return None
    if after is None or row.tried_at is not None:
        why = "it may be there already" if after is not None else "its text is not there"
        settle(tx, "", [Dropped(row, why)], now)
        return None
    return row._replace(payload={**row.payload, "thread_ts": ts})
