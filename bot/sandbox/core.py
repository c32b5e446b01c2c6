"""The parts of one running sandbox, as they are handed on, and the delivery of payloads to the app.

One try at a time, retries for events, an answer for what people do.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Literal, NamedTuple, Protocol

from bot import json_text
from bot.sandbox import ids
from bot.sandbox.clock import Clock, Timer
from bot.sandbox.faults import DELIVERY_FAULTS, Faults
from bot.sandbox.grants import Grants
from bot.sandbox.model import Json
from bot.sandbox.profile import AppProfile
from bot.sandbox.rates import Rates
from bot.sandbox.settings import Settings
from bot.sandbox.traffic import Entry, Traffic
from bot.sandbox.workspace import Workspace

#: The organisation, where the workspace is in one.
ENTERPRISE = "E0EKSEMPEL"


class Tokens:
    """What the app proves itself with. They look like Slack's and are plainly not."""

    def __init__(
        self, bot: str = "", app: str = "", secret: str = "", client_secret: str = ""
    ) -> None:
        self.bot = bot or f"xoxb-sandbox-{ids.secret()}"
        self.app = app or f"xapp-sandbox-{ids.secret()}"
        self.config = f"xoxe.xoxp-sandbox-{ids.secret()}"
        self.secret = secret or f"sandbox-secret-{ids.secret()}"
        self.client_id = "000000000000.000000000001"
        self.client_secret = client_secret or f"sandbox-client-{ids.secret()}"
        self.verification = "sandbox-verification-token"


