"""A lone turn is answered after its own commit: nothing is claimed first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.slack.arrivals import Arrival
from bot.store.database import Store
from bot.turns.flows import Flows
from bot.turns.pipeline import Pipeline
from flows.inputs import Typed
from tests.bot.outbox.conftest import (  # noqa: F401
    FakeSlack,
    MakeDeliverer,
    deliverer,
    slack,
)
from tests.bot.turns.sitting import LIBRARY

PATIENCE = 30.0


async def test_the_reply_goes_out_after_one_commit(
    store: Store,
    slack: FakeSlack,  # noqa: F811
    deliverer: MakeDeliverer,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = deliverer()
    async with asyncio.timeout(PATIENCE):
        while one.lease() is None:
            await asyncio.sleep(0)
    run, jobs, go_on = store.run, [], asyncio.Event()

    async def counted(job: Callable[..., Any], owner: str = "") -> Any:
        if jobs:  # all but the turn waits
            await go_on.wait()
        jobs.append(owner)
        return await run(job, owner)

    monkeypatch.setattr(store, "run", counted)
    pipeline = Pipeline(store, Flows(LIBRARY), sending=one)
    await pipeline.take(Arrival("k", "T1", "U1", Typed("hej", "1.0"), "D1"))
    async with asyncio.timeout(PATIENCE):
        while not slack.texts("D1"):
            await asyncio.sleep(0)
    assert jobs == ["T1:U1"]
    go_on.set()
