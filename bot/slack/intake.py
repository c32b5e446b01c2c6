"""How payloads come in: signed HTTP, and what Socket Mode (`sockets`) shares with it.

Both finish what runs before they stop.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.logger import messages
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.http_server import HttpServer, Pages, answer
from bot.json_text import read
from bot.logs import traced
from bot.meter import NOBODY, Meter
from bot.slack.manifest import EVENTS_PATH

log = logging.getLogger(__name__)
#: Tells Bolt who the bot is where a payload comes from.
Authorize = Callable[..., Awaitable[AuthorizeResult]]

#: So long may a request take to send its body, in seconds.
BODY_SECONDS: Final = 10.0
#: So long is the body with which Slack asks for nothing but the certificate.
SSL_CHECK: Final = 60
SIGNED_WITHIN: Final = 300.0
#: The headers that Bolt looks at.
PASSED_ON: Final = ("Content-Type", "X-Slack-Retry-Num", "X-Slack-Retry-Reason")
#: What Bolt warns of at every start, and what is meant so.
MEANT_SO: Final = frozenset(
    {
        messages.warning_client_prioritized_and_token_skipped(),
        messages.warning_token_skipped(),
    }
)


class Known(AsyncAuthorize):
    """Who the bot is, as ``auth.test`` said at the start.

    Bolt would ask Slack in the middle of the first event, and acknowledge what it then refuses.
    """

    def __init__(self, who: dict[str, Any], token: str | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._result = AuthorizeResult(
            enterprise_id=who.get("enterprise_id"),
            team_id=who.get("team_id"),
            bot_user_id=who.get("user_id"),
            bot_id=who.get("bot_id"),
            bot_token=token,
        )

    async def __call__(self, **_: Any) -> AuthorizeResult:
        """The same for every event: the app is one workspace's own."""
        return self._result


def bolt(client: AsyncWebClient, authorize: Authorize, listeners: AsyncMiddleware) -> AsyncApp:
    """The Bolt app, for either way in; ``authorize`` tells who the bot is."""
    logger = logging.getLogger("slack_bolt")  # at DEBUG it tells what people say

    def worth_saying(record: logging.LogRecord) -> bool:
        return record.getMessage() not in MEANT_SO

    logger.addFilter(worth_saying)
    try:
        app = AsyncApp(
            name="samskab",  # or it reads the source of all that called it, to find one
            client=client,
            authorize=authorize,
            request_verification_enabled=False,  # checked before Bolt, over the bytes
            process_before_response=True,
            ssl_check_enabled=False,  # answered before Bolt
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
            logger=logger,
        )
        app.use(listeners)
        return app
    finally:
        logger.removeFilter(worth_saying)


@dataclass(frozen=True, slots=True)
class Hearing:
    """How a process hears of Slack: for Socket Mode the connections that are open, and wanted.

    ``silent`` is seconds since the last payload, or, where none was ``heard``, since the start.
    """

    heard: bool
    silent: float
    sockets: int = 0
    wanted: int = 0


