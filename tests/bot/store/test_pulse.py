"""Who is dead is known at once, who is only cut off is not taken for dead; one clock for all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.errors import StoreAway
from bot.store import pulse
from bot.store.database import Store
from bot.store.pulse import NEVER, Pulse
from bot.store.schema import beat
from bot.store.statements import Statement

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
OWNERS = Statement(select(beat.c.owner))
EVERY, DEAD = 0.02, timedelta(seconds=0.3)
MakePulse = Callable[..., Any]


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


@pytest.fixture
async def begin(store: Store, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MakePulse]:
    """Begins processes in a hurry."""
    monkeypatch.setattr(pulse, "DEAD", DEAD)
    monkeypatch.setattr(pulse, "FRESH", 0.2)
    made: list[Pulse] = []

    async def begin(**options: Any) -> Pulse:
        made.append(Pulse(store, every=EVERY, **options))
        await made[-1].start()
        return made[-1]

    yield begin
    for each in made:
        await each.stop()


async def test_who_stops_beating_is_dead_and_who_ends_is_gone(
    store: Store, begin: MakePulse
) -> None:
    one, other, third = await begin(), await begin(), await begin()
    await until(lambda: not one.alone)
    await third.stop()
    assert third.owner not in [each.owner for each in await store.run(OWNERS.all)]
    await other._loop.stop()  # as by SIGKILL: its last beat stays
    await until(lambda: one.alone)
    assert other.owner in [each.owner for each in await store.run(OWNERS.all)]
    assert not other.fresh
    assert one.fresh


async def test_who_does_not_send_does_not_count(begin: MakePulse) -> None:
    web, worker = await begin(delivers=False), await begin()
    await until(lambda: not web.alone)
    assert worker.alone


async def test_after_the_database_was_away_nobody_is_taken_for_dead(
    store: Store, begin: MakePulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await begin()
    assert one.dead == NEVER, "it has only begun"
    await until(lambda: one.dead != NEVER)
    works = store.run

    async def away(*_: Any) -> None:
        raise StoreAway("the database does not answer")

    monkeypatch.setattr(store, "run", away)
    await until(lambda: not one.fresh)
    assert one.dead == NEVER
    monkeypatch.setattr(store, "run", works)
    await until(lambda: one.fresh)
    assert one.dead == NEVER, "the beats of all the others are old too"
    await until(lambda: one.dead != NEVER)


async def test_a_machine_with_another_clock_has_the_databases_time(
    begin: MakePulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ahead(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(hours=1)

    monkeypatch.setattr(pulse, "datetime", Ahead)
    one = await begin()
    assert abs(one.now() - datetime.now(UTC)) < timedelta(seconds=5)
