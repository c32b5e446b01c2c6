"""What the page reads and sends, and the stream of changes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.blocks import ALI, CHANNEL, KAREN, KARENS_DM, home
from tests.bot.sandbox.socket_app import SocketApp

Json = dict[str, Any]


@pytest.fixture
async def ui(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.base_url) as session:
        yield session


async def read(ui: aiohttp.ClientSession, path: str, **query: str) -> Json:
    async with ui.get(f"/ui/{path}", params={"as": KAREN, **query}) as response:
        answer: Json = await response.json()
        return answer


async def act(ui: aiohttp.ClientSession, kind: str, user: str = KAREN, **fields: Any) -> Json:
    async with ui.post("/ui/act", json={"as": user, "kind": kind, **fields}) as response:
        answer: Json = await response.json()
        return answer


class Stream:
    """The events of one open page."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response

    async def next(self, kind: str) -> Json:
        """The next event of a kind; others are passed over."""
        while True:
            line = await asyncio.wait_for(self.response.content.readline(), 5)
            if line.startswith(b"data: "):
                event: Json = json.loads(line[6:])
                if event["kind"] == kind:
                    return event


@pytest.fixture
async def stream(ui: aiohttp.ClientSession) -> AsyncIterator[Stream]:
    async with ui.get("/ui/stream", params={"as": KAREN}) as response:
        await response.content.readline()
        yield Stream(response)


async def test_state(ui: aiohttp.ClientSession, app: SocketApp) -> None:
    state = await read(ui, "state")
    assert (state["me"], state["team"]["name"]) == (KAREN, "Eksempel Kommune")
    assert state["transport"]["connected"] == 1
    kinds = {c["id"]: (c["kind"], c["name"]) for c in state["channels"]}
    assert kinds == {KARENS_DM: ("im", "Samskab"), CHANNEL: ("channel", "samskabelse")}
    assert state["app"]["commands"][0]["command"] == "/samskab"
    assert [s["kind"] for s in state["app"]["shortcuts"]] == ["global", "message"]
    assert next(p for p in state["people"] if p["name"] == "Gitte Gæst")["is_guest"]


async def test_unread_until_read(
    ui: aiohttp.ClientSession, slack: AsyncWebClient, app: SocketApp
) -> None:
    async def unread() -> int:
        channels = (await read(ui, "state"))["channels"]
        return int(next(c["unread"] for c in channels if c["id"] == KARENS_DM))

    await slack.chat_postMessage(channel=KAREN, text="1")
    await slack.chat_postMessage(channel=KAREN, text="2")
    assert await unread() == 2
    messages = (await read(ui, "messages", channel=KARENS_DM))["messages"]
    assert [m["is_mine"] for m in messages] == [False, False]
    assert await unread() == 0
    await slack.chat_postMessage(channel=KAREN, text="3")
    assert await unread() == 1
    await act(ui, "read", channel=KARENS_DM)
    assert await unread() == 0


async def test_stream_of_messages(
    ui: aiohttp.ClientSession, slack: AsyncWebClient, app: SocketApp, stream: Stream
) -> None:
    await act(ui, "message", channel=KARENS_DM, text="hej")
    event = await stream.next("message")
    assert (event["message"]["text"], event["message"]["is_mine"]) == ("hej", True)
    await slack.chat_postMessage(channel=ALI, text="ikke til Karen")
    sent = await slack.chat_postMessage(channel=KAREN, text="til Karen")
    assert (await stream.next("message"))["message"]["text"] == "til Karen"
    await slack.chat_update(channel=KARENS_DM, ts=sent["ts"], text="ændret")
    assert (await stream.next("message_changed"))["message"]["text"] == "ændret"
    await slack.chat_postEphemeral(channel=CHANNEL, user=ALI, text="skjult")
    await slack.chat_postEphemeral(channel=CHANNEL, user=KAREN, text="kun dig")
    assert (await stream.next("ephemeral"))["message"]["text"] == "kun dig"
    await slack.chat_delete(channel=KARENS_DM, ts=sent["ts"])
    assert (await stream.next("message_deleted"))["ts"] == sent["ts"]


async def test_stream_of_views_errors_and_logs(
    ui: aiohttp.ClientSession,
    slack: AsyncWebClient,
    people: SandboxClient,
    app: SocketApp,
    stream: Stream,
) -> None:
    await slack.views_publish(user_id=KAREN, view=home())
    assert (await stream.next("home"))["view_id"]
    assert (await read(ui, "home"))["view"]["type"] == "home"
    await act(ui, "global_shortcut", callback_id="new_step")
    trigger = (await app.next_payload())["trigger_id"]
    view: Any = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": []}
    opened = await slack.views_open(trigger_id=trigger, view=view)
    assert (await stream.next("view"))["view_id"] == opened["view"]["id"]
    shown = (await read(ui, "views"))["modal"]
    assert (shown["hash"], shown["errors"]) == (opened["view"]["hash"], {})
    await act(ui, "close_view", view_id=shown["id"])
    assert (await stream.next("view_closed"))["view_id"] == shown["id"]
    await slack.chat_postMessage(channel=KAREN, text="x" * 4001)
    problem = await stream.next("problem")
    [entry] = (await read(ui, "problems"))["problems"]
    assert entry["n"] == problem["n"]
    assert (await stream.next("traffic"))["n"]
    assert (await read(ui, "traffic", after="0"))["entries"]
    await people.fault("slow")
    assert (await stream.next("fault"))["n"]
    await people.clear_faults()
    await people.transport("drop")
    await stream.next("transport")
    await act(ui, "command", channel=KARENS_DM, text="/samskab")
    assert (await stream.next("error"))["text"] == "Appen er ikke forbundet."


async def test_only_ones_own_channels(ui: aiohttp.ClientSession) -> None:
    for path, query in (
        ("messages", {"channel": "D0ALI00001"}),
        ("messages", {"channel": "C0NOWHERE"}),
        ("home", {"as": "U0NOBODY01"}),
    ):
        async with ui.get(f"/ui/{path}", params={"as": KAREN, **query}) as response:
            assert response.status == 400


async def test_page_and_its_guards(ui: aiohttp.ClientSession) -> None:
    async with ui.get("/") as page:
        assert page.status == 200
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    too_long = f"/pages/{'a' * 5_000}"
    for path in ("/pages/%2e%2e/server.py", "/pages/nothing.js", "/files/F1/x", too_long):
        async with ui.get(path) as missing:
            assert missing.status == 404
    async with ui.get("/ui/state", headers={"Host": "evil.example"}) as foreign:
        assert foreign.status == 403
