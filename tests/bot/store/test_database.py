"""Jobs and their transactions, on both databases, also when things go wrong."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import bindparam, delete, insert, select

from bot.errors import StoreAway, StoreError, StoreFull
from bot.store import address, postgresql, sqlite
from bot.store.database import Store, open_store
from bot.store.schema import inbox, journey
from bot.store.statements import Statement, insert_once
from bot.store.transaction import Transaction

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HEARD = insert_once(inbox, "key", "received_at")
INSERT = Statement(insert(inbox), columns=("key", "received_at"))
KEYS = Statement(select(inbox.c.key).order_by(inbox.c.key))
TITLE = Statement(
    insert(journey).values(
        team="T1", owner="U1", stage="x", revision=0, created_at=NOW, updated_at=NOW
    ),
    columns=("id", "title"),
)

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def hear(key: str) -> Any:
    return lambda tx: HEARD.run(tx, key=key, received_at=NOW)


async def keys(store: Store) -> list[str]:
    return [row.key for row in await store.run(KEYS.all)]


class Refused(Exception):
    pass


WORDS = "Kun til mig " * 500
DELETE = Statement(delete(journey).where(journey.c.id == bindparam("at_id")))


@on_sqlite
async def test_what_is_deleted_is_gone_from_the_disk_while_running(
    database_url: str, tmp_path: Path
) -> None:
    store = open_store(database_url)
    for title in (WORDS, WORDS.upper(), WORDS):
        await store.run(lambda tx, title=title: TITLE.run(tx, id="j1", title=title))
        assert title[:20].encode() in _on_disk(tmp_path)
        assert await store.run(lambda tx: DELETE.run(tx, at_id="j1")) == 1
        assert WORDS[:20].lower().encode() not in _on_disk(tmp_path).lower()
    await store.stop()


@on_sqlite
async def test_what_is_deleted_is_gone_as_soon_as_nobody_reads_it(
    database_url: str, tmp_path: Path
) -> None:
    store = open_store(database_url)
    await store.run(lambda tx: TITLE.run(tx, id="j1", title=WORDS))
    with closing(sqlite3.connect(tmp_path / "test.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT title FROM journey").fetchall()
        await store.run(lambda tx: DELETE.run(tx, at_id="j1"))  # waits for no reader
    async with asyncio.timeout(20):
        while WORDS[:20].encode() in _on_disk(tmp_path):
            await asyncio.sleep(0.05)
    await store.stop()


@on_sqlite
async def test_what_a_killed_process_left_in_the_log_goes_at_the_start(
    database_url: str, tmp_path: Path
) -> None:
    store = open_store(database_url)
    await store.run(lambda tx: TITLE.run(tx, id="j1", title=WORDS))
    await store.run(lambda tx: tx.cursor.execute("DELETE FROM journey"))  # not noticed
    for name in ("test.db", "test.db-wal", "test.db-shm"):
        shutil.copy(tmp_path / name, tmp_path / f"left-{name}")
    await store.stop()
    assert WORDS[:20].encode() in _on_disk(tmp_path)
    left = open_store(f"sqlite:///{tmp_path}/left-test.db")
    assert await left.run(KEYS.all) == []
    assert WORDS[:20].encode() not in _on_disk(tmp_path)
    await left.stop()


@on_sqlite
@pytest.mark.parametrize("mode", [0o644, 0o660, 0o600])
async def test_the_files_are_for_their_owner_alone(
    database_url: str, tmp_path: Path, mode: int
) -> None:
    (tmp_path / "test.db").chmod(mode)  # as a copy brings it back
    store = open_store(database_url)
    await store.run(hear("Ev1"))
    modes = _modes(tmp_path)
    await store.stop()
    assert modes == {"test.db": 0o600, "test.db-shm": 0o600, "test.db-wal": 0o600}


def _modes(folder: Path) -> dict[str, int]:
    return {each.name: each.stat().st_mode & 0o777 for each in folder.iterdir()}


def _on_disk(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.iterdir())


async def test_a_job_that_raises_undoes_what_it_did(store: Store) -> None:
    def job(tx: Transaction) -> None:
        hear("lost")(tx)
        raise Refused

    with pytest.raises(Refused):
        await store.run(job)
    await store.run(hear("kept"))
    assert await keys(store) == ["kept"]


def _waits(store: Store, hold: threading.Event) -> Callable[[Transaction], None]:
    """A job that keeps its thread; SQLite has none to keep, and there all wait for the loop"""

    def job(tx: Transaction) -> None:
        if store.dialect.name != "sqlite":
            hold.wait(10)

    return job


async def test_one_that_raises_among_those_committed_together_undoes_only_itself(
    store: Store,
) -> None:
    hold = threading.Event()

    def bad(tx: Transaction) -> None:
        hear("bad")(tx)
        INSERT.run(tx, key="bad", received_at=NOW)  # a second time: the database refuses

    held = [asyncio.create_task(store.run(_waits(store, hold))) for _ in range(4)]
    waiting = [asyncio.create_task(store.run(hear(f"good{n}"))) for n in range(3)]
    waiting.insert(1, asyncio.create_task(store.run(bad)))
    await asyncio.sleep(0)
    hold.set()
    await asyncio.gather(*held)
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(outcome).__name__ for outcome in outcomes] == [
        "int",
        "IntegrityError" if store.dialect.name == "sqlite" else "UniqueViolation",
        "int",
        "int",
    ]
    assert await keys(store) == ["good0", "good1", "good2"]


async def test_jobs_run_where_they_hold_up_nobody(store: Store) -> None:
    """On SQLite in the loop, since two threads would fight; where a server answers, beside it"""
    ran = await store.run(lambda tx: threading.current_thread())
    assert (ran is threading.current_thread()) == (store.dialect.name == "sqlite")


async def test_a_loop_that_has_ended_holds_nobody_up(database_url: str) -> None:
    """What it had handed in is not done, and the next one may write"""
    store = open_store(database_url)

    waits = store.run(hear("lost"))

    def hands_in() -> None:
        loop = asyncio.new_event_loop()
        loop.call_soon(lambda: (waits.send(None), loop.stop()))
        loop.run_forever()
        loop.close()

    await asyncio.to_thread(hands_in)
    await store.run(hear("kept"))
    assert "kept" in await keys(store)
    waits.close()
    await store.stop()


async def test_many_at_once_are_all_there(store: Store) -> None:
    await asyncio.gather(*(store.run(hear(f"{n:03}")) for n in range(300)))
    assert await keys(store) == [f"{n:03}" for n in range(300)]


async def test_what_was_handed_in_is_finished_before_closing(database_url: str) -> None:
    store = open_store(database_url)
    handed_in = [asyncio.create_task(store.run(hear(f"{n:02}"))) for n in range(50)]
    await asyncio.sleep(0)
    await store.stop()
    await asyncio.gather(*handed_in)
    with pytest.raises(StoreError, match="closed"):
        await store.run(hear("late"))
    await store.stop()  # twice does no harm

    again = open_store(database_url)
    assert len(await keys(again)) == 50
    await again.stop()


async def test_a_caller_that_went_away_disturbs_nobody(store: Store, database_url: str) -> None:
    hold = threading.Event()
    waits = _waits(store, hold)
    task = asyncio.create_task(store.run(lambda tx: (waits(tx), hear("done")(tx))))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    hold.set()
    await store.run(hear("next"))
    await store.stop()
    again = open_store(database_url)
    assert await keys(again) == ["done", "next"]
    await again.stop()


async def test_the_address_is_shown_without_its_password(database_url: str) -> None:
    store = open_store(database_url.replace("postgres:@", "postgres:secret@"))
    assert "secret" not in str(store)
    await store.stop()


@on_sqlite
async def test_commits_survive_a_power_cut(store: Store) -> None:
    def settings(tx: Transaction) -> list[Any]:
        found = []
        for name in ("journal_mode", "synchronous", "foreign_keys"):
            tx.cursor.execute(f"PRAGMA {name}")
            found += tx.cursor.fetchall()[0]
        return found

    assert await store.run(settings) == ["wal", 2, 1]


@on_sqlite
async def test_a_full_disk_is_told_and_gets_over_it(store: Store) -> None:
    def limit(pages: int) -> Any:
        return lambda tx: tx.cursor.execute(f"PRAGMA max_page_count = {pages}").fetchone()[0]

    def long_title(tx: Transaction) -> None:
        TITLE.run(tx, id="long", title="x" * 1_000_000)

    await store.run(hear("before"))
    await store.run(limit(1))  # the number of pages there are
    outcomes = await asyncio.gather(
        *(store.run(long_title) for _ in range(3)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [StoreFull] * 3
    assert "\n" not in str(outcomes[0])
    await store.run(limit(1_000_000))
    await store.run(long_title)
    await store.run(hear("later"))
    assert await keys(store) == ["before", "later"]


@on_sqlite
async def test_the_file_is_for_its_owner_alone(tmp_path: Path, database_url: str) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new.db")
    await store.stop()
    assert (tmp_path / "new.db").stat().st_mode & 0o077 == 0


def test_a_connection_that_is_of_no_use_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Kept(sqlite3.Connection):
        closed = 0

        def close(self) -> None:
            type(self).closed += 1
            super().close()

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Kept))
    (tmp_path / "text.db").write_text("No database. " * 100)
    with pytest.raises(StoreError, match="not an SQLite database"):
        sqlite.connect(address.parse(f"sqlite:///{tmp_path}/text.db"))
    assert Kept.closed == 1


def _cut(url: str, pid: int) -> None:
    """Break another connection to the server, and wait until it is gone."""
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])


def _pid(tx: Transaction) -> int:
    tx.cursor.execute("SELECT pg_backend_pid()")
    return int(tx.cursor.fetchall()[0][0])


@on_postgresql
async def test_a_connection_lost_within_a_job_is_made_anew(store: Store, database_url: str) -> None:
    tries = []

    def job(tx: Transaction) -> int:
        tries.append(_pid(tx))
        hear("first")(tx)
        if len(tries) == 1:
            _cut(database_url, tries[0])
        return int(hear("second")(tx))

    assert await store.run(job) == 1
    assert len(tries) == 2
    assert await keys(store) == ["first", "second"]


@on_postgresql
async def test_a_connection_lost_while_idle_is_made_anew(database_url: str) -> None:
    store = open_store(database_url, connections=1)
    _cut(database_url, await store.run(_pid))
    await store.run(hear("after"))
    assert await keys(store) == ["after"]
    await store.stop()


@on_postgresql
async def test_a_connection_lost_at_the_commit_is_told(store: Store, database_url: str) -> None:
    def job(tx: Transaction) -> None:
        hear("unknown")(tx)
        _cut(database_url, _pid(tx))

    with pytest.raises(StoreAway):
        await store.run(job)
    await store.run(hear("next"))
    assert await keys(store) == ["next"]


@on_postgresql
@pytest.mark.parametrize("waits", [False, True])
async def test_a_fault_that_nobody_waited_for_takes_everything_back(
    database_url: str, waits: bool
) -> None:
    store = open_store(database_url, connections=1)

    def job(tx: Transaction) -> None:
        INSERT.send(tx, key="twice", received_at=NOW)
        INSERT.send(tx, key="twice", received_at=NOW)
        TITLE.send(tx, id="j1", title="x")
        if waits:
            KEYS.all(tx)

    for _ in range(2):
        with pytest.raises(psycopg.errors.UniqueViolation):
            await store.run(job)
        assert await keys(store) == []
    await store.run(lambda tx: INSERT.send(tx, key="once", received_at=NOW))
    assert await keys(store) == ["once"]
    await store.stop()


@on_postgresql
async def test_more_than_the_network_takes_at_once_is_sent(store: Store) -> None:
    words, many = "x" * 200_000, range(60)
    rows = [{"id": f"j{n}", "title": words} for n in many]
    read = Statement(select(journey.c.title))
    await store.run(lambda tx: TITLE.many(tx, rows))
    assert [row.title for row in await store.run(read.all)] == [words for _ in many]


@on_postgresql
async def test_a_text_that_cannot_be_stored_is_refused_not_cut(store: Store) -> None:
    with pytest.raises(psycopg.DataError):
        await store.run(hear("a\0b"))
    assert await keys(store) == []


@on_postgresql
async def test_two_that_lock_each_other_out_both_get_through(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "SECONDS", 30.0)  # on a busy machine two threads meet late
    await store.run(hear("a"))
    await store.run(hear("b"))
    meet = threading.Barrier(2)
    tries = []

    def lock(first: str, second: str) -> Any:
        def job(tx: Transaction) -> str:
            tries.append(first)
            again = len(tries) > 2
            one, other = ("a", "b") if again else (first, second)  # locked out once is enough
            tx.cursor.execute("SELECT 1 FROM inbox WHERE key = %s FOR UPDATE", [one])
            assert tx.cursor.fetchall()
            if not again:
                meet.wait(60)
            tx.cursor.execute("SELECT 1 FROM inbox WHERE key = %s FOR UPDATE", [other])
            return first  # who is locked out hears of it at the commit

        return job

    both = await asyncio.gather(store.run(lock("a", "b")), store.run(lock("b", "a")))
    assert both == ["a", "b"]
    assert len(tries) in (3, 4)  # PostgreSQL may give up both


@on_postgresql
async def test_nobody_waits_for_a_database_that_is_away(database_url: str) -> None:
    store = open_store("postgresql://user:secret@127.0.0.1:1/name", connections=1)
    for _ in range(20):
        with pytest.raises(StoreAway) as caught:
            await store.run(hear("x"))
        assert "secret" not in str(caught.value)
    await store.stop()


async def test_the_jobs_of_one_owner_run_in_the_order_in_which_they_came(store: Store) -> None:
    ran: list[tuple[str, int]] = []

    def job(owner: str, number: int) -> Callable[[Transaction], None]:
        def run(_: Transaction) -> None:
            time.sleep(random.uniform(0, 0.002))
            ran.append((owner, number))

        return run

    owners = [f"T1:U{n}" for n in range(6)]
    await asyncio.gather(
        *(store.run(job(owner, number), owner) for number in range(30) for owner in owners)
    )
    for owner in owners:
        assert [number for each, number in ran if each == owner] == list(range(30))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_belongs_to_nobody_goes_to_a_thread_that_is_free(store: Store) -> None:
    go_on = threading.Event()
    busy = asyncio.create_task(store.run(lambda _: go_on.wait(60), "a"))
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        for _ in range(40):
            await store.run(lambda _: None)
    assert not busy.done()
    go_on.set()
    assert await busy


def test_a_disk_that_is_full_at_the_start_is_told_so() -> None:
    """SQLite's word for it is another there: the index of its log cannot be made."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    told = sqlite.meaning(error)
    assert isinstance(told, StoreFull)
    assert str(told) == "the disk is full"
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    assert "the disk failed" in str(sqlite.meaning(error))


@on_postgresql
async def test_a_lock_or_a_slow_answer_is_told_before_slack_gives_up(database_url: str) -> None:
    store = open_store(database_url)
    await store.run(hear("Ev1"))
    with psycopg.connect(store.place.set(drivername="postgresql").render_as_string(False)) as other:
        other.execute("UPDATE inbox SET received_at = received_at")
        async with asyncio.timeout(3):
            with pytest.raises(StoreAway, match="locked by another program"):
                await store.run(lambda tx: tx.cursor.execute("DELETE FROM inbox"))
    async with asyncio.timeout(3):
        with pytest.raises(StoreAway, match="too slow"):
            await store.run(lambda tx: tx.cursor.execute("SELECT pg_sleep(60)"))
    assert await keys(store) == ["Ev1"]
    await store.stop()
