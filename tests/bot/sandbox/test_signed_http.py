"""Signed HTTP: requests as Slack posts them to an app's request URL."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.blocks import KAREN


class HttpApp:
    """Keeps the requests; answers with `status`, `body` and `headers`."""

    def __init__(self, secret: str) -> None:
        self.verifier = SignatureVerifier(secret)
        self.requests: asyncio.Queue[tuple[web.Request, str]] = asyncio.Queue()
        self.status = 200
        self.body: Any = None
        self.headers: dict[str, str] = {}
        self.hang = False

    async def handle(self, request: web.Request) -> web.StreamResponse:
        text = await request.text()
        assert self.verifier.is_valid_request(text, dict(request.headers))
        if text.startswith('{"type": "url_verification"'):
            return web.Response(text=json.loads(text)["challenge"])
        self.requests.put_nowait((request, text))
        if self.hang:
            await asyncio.Event().wait()
        if self.body is None:
            return web.Response(status=self.status, headers=self.headers)
        return web.json_response(self.body, status=self.status)

    async def next(self) -> tuple[web.Request, str]:
        return await asyncio.wait_for(self.requests.get(), 5)


@pytest.fixture
async def http_app(sandbox: Sandbox, people: SandboxClient) -> AsyncIterator[HttpApp]:
    listening = HttpApp(sandbox.signing_secret)
    served = web.Application()
    served.router.add_post("/slack/events", listening.handle)
    server = TestServer(served, host="127.0.0.1")
    await server.start_server(shutdown_timeout=0.1)
    await people.settings(mode="http", request_url=str(server.make_url("/slack/events")))
    yield listening
    await server.close()


async def test_event(people: SandboxClient, http_app: HttpApp) -> None:
    assert (await people.transport("wait"))["ready"]
    outcome = await people.say(KAREN, "hej æøå")
    assert (outcome["acked"], outcome["status"]) == (True, 200)
    request, text = await http_app.next()
    assert request.content_type == "application/json"
    assert json.loads(text)["event"]["text"] == "hej æøå"
    assert "X-Slack-Retry-Num" not in request.headers


async def test_command_and_interaction_are_forms(people: SandboxClient, http_app: HttpApp) -> None:
    http_app.body = {"text": "kun dig"}
    outcome = await people.command(KAREN, "/samskab mit forløb & mere", expect=1)
    assert outcome["messages"][0]["text"] == "kun dig"
    request, text = await http_app.next()
    assert request.content_type == "application/x-www-form-urlencoded"
    form = {k: v[0] for k, v in parse_qs(text).items()}
    assert (form["command"], form["text"]) == ("/samskab", "mit forløb & mere")
    assert (form["user_id"], form["is_enterprise_install"]) == (KAREN, "false")
    http_app.body = None
    await people.act(KAREN, "global_shortcut", callback_id="new_step")
    _, text = await http_app.next()
    payload = json.loads(parse_qs(text)["payload"][0])
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "new_step")
    assert "response_url" not in payload


async def test_retry_headers(people: SandboxClient, http_app: HttpApp) -> None:
    http_app.status = 500
    outcome = await people.say(KAREN, "hej")
    assert (outcome["acked"], outcome["reason"], outcome["status"]) == (False, "http_error", 500)
    ids = {json.loads((await http_app.next())[1])["event_id"]}
    for number, seconds in ((1, 0), (2, 60), (3, 300)):
        await people.quiet(still=0.02)
        await people.forward(seconds)
        request, text = await http_app.next()
        assert request.headers["X-Slack-Retry-Num"] == str(number)
        assert request.headers["X-Slack-Retry-Reason"] == "http_error"
        ids.add(json.loads(text)["event_id"])
    assert len(ids) == 1


async def test_no_retry_when_the_app_says_so(people: SandboxClient, http_app: HttpApp) -> None:
    http_app.status, http_app.headers = 500, {"X-Slack-No-Retry": "1"}
    await people.say(KAREN, "hej")
    assert (await people.info())["transport"]["retries_waiting"] == 0


async def test_timeout(people: SandboxClient, http_app: HttpApp) -> None:
    http_app.hang = True
    saying = asyncio.ensure_future(people.say(KAREN, "hej"))
    await http_app.next()
    await people.forward(3)
    assert (await saying)["reason"] == "timeout"
    request, _ = await http_app.next()
    assert request.headers["X-Slack-Retry-Reason"] == "http_timeout"


async def test_nobody_listens(people: SandboxClient, http_app: HttpApp) -> None:
    await people.settings(request_url="http://127.0.0.1:9/slack/events", retry_seconds=[])
    assert (await people.say(KAREN, "hej"))["reason"] == "connection_failed"
    outcome = await people.command(KAREN, "/samskab")
    assert outcome["error"] == "Appen kunne ikke nås."
    assert (await people.transport("verify"))["verified"] is False


async def test_answers_with_an_error(people: SandboxClient, http_app: HttpApp) -> None:
    http_app.status = 404
    outcome = await people.command(KAREN, "/samskab")
    assert outcome["error"] == "Appen svarede med en fejl."
