"""One guarded HTTP server: for what Slack sends, and for those who watch over the bot."""

from __future__ import annotations

import asyncio
import errno
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from bot.errors import PlainError

Page = Callable[[web.BaseRequest], Awaitable[web.Response]]
#: What is answered, by verb and path.
Pages = Mapping[tuple[str, str], Page]

#: So long may a connection take to send its first request, in seconds.
HEADER_SECONDS: Final = 10.0
#: So long may a connection be idle between two requests: longer than a reverse proxy keeps it.
KEPT_ALIVE: Final = 75.0
MOST_CONNECTIONS: Final = 500
#: Seconds from one line about strangers to the next.
SELDOM: Final = 1.0
#: Instead of the versions that aiohttp would name.
SERVER: Final = "samskab"


def answer(status: int, text: str, **more: str) -> web.Response:
    """Text; ``kind`` is its type, and what else is given are headers."""
    kind = more.pop("kind", "text/plain")
    given = {"Server": SERVER, **{name.replace("_", "-"): value for name, value in more.items()}}
    return web.Response(status=status, text=text, headers=given, content_type=kind)


class HttpServer:
    """Answers ``pages`` on ``host`` and ``port``, and nothing else.

    ``called`` is what precedes HOST and PORT in the names of their settings.
    """

    def __init__(self, pages: Pages, host: str, port: int, called: str = "") -> None:
        self._pages = pages
        self._host = host
        self._called = called
        self._log = _quiet()
        self.port = port
        self._server: Guarded | None = None
        self._runner: web.ServerRunner | None = None

    async def start(self) -> None:
        """Listen; then ``port`` is the one that was got. Raises ``PlainError`` where it cannot."""
        kept = {"keepalive_timeout": KEPT_ALIVE, "auto_decompress": False}
        self._server = Guarded(self._route, access_log=None, logger=self._log, **kept)
        self._runner = web.ServerRunner(self._server, handle_signals=False)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self.port, reuse_address=True)
        try:
            await site.start()
        except OSError as error:
            await self.stop()
            raise PlainError(self._refused(error)) from error
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    def _refused(self, error: OSError) -> str:
        port, host = f"{self._called}PORT", f"{self._called}HOST"
        if error.errno == errno.EADDRINUSE:
            return f"port {self.port} is in use: set {port} to another"
        if error.errno == errno.EACCES:
            return f"port {self.port} is for the system alone: set {port} to one above 1023"
        return f"{self._host} is no address of this machine: set {host} to one, or leave it out"

    def refused(self, request: web.BaseRequest, status: int, why: str) -> web.Response:
        """The answer to what is not taken, with a line in the log."""
        self._log.info("a request from %s was refused (%d): %s", request.remote, status, why)
        return answer(status, why)

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        if self._server is not None:
            self._server.heard_from(request.protocol)
        page = self._pages.get((request.method, request.path))
        return answer(404, "not found") if page is None else await page(request)


class Guarded(web.Server):
    """Closes connections that send no whole request in time, and those that are too many."""

    def __init__(
        self, handler: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]], **options: Any
    ) -> None:
        super().__init__(handler, **options)
        self._silent: dict[RequestHandler, asyncio.TimerHandle] = {}

    def connection_made(self, handler: Any, transport: asyncio.Transport) -> None:
        """A connection: it has some seconds to say something."""
        super().connection_made(handler, transport)
        loop = asyncio.get_running_loop()
        if len(self.connections) > MOST_CONNECTIONS:
            loop.call_soon(transport.abort)
            return
        self._silent[handler] = loop.call_later(HEADER_SECONDS, transport.abort)

    def heard_from(self, handler: Any) -> None:
        """The connection has sent the head of a request."""
        if timer := self._silent.pop(handler, None):
            timer.cancel()

    def connection_lost(self, handler: Any, exc: BaseException | None = None) -> None:
        """It is gone."""
        self.heard_from(handler)
        super().connection_lost(handler, exc)


class Seldom(logging.Filter):
    """Lets a record a second through: strangers must not fill the disk with what they are told."""

    def __init__(self) -> None:
        super().__init__()
        self._last, self._left_out = float("-inf"), 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is written; then it tells how many were not, since the last."""
        now = time.monotonic()
        if now < self._last + SELDOM:
            self._left_out += 1
            return False
        if self._left_out:
            record.msg = f"{record.getMessage()} ({self._left_out} more since the last)"
            record.args = ()
        self._last, self._left_out = now, 0
        return True


def _quiet() -> logging.Logger:
    """For one server: what strangers send is one line, seldom, and never a traceback."""
    quiet = logging.Logger(__name__)  # noqa: LOG001 - its filters are this server's
    quiet.parent = logging.getLogger(__name__)
    quiet.addFilter(_one_line)
    quiet.addFilter(Seldom())
    return quiet


def _one_line(record: logging.LogRecord) -> bool:
    if record.exc_info and record.exc_info[0] is not None:
        record.msg, record.args = "a request failed: %s", (record.exc_info[0].__name__,)
    record.exc_info = record.exc_text = None
    return True
