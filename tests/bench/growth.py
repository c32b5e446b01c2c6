"""What a large SQLite file costs those who wait for its only writer.

    python -m tests.bench.growth [--journeys 100000]

Fills a file with journeys, answers and sent messages, and prints how long the statements take that
once looked through all of it: what was learnt, forgetting somebody, and the hourly cleaning.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import statistics
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.outbox.rows import OF_A_PERSON
from bot.store.database import open_store
from bot.store.housekeeping import prune
from bot.store.migrations import migrate
from bot.turns import forgetting, rows

NOW = datetime(2026, 11, 28, tzinfo=UTC)
TIME = "2026-11-28 00:00:00.000000"
#: Answers and messages a journey.
EACH = 5


def fill(path: Path, journeys: int) -> None:
    """As many people as journeys."""
    numbers = range(journeys)
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA synchronous = OFF")
        file.executemany(
            "INSERT INTO journey (id, team, owner, title, stage, revision, created_at, updated_at,"
            f" replan) VALUES (?, 'T1', ?, 'x', 'x', 1, '{TIME}', '{TIME}', 0)",
            ((f"j{n}", f"U{n}") for n in numbers),
        )
        file.executemany(
            "INSERT INTO answer (journey, step, state, value, author, said_at)"
            f" VALUES (?, ?, 'given', '\"x\"', ?, '{TIME}')",
            ((f"j{n}", f"a.b{each}", f"U{n}") for n in numbers for each in range(EACH)),
        )
        file.executemany(
            "INSERT INTO outbox (team, lane, method, state, attempts, due_at, created_at, done_at)"
            f" VALUES ('T1', ?, 'x', 'sent', 1, '{TIME}', '{TIME}', '{TIME}')",
            ((f"dm:T1:U{n}",) for n in numbers for _ in range(EACH)),
        )
    file.close()


async def measure(url: str) -> None:
    """Print each statement's time: the median and the longest of ten."""
    store = open_store(url)
    learning = rows.learning(("a.b0", "a.b1"))
    lanes = dict.fromkeys(OF_A_PERSON, "dm:T1:U9")
    who = {"at_user": "U9", "at_team": "T1"}
    jobs: dict[str, Callable[[Any], Any]] = {
        "nothing": lambda tx: None,
        "learning": lambda tx: learning.all(tx, at_team="T1", at_user="U7"),
        "forget messages": lambda tx: forgetting.OUTBOX.run(tx, **lanes),
        "forget delegations": lambda tx: forgetting.DELEGATIONS.run(tx, **who),
        "forget answers": lambda tx: forgetting.ANSWERS.run(tx, **who),
        "clean, nothing old": lambda tx: prune(tx, NOW),
        "clean, all old": lambda tx: prune(tx, NOW + timedelta(days=31)),
    }
    for name, job in jobs.items():
        took = []
        for _ in range(10):
            began = perf_counter()
            await store.run(job)
            took.append((perf_counter() - began) * 1e3)
        print(f"{name:20}{statistics.median(took):8.1f} ms{max(took):8.1f} ms at most")
    await store.stop()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--journeys", type=int, default=100_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.db"
        migrate(f"sqlite:///{path}")
        fill(path, parser.parse_args().journeys)
        asyncio.run(measure(f"sqlite:///{path}"))


if __name__ == "__main__":
    main()
