"""Signed HTTP: what Slack posts to an app's request URL."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot import json_text
from bot.sandbox.core import Attempt, Core
from bot.sandbox.model import Json

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's signature (v0) of a request body."""
    signed = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


class Webhooks:
    """Posts to the app, one request a payload."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self._session: aiohttp.ClientSession | None = None
        self._posts: dict[str, asyncio.Task[Any]] = {}

    def send(self, attempt: Attempt) -> str:
        """Posts in the background."""
        if not self.core.settings.request_url:
            return "no_connection"
        task = self.core.spawn(self._post(attempt))
        self._posts[attempt.id] = task
        task.add_done_callback(lambda _: self._posts.pop(attempt.id, None))
        return ""

    def forget(self, attempt: Attempt) -> None:
        """Slack hangs up when the time is out."""
        task = self._posts.pop(attempt.id, None)
        if task is not None:
            task.cancel()

    async def verify(self) -> bool:
        """Slack's `url_verification`: the app must answer with the challenge."""
        body = json.dumps({"type": "url_verification", "challenge": "sandbox-challenge"})
        try:
            url, headers = self.core.settings.request_url, self._signed(body, "application/json")
            async with self._client().post(url, data=body, headers=headers) as answer:
                return answer.status == 200 and "sandbox-challenge" in await answer.text()
        except (TimeoutError, aiohttp.ClientError):
            return False

    async def close(self) -> None:
        """Closes the connections to the app."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, attempt: Attempt) -> None:
        body, content_type = _body(attempt)
        headers = self._signed(body, content_type)
        if attempt.retry:
            headers["X-Slack-Retry-Num"] = str(attempt.retry)
            headers["X-Slack-Retry-Reason"] = attempt.reason
        url, transport = self.core.settings.request_url, self.core.transport
        try:
            async with self._client().post(url, data=body.encode(), headers=headers) as answer:
                payload = _parsed(answer.content_type, await answer.text())
                if 200 <= answer.status < 300:
                    transport.answered(attempt.id, answer.status, payload)
                else:
                    again = answer.headers.get("X-Slack-No-Retry") != "1"
                    transport.failed(attempt.id, "http_error", answer.status, again)
        except (TimeoutError, aiohttp.ClientError):
            transport.failed(attempt.id, "connection_failed")

    def _signed(self, body: str, content_type: str) -> dict[str, str]:
        # Real time, not the sandbox's: the app compares it with its own clock.
        timestamp = str(int(time.time()))
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (sandbox)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self.core.tokens.secret, timestamp, body),
        }

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self._session


def _body(attempt: Attempt) -> tuple[str, str]:
    if attempt.kind == "events_api":
        return json_text.written(attempt.payload).decode(), "application/json"
    if attempt.kind == "slash_commands":
        return urlencode(attempt.payload), FORM
    return urlencode({"payload": json_text.written(attempt.payload)}), FORM


def _parsed(content_type: str, text: str) -> Json | None:
    if not text.strip():
        return None
    if content_type == "application/json":
        try:
            value = json.loads(text)
        except ValueError:
            return {"text": text}
        return value if isinstance(value, dict) else None
    return {"text": text}
