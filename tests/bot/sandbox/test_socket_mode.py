"""Socket Mode: hello, envelopes, acks, retries, and the ways in which a connection ends."""

from __future__ import annotations

import asyncio
import socket

import aiohttp
import pytest
import uvloop
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import ControlError, SandboxClient
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.settings import SandboxOptions
from tests.bot.sandbox.blocks import KAREN
from tests.bot.sandbox.socket_app import SocketApp


async def test_hello_and_envelope(people: SandboxClient, app: SocketApp) -> None:
    assert app.hello["connection_info"] == {"app_id": "A0SAMSKAB1"}
    assert app.hello["num_connections"] == 1
    outcome = await people.say(KAREN, "hej")
    assert (outcome["acked"], outcome["status"]) == (True, 200)
    envelope = await app.next()
    assert envelope["type"] == "events_api"
    assert envelope["accepts_response_payload"] is False
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    payload = envelope["payload"]
    assert payload["type"] == "event_callback"
    assert payload["event_id"].startswith("Ev")
    assert payload["authorizations"][0]["user_id"] == "U0SAMSKAB1"


async def test_ticket_works_once(sandbox: Sandbox, app: SocketApp) -> None:
    other = SocketApp(sandbox)
    url = await other.url()
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
    await other.close()


async def test_unacked_event_is_retried_with_the_same_id(
    people: SandboxClient, app: SocketApp
) -> None:
    await people.settings(ack_seconds=0.02)
    app.acks = False
    outcome = await people.say(KAREN, "hej")
    assert (outcome["acked"], outcome["reason"]) == (False, "timeout")
    first, at_once = await app.next(), await app.next()
    await people.quiet(still=0.05)
    await people.forward(60)
    after_a_minute = await app.next()
    await people.quiet(still=0.05)
    await people.forward(299)
    assert app.drain() == []
    await people.forward(1)
    after_five = await app.next()
    tries = [first, at_once, after_a_minute, after_five]
    assert [t["retry_attempt"] for t in tries] == [0, 1, 2, 3]
    assert [t["retry_reason"] for t in tries] == ["", "timeout", "timeout", "timeout"]
    assert len({t["payload"]["event_id"] for t in tries}) == 1
    assert len({t["envelope_id"] for t in tries}) == 4
    await people.quiet(still=0.05)
    await people.forward(10_000)
    assert app.drain() == []


async def test_retry_ends_with_the_first_ack(people: SandboxClient, app: SocketApp) -> None:
    await people.fault("lose_ack", "events_api")
    saying = asyncio.ensure_future(people.say(KAREN, "hej"))
    await app.next()
    await people.forward(3)
    assert not (await saying)["acked"]
    again = await app.next()
    assert again["retry_attempt"] == 1
    await people.quiet(still=0.05)
    await people.forward(10_000)
    assert app.drain() == []


async def test_ack_in_time_is_three_seconds(people: SandboxClient, app: SocketApp) -> None:
    app.acks = False
    saying = asyncio.ensure_future(people.say(KAREN, "hej"))
    envelope = await app.next()
    await people.forward(2)
    await app.ack(envelope)
    assert (await saying)["acked"]
    saying = asyncio.ensure_future(people.say(KAREN, "hej igen"))
    await app.next()
    await people.forward(3)
    assert not (await saying)["acked"]


async def test_interaction_is_not_retried_and_the_person_is_told(
    people: SandboxClient, app: SocketApp
) -> None:
    await people.settings(ack_seconds=0.02)
    app.acks = False
    outcome = await people.command(KAREN, "/samskab status")
    assert outcome["error"] == "Appen svarede ikke i tide."
    await app.next()
    await people.quiet(still=0.05)
    await people.forward(10_000)
    assert app.drain() == []


async def test_nobody_there(people: SandboxClient) -> None:
    said = await people.say(KAREN, "hej")
    assert (said["acked"], said["error"], said["reason"]) == (False, None, "no_connection")
    asked = await people.command(KAREN, "/samskab")
    assert asked["error"] == "Appen er ikke forbundet."


