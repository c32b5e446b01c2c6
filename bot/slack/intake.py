"""How payloads come in: Socket Mode or signed HTTP. Both finish what runs before they stop."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.logger import messages
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.http_server import HttpServer, Pages, answer
from bot.logs import traced
from bot.meter import NOBODY, Meter
from bot.outbox.calls import call
from bot.slack.asking import reach
from bot.slack.manifest import EVENTS_PATH

log = logging.getLogger(__name__)
#: Tells Bolt who the bot is where a payload comes from.
Authorize = Callable[..., Awaitable[AuthorizeResult]]

#: How often the connection is looked at, in seconds; Slack answers pings within this.
PING: Final = 5.0
#: So long may nothing come before a fresh connection is made, in seconds. Slack repeats what was
#: not acknowledged for some six minutes, so nothing is lost by then.
SILENCE: Final = 240.0
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

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """One payload on its way from arrival to acknowledgement."""
        self._count += 1
        self._idle.clear()
        began = self.heard_at = time.monotonic()
        self.heard = True
        try:
            with traced():
                yield
        finally:
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


class Intake(Protocol):
    """A way for payloads to come in."""

    async def start(self) -> None:
        """Begin to take payloads in."""

    async def stop(self, seconds: float) -> None:
        """Finish what runs, at most for ``seconds``, and close."""

    def state(self) -> Hearing:
        """How it hears of Slack just now."""


class SocketIntake(AsyncSocketModeHandler):
    """Socket Mode, with a watchdog: a socket can be dead while the process looks healthy.

    ``silence`` is how long nothing may come, in seconds: one that only answers pings is dead too.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        ping: float = PING,
        silence: float = SILENCE,
        meter: Meter = NOBODY,
    ) -> None:
        super().__init__(app, app_token, ping_interval=ping)
        self.client.message_listeners.append(self._greeted)
        self._silence = silence
        self._heard_at = time.monotonic()
        self._crowded = False
        self.client.proxy = app.client.proxy  # the library would ask the environment again
        self.client.issue_new_wss_url = self._address  # type: ignore[method-assign]
        self._ping = ping
        self._running = Running(meter)
        self._watchdog: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect, and keep connected. Raises ``PlainError`` for a wrong token."""
        # The library would ask for the address by itself, and again for ever when it is refused.
        found = await reach(
            self.app.client, "apps.connections.open", "SLACK_APP_TOKEN", "url", self.app_token
        )
        self.client.wss_uri = str(found["url"])
        await self.connect_async()  # type: ignore[no-untyped-call]
        self._watchdog = asyncio.create_task(self._watch(), name="socket watchdog")

    async def _address(self) -> str:
        """Where to connect anew. Raises ``ConnectionError``, in one line."""
        reply = await call(self.app.client, "apps.connections.open", {}, self.app_token)
        if not reply.well or "url" not in reply.body:
            raise ConnectionError(f"Slack gives no address for the socket: {reply.why}")
        return str(reply.body["url"])

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Take in one payload; while stopping it is left for Slack to repeat."""
        self._heard_at = time.monotonic()
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

    def state(self) -> Hearing:
        """How it hears of Slack just now."""
        session = self.client.current_session
        return self._running.hearing(int(session is not None and not session.closed), 1)

    async def _watch(self) -> None:
        """Connect anew when the library has not done so, or when nothing has come for long."""
        failures = 0
        while True:
            await asyncio.sleep(self._ping)
            failures = 0 if await self._alive() else failures + 1
            if failures >= 3:
                failures = 0
                log.warning("the socket is silent; connecting again")
                await self._renew()
            elif time.monotonic() - self._heard_at >= self._silence:
                log.debug("nothing has come for %.0f s: a fresh connection", self._silence)
                await self._renew()

    async def _renew(self) -> None:
        self._heard_at = time.monotonic()
        try:
            async with asyncio.timeout(30):
                await self.client.connect_to_new_endpoint(force=True)
        except Exception as error:  # noqa: BLE001  the watchdog must live
            log.warning("connecting failed: %s", type(error).__name__)

    async def _greeted(self, _: Any, message: dict[str, Any], __: str | None = None) -> None:
        """Slack says how many connections the app has: more than this one is another program's.

        Whether that has the same database Slack cannot say, so whoever runs them is asked.
        """
        if message.get("type") != "hello":
            return
        count = message.get("num_connections")
        crowded = isinstance(count, int) and count > 1
        if crowded and not self._crowded:
            log.warning(
                "Slack counts %d connections with this SLACK_APP_TOKEN. If another program uses it"
                " with another database, answers are spread over both: stop one of them. After a"
                " restart the old connection may be counted for a while.",
                count,
            )
        self._crowded = crowded

    async def _alive(self) -> bool:
        client = self.client
        session = client.current_session
        if session is None or session.closed or client.message_processor.done():
            return False
        return not await client.is_ping_pong_failing()


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
        """Listen. Raises ``OSError`` where the port is in use."""
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
        async with self._running.one():
            try:
                async with asyncio.timeout(BODY_SECONDS):
                    raw = await request.read()
            except (TimeoutError, web.HTTPRequestEntityTooLarge):
                return _refused(request, 400, "its body is too slow or too large")
            if b"ssl_check=1" in raw[:SSL_CHECK]:  # Slack looks at the certificate alone
                return answer(200, "")
            if not is_signed(self._secret, raw, request.headers, time.time()):
                return _refused(request, 401, "it is not signed by Slack")
            try:
                taken = AsyncBoltRequest(
                    body=raw.decode(), query=request.query_string, headers=_headers(request)
                )
            except ValueError:
                return _refused(request, 400, "its body makes no sense")
            said = await self._app.async_dispatch(taken)
            kind = said.headers.get("content-type", ["text/plain"])[0].partition(";")[0]
            return answer(said.status, said.body or "", kind=kind)


def is_signed(secret: bytes, raw: bytes, headers: Mapping[str, str], now: float) -> bool:
    """Whether Slack signed these bytes, in the last five minutes. Never raises."""
    at = headers.get("X-Slack-Request-Timestamp", "")
    if not (at.isascii() and at.isdigit() and len(at) < 12) or abs(now - int(at)) > SIGNED_WITHIN:
        return False
    made = "v0=" + hmac.new(secret, b"v0:%s:%s" % (at.encode(), raw), "sha256").hexdigest()
    given = headers.get("X-Slack-Signature", "")
    return hmac.compare_digest(made.encode(), given.encode("utf-8", "replace"))


def _headers(request: web.BaseRequest) -> dict[str, str | Sequence[str]]:
    """What Bolt looks at; the rest says nothing to it."""
    return {name: request.headers[name] for name in PASSED_ON if name in request.headers}


def _refused(request: web.BaseRequest, status: int, why: str) -> web.Response:
    log.info("a request from %s was refused (%d): %s", request.remote, status, why)
    return answer(status, why)
