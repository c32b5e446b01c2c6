"""Payloads that are not as they should be: the next one is taken, and the log tells no words."""

from __future__ import annotations

import hmac
import json
import time
from typing import Any

import aiohttp
import pytest

from tests.e2e.chef import Chef
from tests.e2e.harness import World
from tests.e2e.marks import by_both, on_sqlite


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


async def signed(world: World, payload: Any) -> int:
    """Post it as Slack does, signed; the answer's status."""
    raw, at = json.dumps(payload).encode(), str(int(time.time()))  # halves of signs as escapes
    secret = world.sandbox.signing_secret.encode()
    made = hmac.new(secret, b"v0:%s:%s" % (at.encode(), raw), "sha256").hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": f"v0={made}",
    }
    url = world.sandbox.core.settings.request_url
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=raw, headers=headers) as answer,
    ):
        return answer.status


#: What is said after so many of them, where, and what is kept.
NEXT = {1: ("40 unge", "formaal.succes", "40 unge"), 2: ("Ja", "formaal.vaerd", "ja")}
HALVES = ["\ud83d", "\udfff\udfff", "\0", "\ud83d\0\udfff"]


@pytest.mark.parametrize("transport", ["http"])
@pytest.mark.parametrize(
    ("database_url", "halves"),
    [("postgresql", HALVES[:2]), ("postgresql", HALVES[2:]), ("sqlite", HALVES[-1:])],
    indirect=["database_url"],
)
async def test_halves_of_signs_in_a_signed_payload(
    karen: Chef, world: World, halves: list[str]
) -> None:
    await karen.has_begun("bedre kvalitet")
    for half, step in zip(halves, ("formaal.hvorfor", "formaal.succes"), strict=False):
        ts = world.sandbox.core.clock.ts()
        event = {"type": "message", "channel": karen.channel, "channel_type": "im",
                 "user": karen.id, "text": f"De ved{half} det", "ts": ts + half,
                 "event_ts": ts + half, f"odd{half}": [{half: half}]}  # fmt: skip
        payload = {"type": "event_callback", "event_id": f"Ev1{half}", "team_id": "T0EKSEMPEL"}
        assert await signed(world, {**payload, "event": event}) == 200
        await world.settled()
        assert world.database.given(karen.id, step) == "De ved det"
    said, step, kept = NEXT[len(halves)]
    await karen.says(said)  # the talk goes on
    assert world.database.given(karen.id, step) == kept


@on_sqlite
@by_both
async def test_one_message_under_eleven_event_ids(
    karen: Chef, world: World, transport: str
) -> None:
    await karen.has_begun("bedre kvalitet")
    ts = world.sandbox.core.clock.ts()
    event = {"type": "message", "channel": karen.channel, "channel_type": "im", "user": karen.id,
             "text": "De ved det", "ts": ts, "event_ts": ts}  # fmt: skip
    posted = len(await world.calls("chat.postMessage"))
    for number in range(11):
        told = await world.people.emit(event, event_id=f"Ev0SAMME{number:02d}")
        assert told["acked"]
        if number == 5:
            await karen.says("40 unge")  # meanwhile
    await world.settled()
    assert len(await world.calls("chat.postMessage")) == posted + 2  # a question after each answer
    given = [each.step for each in world.database.answers(karen.id)]
    assert given.count("formaal.hvorfor") == given.count("formaal.succes") == 1
    assert world.database.given(karen.id, "formaal.hvorfor") == "De ved det"
