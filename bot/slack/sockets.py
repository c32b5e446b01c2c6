"""Socket Mode: several connections, each replaced before it goes, and none that is dead unnoticed.

The library opens a new connection when the old one is closed; here the new one is there first, so
that Slack has somebody to hand its payloads to all the time.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine
from typing import Any, Final

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.meter import NOBODY, Meter
from bot.outbox.calls import call
from bot.slack.asking import BACKOFF, reach
from bot.slack.intake import Hearing, Running

log = logging.getLogger(__name__)

#: How often the connections are looked at, in seconds; Slack answers pings within this.
PING: Final = 5.0
#: So long may nothing come before a fresh connection is made, in seconds. Slack repeats what was
#: not acknowledged for some six minutes, so nothing is lost by then.
SILENCE: Final = 240.0
#: So many are open at once where nothing else is set: one is there while the other is replaced.
USUAL: Final = 2
#: So long may connecting take, in seconds, and what an old connection still has to acknowledge.
CONNECT_SECONDS, FINISH_SECONDS = 30.0, 10.0
#: How often it is looked whether an old connection has acknowledged all, in seconds.
LOOK: Final = 0.05
#: Seconds until more are tried where Slack has said that there are too many.
TOO_MANY_REST: Final = 60.0
#: So many looks in a row a connection may fail.
MOST_FAILURES: Final = 3


class SocketIntake:
    """Socket Mode with so many ``connections``; Slack hands each payload to any of them.

    ``silence`` is how long nothing may come, in seconds: one that only answers pings is dead too.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        connections: int = USUAL,
        ping: float = PING,
        silence: float = SILENCE,
        meter: Meter = NOBODY,
    ) -> None:
        self.app = app
        self.token = app_token
        self.ping = ping
        self.running = Running(meter)
        self._wanted = connections
        self._silence = silence
        self._sockets: list[Socket] = []
        self._all: set[Socket] = set()  # also those that come or go
        self._tasks: set[asyncio.Task[None]] = set()
        self._more_at = 0.0
        self._crowded = False

    async def start(self) -> None:
        """Connect, and keep connected. Raises ``PlainError`` for a wrong token."""
        found = await reach(
            self.app.client, "apps.connections.open", "SLACK_APP_TOKEN", "url", self.token
        )
        self._sockets.append(await self._open(str(found["url"])))
        await self._fill()
        self._do(self._watch())

    async def stop(self, seconds: float) -> None:
        """Finish what runs and disconnect."""
        await self.running.finish(seconds)
        under_way = list(self._tasks)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        for each in list(self._all):
            await self._close(each)

    def state(self) -> Hearing:
        """How it hears of Slack just now."""
        return self.running.hearing(sum(each.is_open for each in self._sockets), self._wanted)

    def replace(self, old: Socket) -> None:
        """Open another connection in its place, and let it go then."""
        if old in self._sockets and not old.goes and not self.running.closed:
            old.goes = True
            self._do(self._replace(old))

    def refused(self, one: Socket) -> None:
        """Slack takes no more connections."""
        log.warning(
            "Slack takes no more than 10 connections an app, of all programs together: set"
            " SOCKET_CONNECTIONS lower, or stop one of them. This one waits %.0f s.",
            TOO_MANY_REST,
        )
        self._more_at = time.monotonic() + TOO_MANY_REST
        if one in self._sockets:
            self._sockets.remove(one)
        self._do(self._close(one))

    def greeted(self, count: object) -> None:
        """Slack says how many connections the app has: more than ours are another program's.

        Whether that has the same database Slack cannot say, so whoever runs them is asked.
        """
        crowded = isinstance(count, int) and count > len(self._all)
        if crowded and not self._crowded:
            log.warning(
                "Slack counts %d connections with this SLACK_APP_TOKEN. If another program uses it"
                " with another database, answers are spread over both: stop one of them. After a"
                " restart the old connection may be counted for a while.",
                count,
            )
        self._crowded = crowded

    async def address(self) -> str:
        """Where to connect anew. Raises ``ConnectionError``, in one line."""
        reply = await call(self.app.client, "apps.connections.open", {}, self.token)
        if not reply.well or "url" not in reply.body:
            raise ConnectionError(f"Slack gives no address for the socket: {reply.why}")
        return str(reply.body["url"])

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name="sockets")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _open(self, url: str) -> Socket:
        """A connection. Raises ``ConnectionError`` or ``TimeoutError``."""
        made = Socket(self, url)
        self._all.add(made)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await made.connect_async()  # type: ignore[no-untyped-call]
        except BaseException:
            await self._close(made)
            raise
        return made

    async def _fill(self) -> None:
        """As many as are wanted, as far as they can be had now."""
        while len(self._sockets) < self._wanted and time.monotonic() >= self._more_at:
            try:
                self._sockets.append(await self._open(await self.address()))
            except (ConnectionError, TimeoutError) as error:
                log.warning("connecting failed: %s", error or "it takes too long")
                return

    async def _replace(self, old: Socket) -> None:
        attempt = 0
        while True:
            try:
                new = await self._open(await self.address())
                break
            except (ConnectionError, TimeoutError) as error:
                log.warning("connecting failed: %s", error or "it takes too long")
                await asyncio.sleep(min(BACKOFF[min(attempt, len(BACKOFF) - 1)], self._silence))
                attempt += 1
        self._sockets.append(new)
        if old in self._sockets:
            self._sockets.remove(old)
        for _ in range(round(FINISH_SECONDS / LOOK)):
            await asyncio.sleep(LOOK)
            if not old.busy:
                break
        await self._close(old)

    async def _close(self, one: Socket) -> None:
        await one.close_async()  # type: ignore[no-untyped-call]
        self._all.discard(one)  # only now: where this is broken off, it is closed at the end

    async def _watch(self) -> None:
        """See which are dead, and that there are enough."""
        while True:
            await asyncio.sleep(self.ping)
            for each in list(self._sockets):
                each.failures = 0 if await each.alive() else each.failures + 1
                if each.failures >= MOST_FAILURES:
                    each.failures = 0
                    log.warning("the socket is silent; connecting again")
                    self.replace(each)
                elif time.monotonic() - each.heard_at >= self._silence:
                    log.debug("nothing has come for %.0f s: a fresh connection", self._silence)
                    self.replace(each)
            await self._fill()


