"""At Slack's own pace: one message a second in a channel, and never told to slow down."""

from __future__ import annotations

from bot.outbox.pace import Pace
from tests.e2e.harness import World
from tests.e2e.marks import on_sqlite


@on_sqlite
async def test_one_message_a_second(still_world: World) -> None:
    world = still_world
    world.expected.clear()
    await world.people.settings(enforce_rates=True)
    await world.begin(pace=Pace())
    karen = await world.chef()
    for text in ("hele vejen", "Mødested for unge", "Kun andre offentlige"):
        assert (await world.people.say(karen.id, text))["acked"]
    await karen.listens()
    sent = [call["at"] for call in await world.calls("chat.postMessage")]
    assert len(sent) == 4
    # Each may be late by what the machine is busy with; Slack has refused none as too fast.
    assert sent[-1] - sent[0] > 0.85 * (len(sent) - 1)
    await karen.sees("Invitér nogen udefra")