async def test_each_payload_goes_to_one_connection(
    sandbox: Sandbox, people: SandboxClient, app: SocketApp
) -> None:
    other = SocketApp(sandbox)
    await other.connect()
    assert other.hello["num_connections"] == 2
    for n in range(4):
        await people.say(KAREN, f"{n}")
    assert (app.received.qsize(), other.received.qsize()) == (2, 2)
    await other.close()


async def test_ten_connections_at_most(sandbox: Sandbox) -> None:
    apps = [SocketApp(sandbox) for _ in range(11)]
    for one in apps:
        await one.connect()
    assert [one.hello["type"] for one in apps] == ["hello"] * 10 + ["disconnect"]
    assert apps[10].hello["reason"] == "too_many_websockets"
    for one in apps:
        await one.close()


async def test_disconnect_messages(people: SandboxClient, app: SocketApp) -> None:
    await people.transport("warning")
    assert (await app.next())["reason"] == "warning"
    await people.transport("disconnect")
    assert (await app.next())["reason"] == "refresh_requested"
    await asyncio.wait_for(app.closed.wait(), 5)
    assert (await people.info())["transport"]["connected"] == 0


async def test_drop(people: SandboxClient, app: SocketApp) -> None:
    await people.transport("drop")
    await asyncio.wait_for(app.closed.wait(), 5)


def test_drop_on_the_loop_that_the_program_has() -> None:
    async def dropped() -> None:
        sandbox = await start_sandbox(SandboxOptions())
        app = SocketApp(sandbox)
        await app.connect()
        try:
            async with SandboxClient(sandbox.base_url) as people:
                await test_drop(people, app)
        finally:
            await app.close()
            await sandbox.stop()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(dropped())


async def test_refused_connection(sandbox: Sandbox, people: SandboxClient) -> None:
    await people.fault("refuse_connections", "socket")
    waiting = SocketApp(sandbox)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await waiting.connect()
    await waiting.connect()
    await waiting.close()


async def test_silent_death_is_noticed_by_pings_only(people: SandboxClient, app: SocketApp) -> None:
    await people.settings(ack_seconds=0.05, retry_seconds=[])
    await people.transport("silent")
    outcome = await people.say(KAREN, "hej")
    assert (outcome["acked"], outcome["reason"]) == (False, "timeout")
    assert app.drain() == []
    assert (await people.info())["transport"]["connected"] == 1
    ready = await people.transport("wait", seconds=0)
    assert ready["ready"] is False


async def test_slack_sdk_client_reconnects_by_itself(
    sandbox: Sandbox, slack: AsyncWebClient, people: SandboxClient
) -> None:
    client = SocketModeClient(sandbox.app_token, web_client=slack, ping_interval=0.1)
    got: asyncio.Queue[SocketModeRequest] = asyncio.Queue()

    async def listen(_: object, request: SocketModeRequest) -> None:
        await client.send_socket_mode_response({"envelope_id": request.envelope_id})
        got.put_nowait(request)

    client.socket_mode_request_listeners.append(listen)
    await client.connect()  # type: ignore[no-untyped-call]
    # What is sent into a dead connection comes again.
    await people.settings(ack_seconds=0.5, retry_seconds=[0, 0.1, 0.1])
    for ending in ("disconnect", "drop", "silent"):
        await people.transport(ending)
        assert (await people.transport("wait"))["ready"], ending
        await people.say(KAREN, ending)
        while (await asyncio.wait_for(got.get(), 5)).payload["event"]["text"] != ending:
            pass
    await client.close()  # type: ignore[no-untyped-call]


async def test_lever_that_is_not_there(people: SandboxClient) -> None:
    with pytest.raises(ControlError, match="no_such_lever"):
        await people.transport("explode")


async def test_who_loses_a_connection_as_it_stops_is_not_let_in_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is let in at that very moment would be left open."""
    running = await start_sandbox(SandboxOptions())
    close, tried = running.sockets.close, []

    async def connects_again() -> None:
        tried.append(running.base_url)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", int(running.base_url.rpartition(":")[2])))
        await close()

    monkeypatch.setattr(running.sockets, "close", connects_again)
    await running.stop()
    assert tried
