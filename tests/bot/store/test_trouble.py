"""A database that is locked, silent, full of others or elsewhere: told in time, and gone over."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import time
from types import NoneType
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from bot.errors import StoreAway
from bot.store import address, sqlite
from bot.store.database import Store, open_store
from bot.store.transaction import Transaction
from tests.bot.store.test_database import hear, keys, on_postgresql, on_sqlite


async def back(store: Store) -> None:
    """Wait until the database is there again for all threads."""
    async with asyncio.timeout(20):
        while any(each.away for each in store._workers):
            await asyncio.sleep(0.01)


@on_sqlite
async def test_a_locked_file_is_told_and_gets_over_it(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.01)
    store = open_store(database_url)
    other = sqlite3.connect(str(address.parse(database_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreAway, match="locked by another program"):
        await store.run(hear("locked out"))
    began = time.monotonic()
    with pytest.raises(StoreAway, match="locked by another program"):
        await asyncio.gather(*(store.run(hear(f"locked out {n}")) for n in range(9)))
    assert time.monotonic() - began < 1, "nobody waits any more"
    other.execute("ROLLBACK")
    other.close()
    await back(store)
    await store.run(hear("in"))
    assert await keys(store) == ["in"]
    await store.stop()


@on_sqlite
async def test_while_a_file_is_locked_the_loop_goes_on(database_url: str) -> None:
    """Who waits for the lock is the thread; then what came meanwhile is done, in its order"""
    store = open_store(database_url)
    await store.run(hear("before"))
    other = sqlite3.connect(str(address.parse(database_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = [asyncio.create_task(store.run(hear(f"{n:02}"))) for n in range(20)]
    longest, began = 0.0, time.monotonic()
    while time.monotonic() - began < 0.3:
        at = time.monotonic()
        await asyncio.sleep(0)
        longest = max(longest, time.monotonic() - at)
    assert not any(task.done() for task in waiting)
    assert longest < sqlite.BUSY_SECONDS, "the loop itself waited"
    other.execute("ROLLBACK")
    other.close()
    await asyncio.gather(*waiting)
    assert await keys(store) == [*(f"{n:02}" for n in range(20)), "before"]
    await store.stop()


@on_postgresql
async def test_a_server_that_is_silent_is_given_up_in_time(database_url: str) -> None:
    """It was stopped, or the network swallows all: who asks is told, and the next one connects."""
    store = open_store(database_url, connections=1)
    pid = await store.run(backend)
    os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    try:
        with pytest.raises(StoreAway, match="does not answer"):
            await store.run(hear("unheard"))
    finally:
        os.kill(pid, signal.SIGCONT)
    assert time.monotonic() - began < 3
    assert await store.run(backend) != pid
    await store.stop()


@on_postgresql
async def test_when_connections_are_scarce_who_has_one_works_for_all(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as server:
        role = f"scarce_{uuid4().hex}"
        server.execute(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 1")
        server.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
    store = open_store(make_url(database_url).set(username=role).render_as_string(False))
    done = await asyncio.gather(
        *(store.run(hear(f"k{n}"), f"U{n}") for n in range(20)), return_exceptions=True
    )
    assert {type(each) for each in done} <= {NoneType, int, StoreAway}
    for n in range(20, 60):
        await store.run(hear(f"k{n}"), f"U{n}")
    await store.stop()
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")


@on_postgresql
async def test_another_address_is_tried_and_a_server_for_reading_is_left(database_url: str) -> None:
    place = make_url(database_url)
    several = place.set(query={"host": ["/nowhere", str(place.query["host"])]})
    store = open_store(several.render_as_string(False), connections=1)
    first = await store.run(backend)
    seen = []

    def job(tx: Transaction) -> int:
        seen.append(backend(tx))
        if len(seen) == 1:
            raise psycopg.errors.ReadOnlySqlTransaction
        return seen[-1]

    assert await store.run(job) != first
    assert seen[0] == first
    await store.stop()


def backend(tx: Transaction) -> int:
    """The server's process for this connection."""
    tx.cursor.execute("SELECT pg_backend_pid()")
    return int(tx.cursor.fetchall()[0][0])