class Socket(AsyncSocketModeHandler):
    """One connection, from its start to its end: it is never made anew, but replaced."""

    def __init__(self, intake: SocketIntake, url: str) -> None:
        super().__init__(intake.app, intake.token, ping_interval=intake.ping)
        self._intake = intake
        self._under_way = 0
        self.goes = False
        self.failures = 0
        self.heard_at = time.monotonic()
        client: Any = self.client
        client.wss_uri = url
        client.proxy = intake.app.client.proxy  # the library would ask the environment again
        client.issue_new_wss_url = intake.address
        client.connect_to_new_endpoint = self._made_anew
        self._listen = client.run_message_listeners
        client.run_message_listeners = self._hear

    @property
    def is_open(self) -> bool:
        """Whether there is a connection."""
        session = self.client.current_session
        return session is not None and not session.closed

    @property
    def busy(self) -> bool:
        """Whether something that came here is not acknowledged yet."""
        return self.is_open and (self._under_way > 0 or not self.client.message_queue.empty())

    async def alive(self) -> bool:
        """Whether it is open and answers."""
        if not self.is_open or self.client.message_processor.done():
            return False
        return not await self.client.is_ping_pong_failing()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Take in one payload; while stopping it is left for Slack to repeat."""
        self.heard_at = time.monotonic()
        if self._intake.running.closed:
            return
        self._under_way += 1
        try:
            with self._intake.running.one():
                await super().handle(client, req)
        except ConnectionError:  # it is stored all the same, and known when it comes again
            log.info("the socket went before all was acknowledged: Slack repeats it")
        finally:
            self._under_way -= 1

    async def _hear(self, message: dict[str, Any], raw: str) -> None:
        kind = message.get("type")
        if kind == "hello":
            self._intake.greeted(message.get("num_connections"))
        elif kind != "disconnect":
            await self._listen(message, raw)
        elif message.get("reason") == "too_many_websockets":
            self._intake.refused(self)
        else:
            self._intake.replace(self)

    async def _made_anew(self, force: bool = False) -> None:
        """The library wants to connect again, since this connection is lost."""
        self._intake.replace(self)
