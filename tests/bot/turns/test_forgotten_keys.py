"""Slack's events are known by keys: those of who is deleted go too, and those of others stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.store.database import Store
from bot.store.schema import inbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import rows
from bot.turns.forgetting import forget
from bot.turns.leaving import leave
from flows.journey.values import Person

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
KEYS = Statement(select(inbox.c.key).order_by(inbox.c.key))
THERE = ("Ev1", "T1:Ev2", "T1:message:D1::1.0", "T2:message:D1::1.0", "message:D1::1.0")


def live(tx: Transaction) -> None:
    for team in ("T1", "T2"):
        columns = rows.person_columns(Person("U1", channel="D1"), NOW)
        rows.MEET.send(tx, team=team, user="U1", created_at=NOW, **columns)
    for key in THERE:
        rows.RECEIVE.send(tx, key=key, received_at=NOW - timedelta(minutes=1))


async def left(store: Store) -> set[str]:
    return {row.key for row in await store.run(KEYS.all)}


async def test_of_a_person(store: Store) -> None:
    await store.run(live)
    await store.run(lambda tx: forget(tx, "T1", "U1", NOW))
    assert await left(store) == {"Ev1", "T1:Ev2", "T2:message:D1::1.0"}


async def test_of_a_workspace(store: Store) -> None:
    await store.run(live)
    while (await store.run(lambda tx: leave(tx, "T1")))[1]:
        pass
    assert await left(store) == {"Ev1", "T2:message:D1::1.0", "message:D1::1.0"}
