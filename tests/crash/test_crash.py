"""Processes that are killed at random, for some seconds: see `python -m tests.crash` for more."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, delete, func, select, update

from bot.store.schema import answer, outbox
from tests.crash.soak import Soak, open_soak
from tests.e2e.harness import open_world

pytestmark = pytest.mark.slow


async def test_nothing_is_lost_and_nothing_comes_twice(database_url: str) -> None:
    transport = "socket" if database_url.startswith("sqlite") else "http"
    opened = open_world(database_url, transport, traffic=0)
    async with opened as world, open_soak(world) as soak:
        await soak.goes(15, 8)
        found = soak.account()
        assert not found.wrong, (str(found), *found.wrong[:20])
        assert found.kills > 2
        assert found.received > 20
        _what_is_missed_is_noticed(soak)


def _what_is_missed_is_noticed(soak: Soak) -> None:
    """The accounts are no formality: an answer and a message that go missing are told."""
    engine = create_engine(soak.world.database.place)
    with engine.begin() as connection:
        said = {ts for each in soak.walkers for ts in each.said} & soak.heard.received
        last = select(func.max(answer.c.id)).where(answer.c.message.in_(said))
        connection.execute(delete(answer).where(answer.c.id == last.scalar_subquery()))
        first = select(func.min(outbox.c.id)).where(outbox.c.method == "chat.postMessage")
        connection.execute(
            update(outbox).where(outbox.c.id == first.scalar_subquery()).values(ts="0")
        )
    engine.dispose()
    wrong = "\n".join(soak.account().wrong)
    assert "is not stored" in wrong
    assert "was not said" in wrong
