"""The log of a whole run at DEBUG: neither tokens nor what people wrote."""

from __future__ import annotations

import json
import logging
import sqlite3
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.logs import JsonFormatter
from bot.store.schema import outbox
from tests.e2e.chef import Chef
from tests.e2e.harness import World, texts, whole_way
from tests.e2e.lives import lives_in
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite

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
@pytest.mark.parametrize(("transport", "form"), [("socket", "lines"), ("http", "json")])
async def test_nothing_that_is_secret(still_world: World, tmp_path: Path, form: str) -> None:
    world = still_world
    world.expected |= {"invalid_blocks", "recommended"}
    async with lives_in(world, tmp_path, level="DEBUG", tracebacks=True, form=form) as lives:
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


@mostly_sqlite_by_socket
async def test_an_event_is_followed_to_its_messages(still_world: World) -> None:
    """By one trace: the turn, the rows that it owed, and their sending; each event its own."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("bot")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        await still_world.begin()
        karen = await still_world.chef()
        await karen.says("hej")
        await karen.presses(whole_way)
        await still_world.settled()
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
    told: dict[str, list[str]] = {}
    for line in written.getvalue().splitlines():
        record = json.loads(line)
        told.setdefault(record.get("trace", ""), []).append(record["message"])
    (typed,) = [trace for trace, said in told.items() if "turn typed: taken" in said]
    (pressed,) = [trace for trace, said in told.items() if "turn pressed: taken" in said]
    assert typed != pressed
    rows = still_world.database.rows(select(outbox.c.id, outbox.c.trace, outbox.c.method))
    for trace in (typed, pressed):
        mine = [row for row in rows if row.trace == trace]
        assert mine
        for row in mine:
            sent = f"outbox {row.id}: {row.method} sent"
            assert [each for each in told[trace] if each.startswith(sent)], told[trace]
    assert {row.trace for row in rows} <= told.keys()