class Core:
    """Workspace, clock, transport and the rest of one sandbox."""

    transport: Transport

    def __init__(
        self,
        workspace: Workspace,
        clock: Clock,
        profile: AppProfile,
        tokens: Tokens,
        settings: Settings,
        traffic: Traffic,
    ) -> None:
        self.workspace = workspace
        self.clock = clock
        self.profile = profile
        self.tokens = tokens
        self.settings = settings
        self.traffic = traffic
        self.grants = Grants(clock, tokens.client_id, tokens.client_secret)
        self.faults = Faults()
        self.rates = Rates(clock)
        self.base_url = ""
        self.new_socket_url: Callable[[], str] = lambda: ""
        # Asks the app when something of its own will happen next, in seconds since 1970.
        self.upcoming: Callable[[], Awaitable[float | None]] | None = None
        self.calls_open = 0
        self.active_at = time.monotonic()
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def enterprise(self) -> str | None:
        """The id of the organisation that the workspace is in."""
        return ENTERPRISE if self.settings.organisation else None

    @property
    def is_whole(self) -> bool:
        """Whether the app is installed in the whole organisation."""
        return self.settings.organisation == "whole"

    def touch(self) -> None:
        """Something happened; waiting for quiet starts again."""
        self.active_at = time.monotonic()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Starts work in the background; it is cancelled when the sandbox stops."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop_tasks(self) -> None:
        """Cancels what `spawn` started, and waits for its end."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


Kind = Literal["events_api", "interactive", "slash_commands"]


# What a retry says of the try before it, over HTTP.
_REASONS = {"timeout": "http_timeout", "no_connection": "connection_failed"}


class Answer(NamedTuple):
    """How the app answered a delivery: `ms` after it was sent, with what payload.

    `error` is "timeout", "no_connection", "connection_failed" or "http_error" when not acked.
    """

    acked: bool
    status: int | None
    ms: float
    response: Any
    error: str
    retry: bool = True

    def as_json(self) -> Json:
        """As the control API returns it."""
        return self._asdict()


class Attempt:
    """One delivery of one payload, until it is answered or given up."""

    __slots__ = ("deaf", "entry", "id", "kind", "on_answer", "payload", "reason", "retry",
                 "started", "timer")  # fmt: skip

    def __init__(
        self,
        kind: Kind,
        payload: Json,
        on_answer: Callable[[Answer], None],
        retry: int = 0,
        reason: str = "",
    ) -> None:
        self.id = ids.new("E")
        self.kind = kind
        self.payload = payload
        self.on_answer = on_answer
        self.retry = retry
        self.reason = reason
        self.started = time.monotonic()
        self.timer: Timer | None = None
        self.entry: Entry | None = None
        self.deaf = False

    def envelope(self) -> str:
        """The attempt as a Socket Mode message."""
        envelope: Json = {
            "envelope_id": self.id,
            "payload": self.payload,
            "type": self.kind,
            "accepts_response_payload": self.kind != "events_api",
        }
        if self.kind == "events_api":
            envelope["retry_attempt"] = self.retry
            envelope["retry_reason"] = self.reason
        return json_text.written(envelope).decode()


class Carrier(Protocol):
    """A way to the app."""

    def send(self, attempt: Attempt) -> str:
        """Sends without waiting; returns why it cannot, or nothing."""

    def forget(self, attempt: Attempt) -> None:
        """Nobody waits for this attempt any more."""


class Transport:
    """Sends through the carrier of the current mode, and keeps Slack's time limits."""

    def __init__(self, core: Core, carriers: dict[str, Carrier]) -> None:
        self.core = core
        self.carriers = carriers
        self.pending: dict[str, Attempt] = {}
        self.retries: set[Timer] = set()

    def deliver(self, kind: Kind, payload: Json) -> asyncio.Future[Answer]:
        """Sends an interaction or command; the answer comes within the time limit."""
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._start(Attempt(kind, payload, _settle(answered)))
        return answered

    def event(self, payload: Json) -> asyncio.Future[Answer]:
        """Sends an event, again when it is not acked; the answer is that of the first try."""
        first: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._try_event(payload, 0, "", _settle(first))
        return first

    def event_unheard(self, payload: Json) -> None:
        """Like `event`, when nobody asks how it went."""
        self._try_event(payload, 0, "", _ignore)

    def answered(self, attempt_id: str, status: int, response: Any) -> None:
        """The app acked (a carrier says so); too late or unknown ones are ignored."""
        attempt = self.pending.get(attempt_id)
        if attempt is not None and not attempt.deaf:
            self._finish(attempt, Answer(True, status, _ms(attempt), response, ""))

    def failed(
        self, attempt_id: str, error: str, status: int | None = None, retry: bool = True
    ) -> None:
        """The carrier could not deliver, or the app answered with an error."""
        attempt = self.pending.get(attempt_id)
        if attempt is not None and not attempt.deaf:
            self._finish(attempt, Answer(False, status, _ms(attempt), None, error, retry))

    def _try_event(
        self, payload: Json, retry: int, reason: str, tell: Callable[[Answer], None]
    ) -> None:
        def on_answer(answer: Answer) -> None:
            tell(answer)
            if not answer.acked and answer.retry:
                self._retry(payload, retry, answer.error)

        self._start(Attempt("events_api", payload, on_answer, retry, reason))

    def _retry(self, payload: Json, tried: int, reason: str) -> None:
        delays = self.core.settings.retry_seconds
        if tried >= len(delays):
            return
        why = _REASONS.get(reason, reason) if self.core.settings.mode == "http" else "timeout"

        def again() -> None:
            self.retries.discard(timer)
            self._try_event(payload, tried + 1, why, _ignore)

        timer = self.core.clock.later(delays[tried], again)
        self.retries.add(timer)

    def forget_retries(self) -> None:
        """Events that still were to be sent again are not."""
        for timer in self.retries:
            timer.cancel()
        self.retries.clear()

    def _start(self, attempt: Attempt) -> None:
        core = self.core
        core.touch()
        attempt.entry = core.traffic.begin(
            "to_app", _name(attempt.kind, attempt.payload), attempt.payload, attempt.retry
        )
        self.pending[attempt.id] = attempt
        faults = core.faults
        fault = faults.take(DELIVERY_FAULTS, attempt.kind, {}) if faults.active else None
        if fault is None:
            self._send(attempt)
        elif fault.kind == "delay":
            core.clock.later(fault.seconds, lambda: self._send(attempt))
        elif fault.kind == "lose_ack":
            attempt.deaf = True
            self._send(attempt)
        else:
            self._send(attempt)
            self._start(Attempt(attempt.kind, attempt.payload, _ignore))

    def _send(self, attempt: Attempt) -> None:
        limit = self.core.settings.ack_seconds
        attempt.timer = self.core.clock.later(limit, lambda: self._give_up(attempt))
        refused = self.carriers[self.core.settings.mode].send(attempt)
        if refused:
            asyncio.get_running_loop().call_soon(self.failed, attempt.id, refused)

    def _give_up(self, attempt: Attempt) -> None:
        if attempt.id in self.pending:
            self.carriers[self.core.settings.mode].forget(attempt)
            self._finish(attempt, Answer(False, None, _ms(attempt), None, "timeout"))

    def _finish(self, attempt: Attempt, answer: Answer) -> None:
        del self.pending[attempt.id]
        if attempt.timer is not None:
            attempt.timer.cancel()
        self.core.touch()
        self.core.traffic.end(
            attempt.entry,
            ok=answer.acked,
            status=answer.status,
            ms=answer.ms,
            error=answer.error,
            answer=answer.response,
        )
        attempt.on_answer(answer)


def _settle(future: asyncio.Future[Answer]) -> Callable[[Answer], None]:
    def tell(answer: Answer) -> None:
        if not future.done():
            future.set_result(answer)

    return tell


def _ignore(answer: Answer) -> None:
    """Nobody asks."""


def _ms(attempt: Attempt) -> float:
    return round((time.monotonic() - attempt.started) * 1000, 2)


def _name(kind: Kind, payload: Json) -> str:
    """What the developer reads in the traffic view: `message.im`, `block_actions`, `/samskab`."""
    if kind == "events_api":
        event = payload.get("event", {})
        return str(event.get("subtype") or event.get("type", "event"))
    return str(payload.get("command") or payload.get("type", kind))
