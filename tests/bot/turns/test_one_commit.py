"""A turn costs little: one commit before the answer, and few waits for PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import StoreAway
from bot.outbox.claim import Lease
from bot.outbox.deliverer import Deliverer
from bot.outbox.owing import Owed
from bot.slack.arrivals import Arrival
from bot.store.database import Store
from bot.store.postgresql import Line
from bot.turns.languages import alone
from bot.turns.pipeline import Pipeline
from flows.inputs import Typed
from tests.bot.outbox.conftest import (  # noqa: F401
    FakeSlack,
    MakeDeliverer,
    deliverer,
    slack,
)
from tests.e2e.harness import flow

PATIENCE = 30.0
#: For the key, the person with their answers, and what waits in the lanes; for the commit. Once
#: more where a message is updated: for which it is. Twice where the person is entered first.
WAITS, FIRST_WAITS = 2, 4
SENT = "UPDATE outbox SET state = 'sent', channel = 'D1', ts = '1.0', done_at = now()"


async def sending(deliverer: MakeDeliverer) -> Deliverer:  # noqa: F811
    """One that is ready to send what a turn claims."""
    one = deliverer()
    async with asyncio.timeout(PATIENCE):
        while one.lease() is None:
            await asyncio.sleep(0)
    return one


async def test_the_reply_goes_out_after_one_commit(
    store: Store,
    slack: FakeSlack,  # noqa: F811
    deliverer: MakeDeliverer,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = await sending(deliverer)
    run, jobs, go_on = store.run, [], asyncio.Event()

    async def counted(job: Callable[..., Any], owner: str = "") -> Any:
        if jobs:  # all but the turn waits
            await go_on.wait()
        jobs.append(owner)
        return await run(job, owner)

    monkeypatch.setattr(store, "run", counted)
    pipeline = Pipeline(store, alone(flow()), sending=one)
    await pipeline.take(Arrival("k", "T1", "U1", Typed("hej", "1.0"), "D1"))
    async with asyncio.timeout(PATIENCE):
        while not slack.texts("D1"):
            await asyncio.sleep(0)
    assert jobs == ["T1:U1"]
    go_on.set()


async def test_a_reply_whose_commit_nobody_heard_of_goes_out_too(
    store: Store,
    slack: FakeSlack,  # noqa: F811
    deliverer: MakeDeliverer,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Long before its lease runs out; and what Slack then repeats is known already."""
    one = await sending(deliverer)
    run = store.run

    async def unheard(job: Callable[..., Any], owner: str = "") -> Any:
        done = await run(job, owner)
        if owner == "T1:U1" and not slack.texts():
            raise StoreAway("the database does not answer")
        return done

    monkeypatch.setattr(store, "run", unheard)
    pipeline = Pipeline(store, alone(flow()), sending=one)
    said = Arrival("k", "T1", "U1", Typed("hej", "1.0"), "D1")
    with pytest.raises(StoreAway):
        await pipeline.take(said)
    async with asyncio.timeout(PATIENCE / 3):
        while not slack.texts("D1"):
            await asyncio.sleep(0.01)
    await pipeline.take(said)
    assert len(slack.texts("D1")) == 1


class Ready:
    """Sends nothing, and would send all at once."""

    def __init__(self, tidies: bool) -> None:
        self.tidies = tidies

    def may_tidy(self, _: str) -> bool:
        return self.tidies

    def lease(self) -> Lease:
        now = datetime.now(UTC)
        return Lease("me", now, now + timedelta(seconds=30))

    def take(self, _: Owed) -> None:
        pass


@pytest.mark.parametrize("tidies", [True, False])
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_turn_seldom_waits_for_the_database(
    store: Store, monkeypatch: pytest.MonkeyPatch, tidies: bool
) -> None:
    hear, waits = Line._hear, 0

    def counted(line: Line) -> None:
        nonlocal waits
        waits += 1
        hear(line)

    monkeypatch.setattr(Line, "_hear", counted)
    pipeline = Pipeline(store, alone(flow()), sending=Ready(tidies))
    said = (
        "hej",
        "hele vejen",
        "Mødested for unge",
        "Spring testen over",
        "2",
        "bedre kvalitet",
        "ja",
    )
    found = []
    for n, text in enumerate(said):
        waits = 0
        await pipeline.take(Arrival(f"k{n}", "T1", "U1", Typed(text, f"{n}.0"), "D1"))
        found.append(waits)
        await store.run(lambda tx: tx.cursor.execute(SENT))
    assert max(found[:2]) <= FIRST_WAITS, found
    assert max(found[2:]) <= WAITS + tidies, found
