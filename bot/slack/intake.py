"""How payloads come in: Socket Mode or signed HTTP. Both finish what runs before they stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.manifest import EVENTS_PATH

log = logging.getLogger(__name__)

#: How often the connection is looked at, in seconds; Slack answers pings within this.
PING = 5.0


class Running:
    """Counts what is under way, so that stopping can wait for it."""

    def __init__(self) -> None:
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.closed = False

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """One payload on its way from arrival to acknowledgement."""
        self._count += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._idle.set()

    async def finish(self, seconds: float) -> None:
        """Take in nothing new; wait for what runs, at most ``seconds``."""
        self.closed = True
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            log.warning("%d payloads were still under way at the end", self._count)


class Intake(Protocol):
    """A way for payloads to come in."""

    async def start(self) -> None:
        """Begin to take payloads in."""

    async def stop(self, seconds: float) -> None:
        """Finish what runs, at most for ``seconds``, and close."""


class SocketIntake(AsyncSocketModeHandler):
    """Socket Mode, with a watchdog: a socket can be dead while the process looks healthy."""

    def __init__(self, app: AsyncApp, app_token: str, ping: float = PING) -> None:
        super().__init__(app, app_token, ping_interval=ping)
        self.client.proxy = app.client.proxy  # the library would ask the environment again
        self._ping = ping
        self._running = Running()
        self._watchdog: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect, and keep connected. Raises what Slack says to a wrong token."""
        # The library would ask for the address by itself, and again for ever when it is refused.
        self.client.wss_uri = await self.client.issue_new_wss_url()
        await self.connect_async()  # type: ignore[no-untyped-call]
        self._watchdog = asyncio.create_task(self._watch(), name="socket watchdog")

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Take in one payload; while stopping it is left for Slack to repeat."""
        if self._running.closed:
            return
        async with self._running.one():
            await super().handle(client, req)

    async def stop(self, seconds: float) -> None:
        """Finish what runs and disconnect."""
        await self._running.finish(seconds)
        if self._watchdog is not None:
            self._watchdog.cancel()
        await self.close_async()  # type: ignore[no-untyped-call]

    async def _watch(self) -> None:
        """Reconnect when the library's own monitor has not done so for a while."""
        failures = 0
        while True:
            await asyncio.sleep(self._ping)
            failures = 0 if await self._alive() else failures + 1
            if failures >= 3:
                failures = 0
                log.warning("the socket is silent; connecting again")
                try:
                    async with asyncio.timeout(30):
                        await self.client.connect_to_new_endpoint(force=True)
                except Exception as error:  # noqa: BLE001  the watchdog must live
                    log.warning("connecting failed: %s", type(error).__name__)

    async def _alive(self) -> bool:
        client = self.client
        session = client.current_session
        if session is None or session.closed or client.message_processor.done():
            return False
        return not await client.is_ping_pong_failing()


class HttpIntake:
    """Signed HTTP on ``host`` and ``port``; Bolt checks the signature. ``/health`` says ok."""

    def __init__(self, app: AsyncApp, host: str, port: int) -> None:
        self._app = app
        self._host, self._port = host, port
        self._running = Running()
        server = web.Application(client_max_size=2 * 1024**2)
        server.router.add_post(EVENTS_PATH, self._take)
        server.router.add_get("/health", self._health)
        self._runner = web.AppRunner(server, access_log=None, handle_signals=False)

    async def start(self) -> None:
        """Listen. Raises ``OSError`` where the port is in use."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        log.info("listening on http://%s:%d%s", self._host, self._port, EVENTS_PATH)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._port

    async def stop(self, seconds: float) -> None:
        """Finish what runs and stop listening."""
        await self._running.finish(seconds)
        await self._runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        return web.Response(text="stopping" if self._running.closed else "ok")

    async def _take(self, request: web.Request) -> web.Response:
        if self._running.closed:
            return web.Response(status=503, headers={"Retry-After": "5"})
        async with self._running.one():
            answer = await self._app.async_dispatch(await to_bolt_request(request))
            return await to_aiohttp_response(answer)
