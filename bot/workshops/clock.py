"""The clock of workshops: deadlines, timers, and what delivery has learnt of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from bot.errors import whereabouts
from bot.workshops.turns import WorkshopTurns

log = logging.getLogger(__name__)


class WorkshopClock:
    """Looks for what is due, from `start` to `stop`. Several may run: each workshop is locked.

    ``poll`` is how often it looks, in seconds.
    """

    def __init__(self, turns: WorkshopTurns, owed: Callable[[], None], poll: float) -> None:
        self._turns = turns
        self._owed = owed
        self._poll = poll
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look, in a task of the running loop."""
        self._task = asyncio.create_task(self._run(), name="workshop clock")

    async def stop(self) -> None:
        """Finish the look under way, and end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                if await self._turns.tick():
                    self._owed()
            except Exception as error:  # noqa: BLE001 - the clock must live
                log.error("workshops could not be looked at: %s", whereabouts(error))
            await asyncio.sleep(self._poll)
