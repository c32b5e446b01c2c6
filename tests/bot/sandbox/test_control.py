"""Reading and steering through the control API, and its guards."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import ControlError, SandboxClient
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.settings import SandboxOptions
from tests.bot.sandbox.blocks import ALI, CHANNEL, KAREN, KARENS_DM
from tests.bot.sandbox.socket_app import SocketApp


async def test_messages_since(slack: AsyncWebClient, people: SandboxClient) -> None:
    first = await slack.chat_postMessage(channel=KAREN, text="1")
    await slack.chat_postMessage(channel=KAREN, text="2")
    after = await people.messages(KAREN, after=first["ts"])
    assert [m["text"] for m in after] == ["2"]
    rev = after[0]["rev"]
    await slack.chat_update(channel=KARENS_DM, ts=first["ts"], text="1 igen")
    assert [m["text"] for m in await people.messages(KAREN, since=rev)] == ["1 igen"]


async def test_waiting_ends_with_the_message(slack: AsyncWebClient, people: SandboxClient) -> None:
    waiting = asyncio.ensure_future(people.messages(KAREN, after="", wait=5, least=2))
    for n in range(2):
        await slack.chat_postMessage(channel=KAREN, text=f"{n}")
    assert [m["text"] for m in await waiting] == ["0", "1"]
    assert await people.messages(KAREN, after="9", wait=0.01) == []


async def test_expect(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    saying = asyncio.ensure_future(people.say(KAREN, "hej", expect=2))
    await app.next()
    await slack.chat_postMessage(channel=KAREN, text="1")
    await slack.chat_postMessage(channel=KAREN, text="2")
    assert [m["text"] for m in (await saying)["messages"]] == ["1", "2"]
    too_few = await people.say(KAREN, "hej", expect=1, timeout=0.01)
    assert too_few["messages"] == []


async def test_many_people_and_acts(people: SandboxClient, app: SocketApp) -> None:
    added = await people.add_people(200)
    assert len({p["im"] for p in added}) == 200
    acts = [
        {"as": person["id"], "kind": "message", "text": f"{n}"}
        for n in range(2)
        for person in added
    ]
    outcomes = await people.acts([*acts, {"as": KAREN, "kind": "fly"}])
    assert [o["acked"] for o in outcomes] == [True] * 400 + [False]
    found = await people.many_messages([p["im"] for p in added])
    assert all([m["text"] for m in messages] == ["0", "1"] for messages in found.values())


async def test_feed(slack: AsyncWebClient, people: SandboxClient) -> None:
    reading = asyncio.ensure_future(people.feed(wait=5, least=2))
    await people.say(KAREN, "ikke med", wait=False)
    await slack.chat_postMessage(channel=KAREN, text="1")
    await slack.chat_postMessage(channel=CHANNEL, text="2")
    feed = await reading
    assert [e["channel"] for e in feed["entries"]] == [KARENS_DM, CHANNEL]
    assert (await people.feed(after=feed["n"]))["entries"] == []


async def test_reset(sandbox: Sandbox, people: SandboxClient, app: SocketApp) -> None:
    await people.say(KAREN, "hej")
    await people.fault("slow")
    await people.forward(100)
    await people.settings(ack_seconds=9)
    token = sandbox.bot_token
    await people.reset()
    assert await people.messages(KAREN) == []
    assert (await people.get("faults"))["faults"] == []
    assert (await people.settings())["ack_seconds"] == 3.0
    assert abs(sandbox.core.clock.now() - time.time()) < 1
    assert sandbox.bot_token == token
    assert (await people.say(KAREN, "igen"))["acked"]
    assert len(await people.messages(KAREN, after="", wait=1)) == 1


async def test_quiet(people: SandboxClient, app: SocketApp) -> None:
    app.acks = False
    saying = asyncio.ensure_future(people.say(KAREN, "hej"))
    envelope = await app.next()
    assert not await people.quiet(still=0.01, seconds=0.05)
    await app.ack(envelope)
    await saying
    assert await people.quiet(still=0.01)


async def test_traffic(sandbox: Sandbox, slack: AsyncWebClient, people: SandboxClient,
                       app: SocketApp) -> None:  # fmt: skip
    await people.say(KAREN, "hej")
    await slack.auth_test()
    entries = await people.traffic()
    names = [(e["direction"], e["name"], e["ok"]) for e in entries]
    assert ("to_app", "message", True) in names
    assert ("from_app", "auth.test", True) in names
    assert sandbox.bot_token not in str(entries)
    last = entries[-1]["n"]
    assert await people.traffic(after=last) == []
    await people.settings(traffic=False)
    await slack.auth_test()
    assert await people.traffic(after=last) == []


async def test_traffic_is_bounded() -> None:
    sandbox = await start_sandbox(SandboxOptions(traffic=5, keep_messages=10))
    async with SandboxClient(sandbox.base_url) as people:
        for n in range(40):
            await people.say(KAREN, f"{n}", wait=False)
        assert len(await people.traffic()) == 5
        assert [m["text"] for m in await people.messages(KAREN)] == [str(n) for n in range(30, 40)]
    channel = sandbox.workspace.channels[KARENS_DM]
    assert len(channel.order) < 90
    await sandbox.stop()


JSON = {"Content-Type": "application/json"}


async def test_bad_requests(sandbox: Sandbox, people: SandboxClient) -> None:
    for path, sent in (
        ("settings", {"gravity": 1}),
        ("people/update", {"id": KAREN, "age": 4}),
        ("channels/update", {"channel": "C0NOWHERE"}),
        ("channels", {}),
        ("emit", {}),
    ):
        with pytest.raises(ControlError):
            await people.post(path, sent)
    async with aiohttp.ClientSession() as session:
        url = f"{sandbox.base_url}/control/act"
        for headers, body, status in (
            ({"Content-Type": "text/plain"}, "{}", 400),
            (JSON, "{", 400),
            (JSON, "[]", 400),
            ({**JSON, "Host": "evil.example"}, "{}", 403),
            ({**JSON, "Origin": "http://evil.example"}, "{}", 403),
            ({**JSON, "Origin": "http://127.0.0.1:1"}, "{}", 403),  # another program's page
            ({**JSON, "Origin": "null"}, "{}", 403),
            ({**JSON, "Origin": "null", "Sec-Fetch-Site": "same-origin"}, "{", 400),
            ({**JSON, "Origin": sandbox.base_url}, "{", 400),
        ):
            async with session.post(url, data=body, headers=headers) as response:
                assert response.status == status


async def test_port_that_is_taken(sandbox: Sandbox) -> None:
    port = int(sandbox.base_url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        await start_sandbox(SandboxOptions(port=port))


async def test_listens_on_this_machine_only(sandbox: Sandbox) -> None:
    assert sandbox.base_url.startswith("http://127.0.0.1:")


async def test_choosing_by_name(people: SandboxClient, app: SocketApp) -> None:
    await people.say("Ali Eksempel", "hej")
    assert (await app.next_event())["user"] == ALI
