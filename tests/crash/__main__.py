"""Real processes, killed at random: `python -m tests.crash [--postgresql|--restarts]`.

SQLite with one process, PostgreSQL with two web processes behind a load balancer and two workers.
Prints what was received, stored, owed and said; ends with 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from argparse import Namespace

from bot.store.migrations import migrate
from tests.bench.turns import database
from tests.crash.soak import open_soak
from tests.e2e.harness import open_world


async def run(given: Namespace, url: str) -> int:
    transport = "http" if given.postgresql else "socket"
    async with open_world(url, transport, traffic=0) as world, open_soak(world) as soak:
        await soak.goes(given.seconds, given.people, given.seed, restarts=given.restarts)
        found = soak.account()
        print(f"{soak.restarts} restarts of PostgreSQL, " * given.restarts + str(found))
    for each in found.wrong[:50]:
        print(f"  {each}")
    return int(bool(found.wrong))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--postgresql", action="store_true", help="four processes on one")
    parser.add_argument("--restarts", action="store_true", help="PostgreSQL dies instead")
    given = parser.parse_args()
    given.postgresql |= given.restarts
    given.database = None
    with database(given) as url:
        migrate(url)
        return asyncio.run(run(given, url))


if __name__ == "__main__":
    sys.exit(main())
