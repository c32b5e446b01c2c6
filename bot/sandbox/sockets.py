"""Socket Mode: connections, envelopes and acks."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable
from typing import Any

from aiohttp import WSMsgType, web

from bot import json_text
from bot.sandbox import ids
from bot.sandbox.core import Attempt, Core
from bot.sandbox.faults import SOCKET_FAULTS
from bot.sandbox.model import Json

MOST_CONNECTIONS = 10
HOST = "applink-sandbox"


class Connection:
    """One websocket of the app. `silent` is the known fault: open, and nobody there.

    `mute` is the other one: it answers pings, and nothing else comes or goes.
    """

    def __init__(self, socket: web.WebSocketResponse, wire: asyncio.Transport | None) -> None:
        self.socket = socket
        self.wire = wire
        self.silent = False
        self.mute = False
        self.outbox: asyncio.Queue[str | None] = asyncio.Queue()

    async def write(self) -> None:
        """Sends what is in the outbox; at a None, closes."""
        while (text := await self.outbox.get()) is not None:
            if not (self.silent or self.mute) and not await _quietly(self.socket.send_str(text)):
                return
        await _quietly(self.socket.close())


class Sockets:
    """The app's connections; each payload goes to one of them, in turn."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.connections: list[Connection] = []
        self.tickets: deque[str] = deque(maxlen=100)
        self._turn = 0

    def ticket(self) -> str:
        """The address for one new connection (`apps.connections.open`)."""
        ticket = ids.secret()
        self.tickets.append(ticket)
        base = self.core.base_url.replace("http", "ws", 1)
        return f"{base}/link/?ticket={ticket}&app_id={self.core.workspace.app_id}"

    @property
    def connected(self) -> int:
        """How many connections the app has open."""
        return len(self.connections)

    def send(self, attempt: Attempt) -> str:
        """Puts the envelope in the outbox of one connection."""
        if not self.connections:
            return "no_connection"
        self._turn += 1
        connection = self.connections[self._turn % len(self.connections)]
        connection.outbox.put_nowait(attempt.envelope())
        return ""

    def forget(self, attempt: Attempt) -> None:
        """Nothing to take back: the envelope is sent."""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The websocket of the app, from `hello` to its end."""
        ticket = request.query.get("ticket", "")
        refused = self.core.faults.take(SOCKET_FAULTS, "socket", {})
        if ticket not in self.tickets or refused is not None:
            return web.Response(status=503 if refused else 401)
        self.tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False, max_msg_size=16 * 1024 * 1024)
        await socket.prepare(request)
        connection = Connection(socket, request.transport)
        if self.connected >= MOST_CONNECTIONS:
            await socket.send_json(_disconnect("too_many_websockets"))
            await socket.close()
            return socket
        await socket.send_json(self._hello())
        self.connections.append(connection)
        self._changed()
        writer = asyncio.ensure_future(connection.write())
        try:
            await self._read(connection)
        finally:
            self._gone(connection)
            writer.cancel()
        return socket

    async def keep_alive(self) -> None:
        """Pings every connection, as Slack does."""
        while True:
            await asyncio.sleep(self.core.settings.ping_seconds)
            for connection in list(self.connections):
                if not connection.silent:
                    await _quietly(connection.socket.ping(b"Ping from sandbox"))

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tells the app to reconnect; only `warning` leaves the connection open."""
        for connection in list(self.connections):
            connection.outbox.put_nowait(json.dumps(_disconnect(reason)))
            if reason != "warning":
                self._gone(connection)
                connection.outbox.put_nowait(None)

    async def drop(self) -> None:
        """Breaks every connection without a word."""
        for connection in list(self.connections):
            self._gone(connection)
            if connection.wire is not None:
                connection.wire.abort()

    def silence(self) -> None:
        """Every connection stays open and is dead: no acks are heard, nothing is sent."""
        for connection in self.connections:
            connection.silent = True
        self._changed()

    def mute(self) -> None:
        """Every connection answers pings; no acks are heard, nothing is sent."""
        for connection in self.connections:
            connection.mute = True
        self._changed()

    async def close(self) -> None:
        """Closes every connection politely."""
        for connection in list(self.connections):
            self._gone(connection)
            await _quietly(connection.socket.close(code=1001))

    async def _read(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if connection.silent:
                continue
            if frame.type is WSMsgType.TEXT and not connection.mute:
                self._acked(frame.data)
            elif frame.type is WSMsgType.PING:
                await _quietly(connection.socket.pong(frame.data))

    def _acked(self, text: str) -> None:
        try:
            ack = json_text.read(text)
        except ValueError:
            return
        if isinstance(ack, dict) and "envelope_id" in ack:
            self.core.transport.answered(ack["envelope_id"], 200, ack.get("payload"))

    def _gone(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
            self._changed()

    def _changed(self) -> None:
        self.core.traffic.changed("transport", self.connected)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connected + 1,
            "debug_info": {
                "host": HOST,
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self.core.workspace.app_id},
        }


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}


async def _quietly(work: Awaitable[Any]) -> bool:
    """Whether it could be done; a broken connection is no surprise."""
    try:
        await work
    except (ConnectionError, RuntimeError):
        return False
    return True