class Running:
    """Counts what is under way, so that stopping can wait for it, and how long it takes."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self.heard = False
        self.heard_at = time.monotonic()
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.closed = False

    def one(self) -> One:
        """One payload on its way from arrival to acknowledgement."""
        return One(self)

    def began(self) -> float:
        """One more is under way; when it came."""
        self._count += 1
        self._idle.clear()
        self.heard = True
        self.heard_at = time.monotonic()
        return self.heard_at

    def ended(self, began: float) -> None:
        """One that came then is acknowledged."""
        self._meter.acknowledged(time.monotonic() - began)
        self._count -= 1
        if not self._count:
            self._idle.set()

    def hearing(self, sockets: int = 0, wanted: int = 0) -> Hearing:
        """How the process hears of Slack just now."""
        return Hearing(self.heard, time.monotonic() - self.heard_at, sockets, wanted)

    async def finish(self, seconds: float) -> None:
        """Take in nothing new; wait for what runs, at most ``seconds``."""
        self.closed = True
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            log.warning("%d payloads were still under way at the end", self._count)


class One(traced):
    """One payload under way; what is logged in here belongs to it."""

    def __init__(self, running: Running) -> None:
        super().__init__()
        self._running = running
        self._began = 0.0

    def __enter__(self) -> None:
        self._began = self._running.began()
        super().__enter__()

    def __exit__(self, *failed: object) -> None:
        super().__exit__(*failed)
        self._running.ended(self._began)


class Intake(Protocol):
    """A way for payloads to come in."""

    async def start(self) -> None:
        """Begin to take payloads in."""

    async def stop(self, seconds: float) -> None:
        """Finish what runs, at most for ``seconds``, and close."""

    def state(self) -> Hearing:
        """How it hears of Slack just now."""


class HttpIntake:
    """Signed HTTP on ``host`` and ``port``, with the ``pages`` that are answered there besides.

    Nothing else is done with a request before its signature is checked, over the bytes as they
    came.
    """

    def __init__(
        self,
        app: AsyncApp,
        secret: str,
        host: str,
        port: int,
        pages: Pages | None = None,
        meter: Meter = NOBODY,
    ) -> None:
        self._app = app
        self._secret = secret.encode()
        self._host = host
        self._running = Running(meter)
        self._server = HttpServer({("POST", EVENTS_PATH): self._take, **(pages or {})}, host, port)

    async def start(self) -> None:
        """Listen. Raises ``PlainError`` where it cannot."""
        await self._server.start()
        log.info("listening on http://%s:%d%s", self._host, self.port, EVENTS_PATH)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._server.port

    async def stop(self, seconds: float) -> None:
        """Finish what runs and stop listening."""
        await self._running.finish(seconds)
        await self._server.stop()

    def state(self) -> Hearing:
        """How it hears of Slack just now."""
        return self._running.hearing()

    async def _take(self, request: web.BaseRequest) -> web.Response:
        if self._running.closed:
            return answer(503, "stopping", Retry_After="5")
        with self._running.one():
            try:
                raw = await _body(request)
            except (TimeoutError, web.HTTPRequestEntityTooLarge):
                return self._server.refused(request, 400, "its body is too slow or too large")
            if b"ssl_check=1" in raw[:SSL_CHECK]:  # Slack looks at the certificate alone
                return answer(200, "")
            if not is_signed(self._secret, raw, request.headers, time.time()):
                return self._server.refused(request, 401, "it is not signed by Slack")
            try:
                taken = _taken(request, raw)
            except ValueError:
                return self._server.refused(request, 400, "its body makes no sense")
            said = await self._app.async_dispatch(taken)
            kind = said.headers.get("content-type", ["text/plain"])[0].partition(";")[0]
            return answer(said.status, said.body or "", kind=kind)


def is_signed(secret: bytes, raw: bytes, headers: Mapping[str, str], now: float) -> bool:
    """Whether Slack signed these bytes, in the last five minutes. Never raises."""
    at = headers.get("X-Slack-Request-Timestamp", "")
    if not (at.isascii() and at.isdigit() and len(at) < 12) or abs(now - int(at)) > SIGNED_WITHIN:
        return False
    made = "v0=" + hmac.digest(secret, b"v0:%s:%s" % (at.encode(), raw), "sha256").hex()
    given = headers.get("X-Slack-Signature", "")
    return hmac.compare_digest(made.encode(), given.encode("utf-8", "replace"))


async def _body(request: web.BaseRequest) -> bytes:
    """The whole body; mostly it came together with the head. Raises TimeoutError."""
    if request.content.is_eof():
        return await request.read()
    async with asyncio.timeout(BODY_SECONDS):
        return await request.read()


def _taken(request: web.BaseRequest, raw: bytes) -> AsyncBoltRequest:
    """What Bolt takes in. Raises ValueError where it makes no sense.

    JSON is read here, and handed over as from a socket: Bolt itself takes five times as long.
    """
    query, headers = request.query_string, _headers(request)
    if not raw.startswith(b"{"):
        return AsyncBoltRequest(body=raw.decode(), query=query, headers=headers)
    return AsyncBoltRequest(body=read(raw), query=query, headers=headers, mode="socket_mode")


def _headers(request: web.BaseRequest) -> dict[str, str | Sequence[str]]:
    """What Bolt looks at; the rest says nothing to it."""
    return {name: request.headers[name] for name in PASSED_ON if name in request.headers}
