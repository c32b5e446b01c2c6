"""The sandbox's people, reached without a connection where the sandbox is in this process."""

from __future__ import annotations

import asyncio
from typing import Any

from bot import json_text
from bot.sandbox.client import ControlError, SandboxClient
from bot.sandbox.model import Json
from bot.sandbox.server import Sandbox


class Asked:
    """A request as far as the control API's handlers look at it."""

    host, content_type, headers = "127.0.0.1", "application/json", dict[str, str]()

    def __init__(self, method: str, query: dict[str, str], sent: bytes) -> None:
        self.method, self.query, self._sent = method, query, sent

    async def read(self) -> bytes:
        return self._sent


class NearPeople(SandboxClient):
    """The same handlers as over HTTP, and the same JSON; what lies between costs more than both."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(sandbox.base_url)
        routes = (*sandbox._control.routes(), *sandbox._steering.routes())
        self._handlers: Any = {(each.method, each.path): each.handler for each in routes}

    async def __aenter__(self) -> NearPeople:
        return self

    async def _call(self, verb: str, path: str, **sent: Any) -> Json:
        body = b"" if sent.get("json") is None else json_text.written(sent["json"])
        asked = Asked(verb, sent.get("params") or {}, body)
        await asyncio.sleep(0)  # others come to their turn, as where one waits for a server
        response = await self._handlers[verb, f"/control/{path}"](asked)
        answer: Json = json_text.read(response.body)
        if response.status != 200:
            raise ControlError(answer)
        return answer
