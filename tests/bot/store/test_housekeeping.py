"""What is old goes, what is young or owed stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.store.database import Store
from bot.store.housekeeping import AT_ONCE, prune
from bot.store.schema import inbox, outbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction

NOW = datetime(2026, 3, 31, tzinfo=UTC)
HEARD = Statement(insert(inbox), columns=("key", "received_at"))
OWED = Statement(
    insert(outbox).values(team="T1", lane="D1", method="x", attempts=0, due_at=NOW),
    columns=("id", "state", "created_at", "done_at"),
)
INBOX = Statement(select(inbox.c.key).order_by(inbox.c.key))
OUTBOX = Statement(select(outbox.c.id).order_by(outbox.c.id))


def days(number: float) -> datetime:
    return NOW - timedelta(days=number)


async def test_old_rows_go(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        HEARD.many(tx, [{"key": f"{n}", "received_at": days(n)} for n in (1, 6.9, 7.1, 9)])
        for id_, state, done in (
            (1, "sent", 31),
            (2, "refused", 40),
            (3, "sent", 29),
            (4, "pending", None),
        ):
            done_at = None if done is None else days(done)
            OWED.run(tx, id=id_, state=state, created_at=days(50), done_at=done_at)
        more = prune(tx, NOW)
        return more, [r.key for r in INBOX.all(tx)], [r.id for r in OUTBOX.all(tx)]

    assert await store.run(job) == (False, ["1", "6.9"], [3, 4])


async def test_it_takes_a_thousand_at_a_time(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        HEARD.many(tx, [{"key": f"{n}", "received_at": days(8)} for n in range(AT_ONCE + 1)])
        return prune(tx, NOW), len(INBOX.all(tx)), prune(tx, NOW), len(INBOX.all(tx))

    assert await store.run(job) == (True, 1, False, 0)


SHOWN = Statement(
    insert(outbox).values(team="T1", lane="ws:w1", method="x", attempts=0, due_at=NOW),
    columns=("id", "state", "shows", "created_at", "done_at"),
)


async def test_cards_of_workshops_can_be_redrawn_for_longer(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        for id_, shows, done in ((1, "j1:3", 31), (2, "ws:w1", 31), (3, "ws:w1", 91)):
            at = {"created_at": days(100), "done_at": days(done)}
            SHOWN.run(tx, id=id_, state="sent", shows=shows, **at)
        prune(tx, NOW)
        return [r.id for r in OUTBOX.all(tx)]

    assert await store.run(job) == [2]
