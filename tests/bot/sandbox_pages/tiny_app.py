"""A Bolt app with hardly anything in it: it writes what a test tells it to, and remembers what
it has heard. Connected to the sandbox by Socket Mode."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox

Json = dict[str, Any]
Ack = Callable[..., Awaitable[None]]
ANY = re.compile(".*", re.DOTALL)
PATIENCE = 15.0


class TinyApp:
    """`heard` holds payloads by kind: action, command, event, shortcut, view_submission.

    A test sets `on_action`, `on_submit` … to answer, `before_ack` to be slow.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        self.forget()
        self._app = AsyncApp(client=self.client)
        self._listen()
        self._handler = AsyncSocketModeHandler(self._app, sandbox.app_token, web_client=self.client)

    def forget(self) -> None:
        """What was heard, and what a test has set."""
        self.heard: dict[str, asyncio.Queue[Json]] = {}
        self.on_action: Callable[[Json], Awaitable[None]] | None = None
        self.on_submit: Callable[[Json], Json | None] = lambda body: None
        self.on_command: Callable[[Json], str | None] = lambda body: None
        self.before_ack: Callable[[Json], Awaitable[None]] | None = None

    async def start(self) -> None:
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        # The SDK can wait for ever for a connection that a test has broken.
        with suppress(TimeoutError):
            closing = self._handler.close_async()  # type: ignore[no-untyped-call]
            await asyncio.wait_for(closing, PATIENCE)

    async def next(self, kind: str) -> Json:
        """The oldest payload of this kind that has not been looked at."""
        return await asyncio.wait_for(self._queue(kind).get(), PATIENCE)

    async def next_action(self) -> Json:
        """The action of the oldest block_actions payload not looked at."""
        return dict((await self.next("action"))["actions"][0])

    async def next_message(self) -> Json:
        """The oldest message event not looked at, from a person."""
        while True:
            event = await self.next("event")
            if event["type"] == "message" and "bot_id" not in event.get("message", event):
                return event

    def none_more(self, kind: str) -> bool:
        return self._queue(kind).empty()

    def _queue(self, kind: str) -> asyncio.Queue[Json]:
        return self.heard.setdefault(kind, asyncio.Queue())

    def _listen(self) -> None:
        app = self._app
        app.action(ANY)(self._action)
        app.command(ANY)(self._command)
        app.shortcut(ANY)(self._shortcut)
        app.view_submission(ANY)(self._submission)
        app.event(ANY)(self._event)

    async def _action(self, ack: Ack, body: Json) -> None:
        if self.before_ack:
            await self.before_ack(body)
        await ack()
        self._queue("action").put_nowait(body)
        if self.on_action:
            await self.on_action(body)

    async def _command(self, ack: Ack, body: Json) -> None:
        await ack(self.on_command(body))
        self._queue("command").put_nowait(body)

    async def _shortcut(self, ack: Ack, body: Json) -> None:
        await ack()
        self._queue("shortcut").put_nowait(body)

    async def _submission(self, ack: Ack, body: Json) -> None:
        await ack(**(self.on_submit(body) or {}))
        self._queue("view_submission").put_nowait(body)

    async def _event(self, body: Json) -> None:
        self._queue("event").put_nowait(body["event"])
