"""A server in Slack's place that does as the test says, and deliverers that send to it."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox import Deliverer
from bot.outbox.calls import open_client
from bot.outbox.pace import Pace
from bot.store.database import Store

Answer = Callable[[web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]


@dataclass
class Call:
    method: str
    arguments: dict[str, Any]
    at: float
    token: str


def refuse(error: str, **more: Any) -> Answer:
    async def answer(request: web.Request, arguments: dict[str, Any]) -> web.StreamResponse:
        return web.json_response({"ok": False, "error": error, **more})

    return answer


def status(code: int, body: str = "", **headers: str) -> Answer:
    async def answer(request: web.Request, arguments: dict[str, Any]) -> web.StreamResponse:
        return web.Response(status=code, text=body, headers=headers)

    return answer


async def drop(request: web.Request, arguments: dict[str, Any]) -> web.StreamResponse:
    """Break the connection without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@dataclass
class FakeSlack:
    """Keeps what it is sent. `next` holds answers to be given once, in their order, by method;
    `always` what is answered otherwise, instead of ok."""

    calls: list[Call] = field(default_factory=list)
    next: dict[str, list[Answer]] = field(default_factory=dict)
    always: dict[str, Answer] = field(default_factory=dict)
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    url: str = ""
    under_way: int = 0
    most_under_way: int = 0
    _ts: Any = field(default_factory=itertools.count)

    def texts(self, channel: str | None = None) -> list[str]:
        """What was said, in the order in which it came."""
        return [
            call.arguments["text"]
            for call in self.calls
            if "text" in call.arguments and channel in (None, call.arguments.get("channel"))
        ]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = dict(request.query)
        if request.content_type == "application/json":
            arguments = json.loads(await request.text())
        elif request.content_type == "application/x-www-form-urlencoded":
            arguments = {name: str(value) for name, value in (await request.post()).items()}
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.calls.append(Call(method, arguments, time.monotonic(), token))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            once = self.next.get(method)
            if once:
                return await once.pop(0)(request, arguments)
            if method in self.always:
                return await self.always[method](request, arguments)
            return await self.ok(request, arguments)
        finally:
            self.under_way -= 1

    async def ok(self, request: web.Request, arguments: dict[str, Any]) -> web.StreamResponse:
        """What Slack does when all is well."""
        method = request.match_info["method"]
        channel = arguments.get("channel", "")
        if method in ("conversations.history", "conversations.replies"):
            return web.json_response({"ok": True, "messages": self.messages.get(channel, [])})
        reply = {"ok": True, "channel": channel, "ts": f"1772366400.{next(self._ts):06}"}
        self.messages.setdefault(channel, []).append({**arguments, "ts": reply["ts"]})
        return web.json_response(reply)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    fake = FakeSlack()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", fake.handle)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    fake.url = str(server.make_url("/api/"))
    yield fake
    await server.close()


class Anybody:
    """One token for every workspace."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def of(self, team: str) -> AsyncWebClient:
        return self._client


MakeDeliverer = Callable[..., Deliverer]


@pytest.fixture
async def deliverer(store: Store, slack: FakeSlack) -> AsyncIterator[MakeDeliverer]:
    """Makes deliverers that are in a hurry: they look often, and post often in a channel."""
    made: list[tuple[Deliverer, AsyncWebClient]] = []

    def make(**options: Any) -> Deliverer:
        token, seconds = options.pop("token", "xoxb-test"), options.pop("seconds", 10)
        client = open_client(token, slack.url, seconds=seconds)
        options = {"poll": 0.02, "pace": Pace(posts_a_minute=60_000), **options}
        one = Deliverer(
            options.pop("store", store), options.pop("clients", Anybody(client)), **options
        )
        made.append((one, client))
        one.start()
        return one

    yield make
    for one, client in made:
        await one.stop()
        assert client.session is not None
        await client.session.close()
