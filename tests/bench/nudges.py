"""What reminders cost: `python -m tests.bench.nudges [--url URL] [--many N] [--due N] [--kill]`.

Prints how many nudges are decided and written a second, with the memory at most; what a sweep costs
that finds nothing to do, with 1,000 and with 1,000,000 planned nudges; and how the database finds
those that are due. With `--kill`: 10,000 due nudges, three workers on PostgreSQL (one on SQLite),
one killed every second.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from bot.content_files import load_library
from bot.store.database import Store, open_store
from bot.store.migrations import migrate
from bot.store.schema import LIVE, nudge
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.store.types import Moment
from bot.turns.due import DUE, DueWork
from bot.turns.languages import alone
from bot.turns.pipeline import Pipeline
from flows.journey.flow import Flow
from tests.bot.turns.filling import fill
from tests.bot.turns.killing import NOON, kill_and_count

SWEEPS = 200
LEFT = Statement(
    select(func.count().label("due")).where(LIVE, nudge.c.due_at <= bindparam("now", type_=Moment))
)


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def decided(url: str, number: int) -> None:
    """How fast due nudges become messages."""
    fill(url, [NOON] * number)
    store = open_store(url)
    nudger = DueWork(Pipeline(store, alone(Flow(load_library())), lambda: NOON), poll=1.0)
    began, left = time.perf_counter(), number
    for part in range(1, 5):
        at = time.perf_counter()
        while left > number * (4 - part) // 4:
            await nudger.remind()
            left = await store.run(lambda tx: LEFT.one_or_none(tx, now=NOON).due)
        took = time.perf_counter() - at
        print(f"part {part}: {number / 4 / took:.0f} a second, {megabytes():.0f} MB")
    print(f"{number:,} due reminders decided and written in {time.perf_counter() - began:.1f} s")
    await store.stop()


async def idle(url: str, number: int) -> None:
    """What a look costs that finds nothing."""
    store = open_store(url)
    nudger = DueWork(Pipeline(store, alone(Flow(load_library())), lambda: NOON - timedelta(days=1)))
    await nudger.remind()
    began = time.perf_counter()
    for _ in range(SWEEPS):
        await nudger.remind()
    took = (time.perf_counter() - began) / SWEEPS
    print(f"{number:,} planned: {took * 1000:.2f} ms a look that finds nothing")
    print("  " + " / ".join(await store.run(_how)))
    await store.stop()


def _how(tx: Transaction) -> list[str]:
    form = DUE._form(tx)
    values: dict[str, Any] = {
        "now": NOON - timedelta(days=1),
        "longest": NOON,
        "dead": NOON,
        "most": 100,
    }
    lite = tx.dialect.name == "sqlite"
    tx.cursor.execute(f"EXPLAIN {'QUERY PLAN ' if lite else ''}{form.sql}", form.bind(values))
    told = [str(row[3 if lite else 0]).strip() for row in tx.cursor.fetchall()]
    return [line for line in told if "Scan" in line or "SEARCH" in line or "SCAN" in line]


async def analyzed(store: Store) -> None:
    await store.run(lambda tx: tx.cursor.execute("ANALYZE nudge"))


async def main(url: str, many: int, due: int, *, kill: bool) -> None:
    """One after the other, in the same database."""
    migrate(url)
    if kill:
        workers = 1 if url.startswith("sqlite") else 3
        print(await kill_and_count(url, 10_000, workers, every=1.0))
        return
    far = NOON + timedelta(days=60)
    spread = [far + timedelta(seconds=n % 86_400) for n in range(many)]
    fill(url, spread[:1_000], first=10_000_000)
    await idle(url, 1_000)
    fill(url, spread[1_000:], first=10_001_000)
    store = open_store(url)
    await analyzed(store)
    await store.stop()
    await idle(url, many)
    await decided(url, due)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="DATABASE_URL of an empty database; without it SQLite")
    parser.add_argument("--many", type=int, default=1_000_000, help="planned nudges")
    parser.add_argument("--due", type=int, default=10_000, help="due reminders")
    parser.add_argument("--kill", action="store_true", help="kill a worker every second")
    options = parser.parse_args()
    print(f"{datetime.now(UTC):%F %R}")
    with tempfile.TemporaryDirectory() as folder:
        where = options.url or f"sqlite:///{folder}/bench.db"
        asyncio.run(main(where, options.many, options.due, kill=options.kill))
