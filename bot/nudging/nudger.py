"""The loop that plans, claims and decides, and its life from start to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from bot.errors import StoreError, whereabouts
from bot.nudging.claim import LEASE, Claimed, claim, next_due
from bot.nudging.deciding import Decided, decide_for
from bot.nudging.plans import plan_marked
from bot.store.database import Store
from bot.store.transaction import Transaction
from bot.turns.flows import Flows

log = logging.getLogger(__name__)

#: Seconds between two looks where nothing is to be done.
POLL: Final = 1.0
REST_AFTER_TROUBLE: Final = 5.0


class Nudger:
    """Sends reminders when they are due, from `start` to `stop`.

    ``owed`` is called when a message was handed to delivery. Several may run, in one process or in
    many: what one has claimed is its own until the lease is over.
    """

    def __init__(
        self,
        store: Store,
        flows: Flows,
        clock: Callable[[], datetime],
        owed: Callable[[], None],
        *,
        lease: timedelta = LEASE,
        poll: float = POLL,
    ) -> None:
        self._store = store
        self._flows = flows
        self._clock = clock
        self._owed = owed
        self._lease = lease
        self._poll = poll
        self._owner = f"{socket.gethostname()[:20]}:{os.getpid()}:{uuid4().hex[:8]}"
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    def start(self) -> None:
        """Begin, in a task of the running loop."""
        self._task = asyncio.create_task(self._keep_up(), name="nudging")

    async def stop(self) -> None:
        """Finish what is under way, and end."""
        self._stopping.set()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def sweep(self) -> bool:
        """Plan, claim and decide once; whether there may be more to do at once."""
        now = self._clock()
        planned = await self._store.run(lambda tx: plan_marked(tx, self._flows.here, now))
        found = await self._store.run(lambda tx: claim(tx, self._owner, now, self._lease))
        await self._decide_all(found)
        return found.more or planned > 0

    async def next_due(self) -> datetime | None:
        """When the next nudge is due, with all planned that there is to plan."""
        now = self._clock()
        while await self._store.run(lambda tx: plan_marked(tx, self._flows.here, now, timedelta())):
            pass
        return await self._store.run(next_due)

    async def _decide_all(self, found: Claimed) -> None:
        done = await asyncio.gather(*map(self._decide, found.people), return_exceptions=True)
        if any(isinstance(each, Decided) and each.message is not None for each in done):
            self._owed()
        for each in done:
            if isinstance(each, StoreError):
                raise each
            if isinstance(each, BaseException):  # one bad nudge must not hold up the others
                log.error("a nudge could not be decided: %s", whereabouts(each))

    async def _decide(self, who: tuple[str, str]) -> Decided:
        now, batch = self._clock(), secrets.token_hex(6)

        def job(tx: Transaction) -> Decided:
            return decide_for(tx, self._flows.here, who, now, batch)

        return await self._store.run(job)

    async def _keep_up(self) -> None:
        """Sweep until told to stop, again where it fails."""
        while not self._stopping.is_set():
            wait = self._poll
            try:
                if await self.sweep():
                    continue
            except StoreError as error:
                log.error("nudging waits: %s", error)
                wait = REST_AFTER_TROUBLE
            except Exception as error:  # noqa: BLE001 - whatever it is, people count on reminders
                log.error("nudging crashed and starts again: %s", whereabouts(error))
                wait = REST_AFTER_TROUBLE
            try:
                async with asyncio.timeout(wait):
                    await self._stopping.wait()
            except TimeoutError:
                pass
