"""The log of a whole run at DEBUG: neither tokens nor what people wrote."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.e2e.chef import Chef
from tests.e2e.harness import World, texts
from tests.e2e.lives import lives_in
from tests.e2e.marks import by_both, on_sqlite

WRITTEN = ("Hemmelig arbejdstitel", "Fortrolig grund", "Skjult mål: 40 i maj", "Privat person")


async def says_much(chef: Chef) -> None:
    """Of everything a little, also what goes wrong."""
    await chef.begins(WRITTEN[0])
    await chef.says(f"bedre kvalitet, {WRITTEN[1]}")
    await chef.edits(f"bedre kvalitet, {WRITTEN[1]}", "bedre kvalitet")
    await chef.says(WRITTEN[1])
    await chef.deletes(WRITTEN[1])
    await chef.says(WRITTEN[2])
    await chef.presses("Nej")
    await chef.uploads(WRITTEN[3])
    await chef.commands(WRITTEN[3])
    await chef.opens_home()
    await chef.says("mine data")
    await chef.people.fault("error", "chat.postMessage", error="invalid_blocks")
    await chef.says(WRITTEN[2] * 2000)
    await chef.people.fault("server_error", "chat.postMessage")
    await chef.says("status")


@on_sqlite
@by_both
async def test_nothing_that_is_secret(still_world: World, tmp_path: Path) -> None:
    world = still_world
    world.expected |= {"invalid_blocks", "recommended"}
    async with lives_in(world, tmp_path, level="DEBUG", tracebacks=True) as lives:
        await lives.born()
        karen = await world.chef()
        await says_much(karen)
        with sqlite3.connect(str(world.database.place.database)) as other:
            other.execute("DROP TABLE answer")  # a failure that nobody has thought of
        other.close()
        await world.people.settings(ack_seconds=2.0)
        await karen.says(f"{WRITTEN[1]} igen", wait=False)
        await karen.will_see(texts.trouble.not_understood)
        await world.until(lambda: "failed: OperationalError" in lives.log)
    tokens = [value for value in world.sandbox.environment.values() if "://" not in value]
    found = [line for line in lives.log.splitlines() if any(s in line for s in (*tokens, *WRITTEN))]
    assert not found, found[:5]
