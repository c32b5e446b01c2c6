"""Several processes that send to one Slack keep one pace, and wait together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import pairwise

import pytest

from bot.outbox import Deliverer
from bot.outbox.pace import Pace
from bot.store.database import Store
from bot.store.pulse import Pulse
from tests.bot.outbox.conftest import FakeSlack, MakeDeliverer, status
from tests.bot.outbox.outbox import delivered, put, row, until
from tests.bot.outbox.test_taking import turn, written

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
#: A fifth of a second from one to the next.
POSTS_A_MINUTE, EACH = 300, 0.2
Begin = Callable[[], Awaitable[tuple[Deliverer, Deliverer]]]


@pytest.fixture
async def two(store: Store, deliverer: MakeDeliverer) -> AsyncIterator[Begin]:
    """Begins two that know of each other."""
    pulses = [Pulse(store, every=0.02), Pulse(store, every=0.02)]

    async def begin() -> tuple[Deliverer, Deliverer]:
        for each in pulses:
            await each.start()
        await until(lambda: not any(each.alone for each in pulses))
        pace = [Pace(posts_a_minute=POSTS_A_MINUTE) for _ in pulses]
        one, other = (deliverer(pulse=p, pace=at) for p, at in zip(pulses, pace, strict=True))
        return one, other

    yield begin
    for each in pulses:
        await each.stop()


async def test_one_channel_has_one_pace(store: Store, slack: FakeSlack, two: Begin) -> None:
    for one in await two():
        lanes = [written(lane=f"{id(one)}{n}") for n in range(4)]
        one.take(await turn(store, one, *lanes))
    await delivered(store)
    times = sorted(call.at for call in slack.calls)
    assert times[-1] - times[0] > 6.5 * EACH, [b - a for a, b in pairwise(times)]


async def test_other_channels_do_not_wait(store: Store, slack: FakeSlack, two: Begin) -> None:
    await two()
    await put(store, *(row(f"{n}", f"D{n}") for n in range(20)))
    await delivered(store)
    times = sorted(call.at for call in slack.calls)
    assert times[-1] - times[0] < 19 * EACH


async def test_what_slack_asks_one_to_wait_with_all_wait_with(
    store: Store, slack: FakeSlack, two: Begin
) -> None:
    await two()
    slack.next["chat.postMessage"] = [status(429, **{"Retry-After": "2"})]
    await put(store, row("too fast"))
    await until(lambda: slack.calls)
    await asyncio.sleep(0.1)  # what Slack said is on its way
    await put(store, *(row(f"{n}", f"D{n}") for n in range(10)))
    await delivered(store)
    first, second, *_ = sorted(call.at for call in slack.calls)
    assert second - first > 1.8
