"""Claiming is cheap, whatever the outbox holds, and fair."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, true

from bot.outbox.claim import BY_AGE, BY_LANE, NEXT_DUE, NEXT_DUE_AFTER, OLDEST, Lease, claim
from bot.store.database import Store
from bot.store.pulse import NEVER
from bot.store.schema import beat
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from tests.bot.outbox.outbox import put
from tests.bot.outbox.outbox import row as any_row

NOW = datetime.now(UTC)
BEATEN = Statement(insert(beat).values(delivers=true()), columns=("owner", "beat_at", "delivers"))
LEASE = Lease("test", NOW, NOW + timedelta(seconds=30))


def row(*values: str, **more: Any) -> dict[str, Any]:
    return any_row(*values, **{"due_at": NOW, **more})


def plan(tx: Transaction, statement: Statement, **values: Any) -> list[str]:
    form = statement._form(tx)
    tx.cursor.execute(f"EXPLAIN QUERY PLAN {form.sql}", form.bind(values))
    return [step[3] for step in tx.cursor.fetchall()]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_it_looks_only_at_pending_rows_by_their_index(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        return (
            plan(tx, NEXT_DUE),
            plan(tx, NEXT_DUE_AFTER, now=NOW),
            plan(tx, BY_AGE, now=NOW, dead=NEVER, most=100),
            plan(tx, BY_LANE, after="", now=NOW, dead=NEVER, most=100),
        )

    next_due, next_due_after, by_age, by_lane = await store.run(job)
    for steps in (next_due, next_due_after, by_age, by_lane):
        assert all("ix_outbox_" in s or "PRIMARY KEY" in s for s in steps if "SEARCH" in s)
        assert not [s for s in steps if s.startswith("SCAN outbox")]
    assert "CO-ROUTINE oldest" in by_age  # so that it stops when it has enough
    assert "CO-ROUTINE lanes" in by_lane


async def test_leased_and_future_heads_hold_up_their_lane_alone(store: Store) -> None:
    soon = NOW + timedelta(minutes=1)
    await put(
        store,
        row("leased", "D1", leased_by="other", leased_until=soon),
        row("behind it", "D1"),
        row("future", "D2", due_at=soon),
        row("behind it", "D2"),
        row("lease over", "D3", leased_by="dead", leased_until=NOW),
        row("free", "D4"),
    )
    found = await store.run(lambda tx: claim(tx, LEASE, 10, ""))
    assert [r.payload["text"] for r in found.rows] == ["lease over", "free"]
    assert found.next_due == soon
    assert not found.more


async def test_the_oldest_go_first(store: Store) -> None:
    for age in (1, 3, 2):
        await put(store, row(f"{age}", f"D{age}", due_at=NOW - timedelta(seconds=age)))
    found = await store.run(lambda tx: claim(tx, LEASE, 2, ""))
    assert {r.payload["text"] for r in found.rows} == {"3", "2"}
    assert found.more


@pytest.fixture
async def crowd(store: Store) -> None:
    """More due rows than are looked at by age, all behind a head that may not go."""
    old = NOW - timedelta(minutes=1)
    soon = NOW + timedelta(minutes=1)
    await put(store, row("held up", "A", due_at=soon))
    await put(store, *(row("behind it", "A", due_at=old) for _ in range(OLDEST)))


@pytest.mark.usefixtures("crowd")
async def test_nobody_is_lost_behind_a_crowd(store: Store) -> None:
    await put(store, *(row(f"{n}", f"D{lane}") for n in range(3) for lane in range(7)))
    seen: list[str] = []
    after = ""
    for _ in range(4):
        found = await store.run(lambda tx, after=after: claim(tx, LEASE, 2, after))
        seen += [r.lane for r in found.rows]
        after = found.last_lane
    assert sorted(seen) == [f"D{lane}" for lane in range(7)]


@pytest.mark.usefixtures("crowd")
async def test_the_lanes_are_a_circle(store: Store) -> None:
    await put(store, *(row(channel=f"D{lane}") for lane in range(4)))
    found = await store.run(lambda tx: claim(tx, LEASE, 10, "D1"))
    assert [r.lane for r in found.rows] == ["D2", "D3", "D0", "D1"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_a_dead_process_holds_is_free(store: Store) -> None:
    soon = NOW + timedelta(minutes=1)
    held = {"leased_until": soon}
    await put(
        store,
        row("of the dead", "D1", leased_by="dead", **held),
        row("of the living", "D2", leased_by="living", **held),
        row("of one from before there were beats", "D3", leased_by="old", **held),
    )
    for owner, at in (("dead", NOW - timedelta(seconds=4)), ("living", NOW)):
        await store.run(lambda tx, o=owner, at=at: BEATEN.send(tx, owner=o, beat_at=at))
    assert not (await store.run(lambda tx: claim(tx, LEASE, 10, ""))).rows
    judge = replace(LEASE, dead=NOW - timedelta(seconds=3))
    found = await store.run(lambda tx: claim(tx, judge, 10, ""))
    assert [r.payload["text"] for r in found.rows] == ["of the dead"]
