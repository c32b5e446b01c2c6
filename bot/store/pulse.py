"""That a process lives, and what time it is: by one clock, the database's, for all processes.

On PostgreSQL each process writes a beat every second. What a process holds whose beats have
stopped is free at once. An ordinary row is all it takes: nothing hangs on a connection, so it works
behind a pooler too. On SQLite there is one machine, with one clock, and one process that delivers.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import bindparam, delete, func, insert, select, type_coerce

from bot.errors import StoreError
from bot.loops import Loop
from bot.store.database import Store
from bot.store.schema import beat
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.store.types import Moment

#: Seconds from one beat to the next.
EVERY: Final = 1.0
#: Whose last beat is older than this is dead.
DEAD: Final = timedelta(seconds=3)
#: So old, in seconds, may one's own last beat be: after that others may soon take one for dead.
FRESH: Final = 2.0
#: Before any beat: nobody is taken for dead.
NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)

BEAT: Final = Statement(
    insert(beat).values(owner=bindparam("by"), beat_at=func.now(), delivers=bindparam("sends")),
    ending=" ON CONFLICT (owner) DO UPDATE SET beat_at = excluded.beat_at",
)
BEATS: Final = Statement(select(beat, type_coerce(func.now(), Moment).label("now")))
FORGET: Final = Statement(delete(beat).where(beat.c.owner == bindparam("by")))
FORGET_OLD: Final = Statement(
    delete(beat).where(beat.c.beat_at < bindparam("before", type_=Moment))
)
#: Owners that are dead, for a statement that is given ``dead``.
DEAD_OWNERS: Final = select(beat.c.owner).where(beat.c.beat_at < bindparam("dead", type_=Moment))


class Pulse:
    """One process's beat, and the clock that it goes by. ``owner`` is what it leases under.

    ``delivers``: whether it sends; ``ahead``: how far its time is moved on. Before `start` the
    clock is the machine's, as on SQLite always.
    """

    def __init__(
        self,
        store: Store,
        *,
        delivers: bool = True,
        every: float = EVERY,
        ahead: Callable[[], timedelta] = timedelta,
    ) -> None:
        self.owner = f"{socket.gethostname()[:20]}:{os.getpid()}:{uuid4().hex[:8]}"
        #: Whether no other living process sends.
        self.alone = True
        self._store = store
        self._delivers = delivers
        self._every = every
        self._ahead = ahead
        self._beats = store.dialect.name != "sqlite"
        self._loop = Loop("pulse", self._round)
        self._read: tuple[datetime, float] | None = None  # the database's time, and ours then
        self._last = self._unbroken_since = 0.0

    async def start(self) -> None:
        """Beat once, then again and again. Raises ``StoreError``."""
        if self._beats:
            await self._beat()
            self._loop.start()

    async def stop(self) -> None:
        """End; what is still leased is free at once. Never raises."""
        await self._loop.stop()
        if self._read is not None:
            with suppress(StoreError):  # others will see that it has stopped
                await self._store.run(lambda tx: FORGET.send(tx, by=self.owner))

    def now(self) -> datetime:
        """The time, the same in all processes within some milliseconds."""
        return self._now() + self._ahead()

    def _now(self) -> datetime:
        if self._read is None:
            return datetime.now(UTC)
        at, read_at = self._read
        return at + timedelta(seconds=time.monotonic() - read_at)

    @property
    def dead(self) -> datetime:
        """Whose last beat is from before this is dead.

        Only who has beaten without a break can tell: when the database was away, all beats are old.
        """
        now = time.monotonic()
        unbroken = self.fresh and now - self._unbroken_since >= DEAD.total_seconds()
        return self._now() - DEAD if self._read is not None and unbroken else NEVER

    @property
    def fresh(self) -> bool:
        """Whether nobody takes this process for dead: else it should begin nothing."""
        return self._read is None or time.monotonic() - self._last < FRESH

    async def _round(self) -> float:
        with suppress(StoreError):  # whoever needs the database says so
            await self._beat()
        return self._every

    async def _beat(self) -> None:
        began = time.monotonic()
        found, at = await self._store.run(self._job)
        broken = began - self._last >= FRESH
        self._last = began  # it is at least so young
        if broken:
            self._unbroken_since = began
        now: datetime = found[0].now
        self._read = (now, at)
        others = [each for each in found if each.delivers and each.owner != self.owner]
        self.alone = all(each.beat_at <= now - DEAD for each in others)

    def _job(self, tx: Transaction) -> tuple[list[Any], float]:
        began = time.monotonic()
        BEAT.send(tx, by=self.owner, sends=self._delivers)
        found = BEATS.all(tx)
        return found, (began + time.monotonic()) / 2
