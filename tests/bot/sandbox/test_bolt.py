"""A Bolt app that knows nothing of the sandbox works with it, over both transports."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.blocks import KAREN, actions, button, modal


def bolt_app(sandbox: Sandbox, session: aiohttp.ClientSession) -> AsyncApp:
    client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)
    app = AsyncApp(signing_secret=sandbox.signing_secret, client=client)

    @app.event("message")
    async def on_message(event: dict[str, Any], say: Any) -> None:
        if "bot_id" not in event:
            await say(text=f"Du skrev: {event['text']}", blocks=[actions(button("go", "Begynd"))])

    @app.action("go")
    async def on_go(ack: Any, body: dict[str, Any], client: AsyncWebClient, respond: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await respond("Skrevet ned", replace_original=True)

    @app.view("form")
    async def on_form(ack: Any, view: dict[str, Any]) -> None:
        if view["state"]["values"]["b"]["a"]["value"] == "nej":
            await ack(response_action="errors", errors={"b": "Prøv igen"})
        else:
            await ack()

    @app.command("/samskab")
    async def on_command(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"Du bad om {command['text']}")

    return app


@pytest.fixture(params=["socket", "http"])
async def bolt(
    request: pytest.FixtureRequest, sandbox: Sandbox, people: SandboxClient
) -> AsyncIterator[AsyncApp]:
    async with aiohttp.ClientSession() as session:
        app = bolt_app(sandbox, session)
        if request.param == "socket":
            handler = AsyncSocketModeHandler(app, sandbox.app_token)
            await handler.connect_async()  # type: ignore[no-untyped-call]
            yield app
            await handler.close_async()  # type: ignore[no-untyped-call]
            return
        runner = web.AppRunner(app.server(path="/slack/events").web_app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        await people.settings(mode="http", request_url=url)
        yield app
        await runner.cleanup()


async def test_a_whole_conversation(bolt: AsyncApp, people: SandboxClient) -> None:
    assert (await people.transport("wait"))["ready"]
    said = await people.say(KAREN, "hej", expect=1)
    [reply] = said["messages"]
    assert reply["text"] == "Du skrev: hej"
    pressed = await people.press(KAREN, reply, "Begynd", expect=1)
    assert pressed["messages"][0]["text"] == "Skrevet ned"
    outcome = await people.submit_view(KAREN, {"b": {"a": "nej"}})
    assert outcome["errors"] == {"b": "Prøv igen"}
    assert (await people.submit_view(KAREN, {"b": {"a": "ja"}}))["error"] is None
    assert (await people.views(KAREN))["modal"] is None
    answered = await people.command(KAREN, "/samskab status", expect=1)
    assert answered["messages"][0]["text"] == "Du bad om status"
    assert await people.problems("refused") == []
