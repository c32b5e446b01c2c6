"""Payloads that are not as they should be: the next one is taken, and the log tells no words."""

from __future__ import annotations

from tests.e2e.chef import Chef
from tests.e2e.harness import World
from tests.e2e.marks import on_sqlite


@on_sqlite
async def test_a_payload_that_lacks_something_is_logged(karen: Chef, world: World) -> None:
    world.calm = False
    await world.people.settings(ack_seconds=1.0)
    event = {
        "type": "message",
        "channel": karen.channel,
        "channel_type": "im",
        "user": karen.id,
        "text": "Kun til dig",
        "event_ts": world.sandbox.core.clock.ts(),
    }
    told = await world.people.emit(event)
    assert not told["acked"]
    assert world.log.said("a payload failed: KeyError")
    assert not world.log.said("Kun til dig")
    await world.people.settings(ack_seconds=20.0)
    await karen.says("hej")


@on_sqlite
async def test_much_behind_a_command(karen: Chef, world: World) -> None:
    await karen.says("hej")
    await karen.commands("<&>" * 4000)
    assert "&lt;&amp;&gt;&lt;" in str(await karen.aside())
