"""What is said when a turn could not be stored: straight to Slack, since nothing can be owed."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StoreError
from bot.outbox.calls import Reply, call
from flows.content.texts import Texts

log = logging.getLogger(__name__)

#: A person is told at most once in this many seconds; Slack repeats events, and people click.
QUIET = 60.0
#: Nobody waits longer than this for bad news, in seconds.
PATIENCE = 2.0


class Trouble:
    """Tells people that something of ours does not work, without the database."""

    def __init__(self, client: AsyncWebClient, texts: Texts) -> None:
        self._client = client
        self._texts = texts.trouble
        self._told: dict[str, float] = {}

    async def tell(self, user: str, channel: str | None, error: Exception) -> None:
        """Tell the person what was kept and what to do. Never raises."""
        now = time.monotonic()
        if now - self._told.get(user, -QUIET) < QUIET:
            return
        self._told = {who: at for who, at in self._told.items() if now - at < QUIET}
        self._told[user] = now
        texts = self._texts
        line = texts.not_stored if isinstance(error, StoreError) else texts.not_understood
        message = {"channel": channel or user, "text": line}
        reply = Reply(0, trouble="it takes too long")
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                reply = await call(self._client, "chat.postMessage", message)
        if reply.error or reply.trouble:
            log.warning("the person could not be told: %s", reply.error or reply.trouble)
