"""Failures on demand."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import ControlError, SandboxClient
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.blocks import ALI, CHANNEL, KAREN, actions, button
from tests.bot.sandbox.socket_app import SocketApp
from tests.bot.sandbox.test_chat import error


async def test_refuses_with_a_code(slack: AsyncWebClient, people: SandboxClient) -> None:
    await people.fault("error", "chat.postMessage", error="account_inactive", times=2)
    for _ in range(2):
        assert await error(slack.chat_postMessage(channel=KAREN, text="x")) == "account_inactive"
    assert (await slack.auth_test())["ok"]
    assert (await slack.chat_postMessage(channel=KAREN, text="x"))["ok"]
    assert len(await people.messages(KAREN)) == 1


async def test_until_cleared_and_for_one_channel(
    slack: AsyncWebClient, people: SandboxClient
) -> None:
    await people.fault("error", times=None, channel=CHANNEL, error="fatal_error")
    for _ in range(3):
        assert await error(slack.chat_postMessage(channel=CHANNEL, text="x")) == "fatal_error"
    assert (await slack.chat_postMessage(channel=ALI, text="x"))["ok"]
    await people.clear_faults()
    assert (await slack.chat_postMessage(channel=CHANNEL, text="x"))["ok"]


async def test_skips_first(slack: AsyncWebClient, people: SandboxClient) -> None:
    await people.fault("error", "auth.test", skip=1)
    assert (await slack.auth_test())["ok"]
    assert await error(slack.auth_test()) == "internal_error"


async def test_rate_limited(slack: AsyncWebClient, people: SandboxClient) -> None:
    await people.fault("ratelimited", "auth.test", seconds=30)
    with pytest.raises(SlackApiError) as caught:
        await slack.auth_test()
    response = caught.value.response
    assert (response.status_code, response.headers["Retry-After"]) == (429, "30")
    assert response["error"] == "ratelimited"


async def test_sdk_waits_out_the_rate_limit(slack: AsyncWebClient, people: SandboxClient) -> None:
    slack.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await people.fault("ratelimited", "auth.test", seconds=0)
    assert (await slack.auth_test())["ok"]


async def test_server_error(slack: AsyncWebClient, people: SandboxClient) -> None:
    await people.fault("server_error", "auth.test")
    with pytest.raises(SlackApiError) as caught:
        await slack.auth_test()
    assert caught.value.response.status_code == 500


async def test_slow(slack: AsyncWebClient, people: SandboxClient) -> None:
    await people.fault("slow", "chat.postMessage", seconds=1000)
    posting = asyncio.ensure_future(slack.chat_postMessage(channel=KAREN, text="x"))
    while "chat.postMessage" not in [entry["name"] for entry in await people.traffic()]:
        assert (await slack.auth_test())["ok"]
    assert await people.messages(KAREN) == []
    await people.forward(1000)
    assert (await posting)["ok"]


async def test_drop_does_nothing_and_lose_answer_does_it(
    slack: AsyncWebClient, people: SandboxClient
) -> None:
    for kind, posted in (("drop", 0), ("lose_answer", 1)):
        await people.fault(kind, "chat.postMessage")
        with pytest.raises(aiohttp.ClientError):
            await slack.chat_postMessage(channel=KAREN, text="x")
        assert len(await people.messages(KAREN)) == posted
    assert [e["error"] for e in await people.traffic() if e["name"] == "chat.postMessage"] == [
        "lost",
        "lost",
    ]


async def test_repeated_event(people: SandboxClient, app: SocketApp) -> None:
    await people.fault("repeat", "events_api")
    await people.say(KAREN, "hej")
    first, second = await app.next(), await app.next()
    assert first["payload"] == second["payload"]
    assert first["envelope_id"] != second["envelope_id"]


async def test_repeated_click(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    sent = await slack.chat_postMessage(channel=KAREN, text="t", blocks=[actions(button())])
    await app.next()
    await people.fault("repeat", "interactive")
    await people.press(KAREN, {"channel": sent["channel"], "ts": sent["ts"]}, "go")
    assert (await app.next_payload()) == (await app.next_payload())


async def test_lost_ack_of_a_click(people: SandboxClient, app: SocketApp) -> None:
    await people.settings(ack_seconds=0.02)
    await people.fault("lose_ack", "slash_commands")
    outcome = await people.command(KAREN, "/samskab")
    assert outcome["error"] == "Appen svarede ikke i tide."
    await app.next()


async def test_delayed_event(people: SandboxClient, app: SocketApp) -> None:
    await people.fault("delay", "events_api", seconds=100)
    await people.say(KAREN, "først", wait=False)
    await people.say(KAREN, "sidst")
    assert (await app.next_event())["text"] == "sidst"
    await people.forward(100)
    assert (await app.next_event())["text"] == "først"


async def test_no_such_fault(people: SandboxClient, sandbox: Sandbox) -> None:
    with pytest.raises(ControlError, match="no such fault"):
        await people.fault("meteor")
    await people.fault("slow", "a")
    listed = await people.fault("drop", "b")
    assert [f["kind"] for f in (await people.get("faults"))["faults"]] == ["slow", "drop"]
    url = f"{sandbox.base_url}/control/faults?id={listed['id']}"
    async with aiohttp.ClientSession() as session, session.delete(url) as left:
        assert [f["kind"] for f in (await left.json())["faults"]] == ["slow"]


async def test_pace_is_reported_once_and_refused_when_enforced(
    slack: AsyncWebClient, people: SandboxClient
) -> None:
    for _ in range(8):
        await slack.chat_postMessage(channel=KAREN, text="x")
    [problem] = await people.problems("warning")
    assert (problem["error"], problem["method"]) == ("ratelimited", "chat.postMessage")
    assert (await slack.chat_postMessage(channel=ALI, text="x"))["ok"]
    await people.settings(enforce_rates=True)
    many = [slack.chat_postMessage(channel=KAREN, text="x") for _ in range(20)]
    outcomes = await asyncio.gather(*many, return_exceptions=True)
    refused = [o for o in outcomes if isinstance(o, SlackApiError)]
    assert refused[0].response.headers["Retry-After"] == "1"
    await people.forward(1)
    assert (await slack.chat_postMessage(channel=KAREN, text="x"))["ok"]


async def test_fifty_updates_a_minute(slack: AsyncWebClient, people: SandboxClient) -> None:
    await people.settings(enforce_rates=True)
    sent = await slack.chat_postMessage(channel=KAREN, text="x")
    where = {"channel": sent["channel"], "ts": sent["ts"]}
    for n in range(50):
        await slack.chat_update(**where, text=f"{n}")
    # Meanwhile a few more have become allowed.
    many = [slack.chat_update(**where, text="for mange") for _ in range(50)]
    outcomes = await asyncio.gather(*many, return_exceptions=True)
    refused = [o for o in outcomes if isinstance(o, SlackApiError)]
    assert refused
    assert int(refused[0].response.headers["Retry-After"]) in (1, 2)
