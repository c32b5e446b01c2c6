"""Waiting for messages: those who ask are woken by the change itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.sandbox.core import Core
from bot.sandbox.model import Channel, Message
from bot.sandbox.shown import touched
from bot.sandbox.workspace import Change

WOKEN_BY = frozenset({"message", "message_changed", "message_deleted", "ephemeral"})


class Waits:
    """Futures a channel, set whenever something in the channel changes."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Future[None]]] = {}

    def on_change(self, change: Change) -> None:
        """Wakes those who wait for this channel."""
        if change.kind not in WOKEN_BY or not self._waiting:
            return
        for key in (change.channel, "*"):
            for waiter in self._waiting.pop(key, ()):
                if not waiter.done():
                    waiter.set_result(None)

    async def until(self, key: str, ready: Callable[[], bool], seconds: float) -> bool:
        """Waits until `ready()`, asked after each change in the channel (or "*": in any)."""
        end = time.monotonic() + seconds
        while not ready():
            left = end - time.monotonic()
            if left <= 0:
                return False
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            waiting = self._waiting.setdefault(key, set())
            waiting.add(waiter)
            await asyncio.wait((waiter,), timeout=left)
            waiting.discard(waiter)
        return True


async def replies(
    core: Core, waits: Waits, channel: Channel, rev: int, user: str, count: int, seconds: float
) -> list[Message]:
    """The app's messages since revision `rev`, when there are `count` of them or time is out."""
    bot_id = core.workspace.bot.bot_id

    def found() -> list[Message]:
        new = touched(core, channel, rev, user)
        return [m for m in new if m.raw.get("bot_id") == bot_id]

    await waits.until(channel.id, lambda: len(found()) >= count, seconds)
    return found()


async def quiet(core: Core, still: float, seconds: float) -> bool:
    """Waits until nothing has happened for `still` seconds and nothing is under way."""
    end = time.monotonic() + seconds
    while True:
        now = time.monotonic()
        busy = bool(core.transport.pending) or core.calls_open > 0
        left = core.active_at + still - now
        if not busy and left <= 0:
            return True
        if now >= end:
            return False
        await asyncio.sleep(min(max(left, 0.005), end - now))
