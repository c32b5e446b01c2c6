"""What happens by itself, again and again: delivery, reminders, the workshops' clock, cleaning."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

from bot.errors import StoreAway, StoreError, whereabouts

log = logging.getLogger(__name__)

#: Seconds of rest after a round that failed; twice as long each time, up to the longest.
FIRST_REST: Final = 1.0
LONGEST_REST: Final = 60.0
#: Where the database is away: it costs little to ask, so many times, whether it is there again.
AWAY_REST: Final = 0.5
OFTEN: Final = 10


class Loop:
    """One thing that happens by itself, from `start` to `stop`.

    A ``round`` does what there is to do, and says how many seconds it may rest (0: there is more).
    One that raises is logged and tried again, after a rest that grows to ``longest``.
    """

    def __init__(
        self, name: str, round: Callable[[], Awaitable[float]], *, longest: float = LONGEST_REST
    ) -> None:
        self.name = name
        self._round = round
        self._longest = longest
        self._awake = asyncio.Event()
        self._stopping = False
        self._began: float | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in a task of the running loop."""
        self._task = asyncio.create_task(self._run(), name=self.name)

    def wake(self) -> None:
        """There may be something to do: do not rest now."""
        self._awake.set()

    @property
    def awake(self) -> bool:
        """Whether it was woken since its round began."""
        return self._awake.is_set()

    def alive(self, hangs: float) -> bool:
        """Whether it runs, and no round takes longer than ``hangs`` seconds."""
        if self._task is None or self._task.done():
            return False
        return self._began is None or time.monotonic() - self._began < hangs

    async def stop(self) -> None:
        """Finish the round under way, and end."""
        self._stopping = True
        self._awake.set()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        failed = 0
        while not self._stopping:
            self._awake.clear()
            self._began = time.monotonic()
            try:
                wait = await self._round()
                failed = 0
            except Exception as error:  # noqa: BLE001 - whatever it is, people count on it
                wait = min(self._longest, FIRST_REST * 2 ** min(failed, 16))
                failed += 1
                if isinstance(error, StoreAway):
                    wait = min(self._longest, AWAY_REST * 2 ** min(max(0, failed - OFTEN), 16))
                if isinstance(error, StoreError):
                    seldom = failed & (failed - 1) == 0  # the first, second, fourth, eighth …
                    log.log(
                        logging.ERROR if seldom else logging.DEBUG, "%s waits: %s", self.name, error
                    )
                else:
                    log.error("%s crashed and starts again: %s", self.name, whereabouts(error))
            self._began = None
            if wait > 0:
                await self._rest(wait)

    async def _rest(self, seconds: float) -> None:
        if self._stopping:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            pass
