"""What happens by itself goes on, whatever a round raises, and ends when it is told to."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import StoreAway, StoreError
from bot.loops import Loop

PATIENCE = 30.0


async def test_it_rests_longer_each_time_it_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rests: list[float] = []

    async def rest(self: Loop, seconds: float) -> None:
        rests.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(Loop, "_rest", rest)
    errors: list[Exception | None] = [*(LookupError("secret") for _ in range(8)), None]
    errors += [StoreError("the disk is full"), None, *(StoreAway("away") for _ in range(12))]
    done = asyncio.Event()

    async def round() -> float:
        if not errors:
            done.set()
            return 7.0
        error = errors.pop(0)
        if error is not None:
            raise error
        return 0.0

    loop = Loop("counting", round, longest=60.0)
    loop.start()
    async with asyncio.timeout(PATIENCE):
        await done.wait()
    await loop.stop()
    assert rests[:19] == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 1.0, *[0.5] * 10]
    assert rests[19:22] == [1.0, 2.0, 7.0]
    assert "counting crashed and starts again: LookupError" in caplog.text
    assert "counting waits: the disk is full" in caplog.text
    assert caplog.text.count("counting waits: away") == 4  # the first, second, fourth and eighth
    assert "secret" not in caplog.text


async def test_it_is_woken_and_finishes_its_round_before_it_ends() -> None:
    began, go_on, finished = asyncio.Event(), asyncio.Event(), []

    async def round() -> float:
        began.set()
        await go_on.wait()
        finished.append(1)
        return 1e9

    loop = Loop("waiting", round)
    loop.start()
    await began.wait()
    began.clear()
    go_on.set()
    async with asyncio.timeout(PATIENCE):
        while not finished:
            await asyncio.sleep(0)
        go_on.clear()
        loop.wake()
        await began.wait()
        stopping = asyncio.create_task(loop.stop())
        await asyncio.sleep(0)
        assert not stopping.done()
        go_on.set()
        await stopping
    assert len(finished) == 2
