"""SIGKILL at any moment: what was reported as stored is there, and no job is there by half."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.database import Store, open_store
from bot.store.schema import inbox
from bot.store.statements import insert_once
from bot.store.transaction import Transaction
from tests.bot.store.test_database import keys
from tests.e2e.harness import until
from tests.e2e.lives import open_lives

HEARD = insert_once(inbox, "key", "received_at")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def both(number: int) -> Callable[[Transaction], None]:
    def job(tx: Transaction) -> None:
        HEARD.run(tx, key=f"a{number}", received_at=NOW)
        HEARD.run(tx, key=f"b{number}", received_at=NOW)

    return job


def write() -> int:
    """Write in eight lanes, and report what is stored, until one is killed."""

    async def lane(store: Store, lane: int) -> None:
        for number in range(lane, 1_000_000, 8):
            await store.run(both(number))
            os.write(2, f"{number}\n".encode())

    async def lanes() -> int:
        store = open_store(os.environ["DATABASE_URL"])
        return len(await asyncio.gather(*(lane(store, n) for n in range(8))))

    return asyncio.run(lanes())


@pytest.mark.parametrize("lines", [1, 37, 200])
async def test_killed_while_writing(database_url: str, tmp_path: Path, lines: int) -> None:
    async with open_lives(tmp_path, 0.0, {"DATABASE_URL": database_url}) as lives:
        life = await lives.born(f"{write.__module__}:{write.__name__}")
        await until(lambda: lives.log.count("\n") >= lines, f"{lines} lines")
        life.kill()
        await until(lambda: not life.alive, "its end")
        reported = lives.log.rpartition("\n")[0].split()  # the last line may be cut off
    assert len(reported) >= lines

    store = open_store(database_url)
    there = set(await keys(store))
    await store.stop()
    assert {f"a{number}" for number in reported} <= there
    assert {key[1:] for key in there if key[0] == "a"} == {
        key[1:] for key in there if key[0] == "b"
    }
