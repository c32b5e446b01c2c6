"""A bare app on Socket Mode: it keeps what it gets, and acks as it is told."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp

from bot.sandbox.server import Sandbox


class SocketApp:
    """`answers` are the payloads of the next acks; `acks` False leaves everything unanswered."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.received: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.answers: list[dict[str, Any]] = []
        self.acks = True
        self.hello: dict[str, Any] = {}
        self.closed = asyncio.Event()
        self._session = aiohttp.ClientSession()
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None

    async def url(self) -> str:
        async with self._session.post(
            f"{self.sandbox.api_url}apps.connections.open",
            headers={"Authorization": f"Bearer {self.sandbox.app_token}"},
        ) as response:
            answer = await response.json()
            assert answer["ok"], answer
            return str(answer["url"])

    async def connect(self) -> None:
        self._socket = await self._session.ws_connect(await self.url())
        self.hello = await self._socket.receive_json()
        if self.hello["type"] == "hello":
            self._reader = asyncio.ensure_future(self._read(self._socket))

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in socket:
            if frame.type is not aiohttp.WSMsgType.TEXT:
                break
            envelope = json.loads(frame.data)
            if "envelope_id" in envelope and self.acks:
                await self.ack(envelope)
            self.received.put_nowait(envelope)
        self.closed.set()

    async def ack(self, envelope: dict[str, Any]) -> None:
        assert self._socket is not None
        sent: dict[str, Any] = {"envelope_id": envelope["envelope_id"]}
        if envelope["accepts_response_payload"] and self.answers:
            sent["payload"] = self.answers.pop(0)
        await self._socket.send_json(sent)

    async def next(self) -> dict[str, Any]:
        """The next envelope."""
        return await asyncio.wait_for(self.received.get(), 5)

    async def next_event(self) -> dict[str, Any]:
        """The next event, without its envelopes."""
        event: dict[str, Any] = (await self.next())["payload"]["event"]
        return event

    async def next_payload(self) -> dict[str, Any]:
        payload: dict[str, Any] = (await self.next())["payload"]
        return payload

    def drain(self) -> list[dict[str, Any]]:
        """What has come and was not asked for."""
        found = []
        while not self.received.empty():
            found.append(self.received.get_nowait())
        return found

    async def close(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()
        await self._session.close()
