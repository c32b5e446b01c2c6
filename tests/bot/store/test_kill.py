"""SIGKILL at any moment: what was reported as stored is there, and no job is there by half."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.store.database import open_store
from tests.bot.store.test_database import keys

CHILD = """
import asyncio, sys
from datetime import UTC, datetime
from bot.store.database import open_store
from bot.store.schema import inbox
from bot.store.statements import insert_once

HEARD = insert_once(inbox, "key", "received_at")
NOW = datetime(2026, 3, 1, tzinfo=UTC)

def both(number):
    def job(tx):
        HEARD.run(tx, key=f"a{number}", received_at=NOW)
        HEARD.run(tx, key=f"b{number}", received_at=NOW)
    return job

async def lane(store, lane):
    for number in range(lane, 1_000_000, 8):
        await store.run(both(number))
        print(number, flush=True)

async def main():
    store = open_store(sys.argv[1])
    await asyncio.gather(*(lane(store, n) for n in range(8)))

asyncio.run(main())
"""


@pytest.mark.parametrize("lines", [1, 37, 200])
async def test_killed_while_writing(database_url: str, lines: int) -> None:
    child = subprocess.Popen(  # noqa: ASYNC220 - nothing else waits on this loop
        [sys.executable, "-c", CHILD, database_url], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    reported = [child.stdout.readline().strip() for _ in range(lines)]
    child.kill()
    reported += child.stdout.read().split()[:-1]  # the last line may be cut off
    child.wait()
    child.stdout.close()

    store = open_store(database_url)
    there = set(await keys(store))
    await store.stop()
    assert {f"a{number}" for number in reported} <= there
    assert {key[1:] for key in there if key[0] == "a"} == {
        key[1:] for key in there if key[0] == "b"
    }
