"""The loop that claims, sends and marks, and its life from start to stop."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from bot.errors import StoreError, whereabouts
from bot.logs import traced
from bot.loops import Loop
from bot.meter import NOBODY, Meter
from bot.outbox.claim import Claim, Lease, claim, free_all, give_back, wake_resting
from bot.outbox.clients import Clients
from bot.outbox.owing import Owed
from bot.outbox.pace import Pace
from bot.outbox.rows import Later, Make, Outcome, Refused, Row, Sent, Told
from bot.outbox.sender import KNOWN, Sender
from bot.outbox.settle import BECAME, SAID, must_be_told, settle
from bot.outbox.verdict import FATES, stumbled
from bot.store.database import Store
from bot.store.housekeeping import prune
from bot.store.pulse import Pulse
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)

LEASE: Final = timedelta(seconds=30)
CLAIMED_AT_ONCE: Final = 100
CLAIMED_AT_MOST: Final = 1_000
TALKING: Final = 0.05  # seconds between two looks, while people talk with another process
TALK: Final = 10.0  # and for how long they do, after the last message
ROUND_SECONDS: Final = 0.02
LONGEST_REST: Final = 5.0  # where it fails: people wait for answers
TIDY_EVERY: Final = 3_600.0


class Deliverer:
    """Delivers what the outbox owes, from `start` to `drain` or `stop`.

    Several may run on PostgreSQL and share the work. On SQLite the first delivers, and the others
    stand by.
    """

    def __init__(
        self,
        store: Store,
        clients: Clients,
        *,
        pulse: Pulse | None = None,
        pace: Pace | None = None,
        lease: timedelta = LEASE,
        concurrency: int = 50,
        poll: float = 0.25,
        told: Told | None = None,
        make: Make | None = None,
        meter: Meter = NOBODY,
    ) -> None:
        self._meter = meter
        self.told = told
        self._store = store
        self._pulse = pulse or Pulse(store)
        self._clock = self._pulse.now
        self._lease = lease
        self._poll = poll
        self._concurrency = concurrency
        self._owner = self._pulse.owner
        self._pace = pace or Pace()
        self._sender = Sender(clients, store, self._pace, self._pulse, concurrency, make)
        one_file = store.dialect.name == "sqlite"
        self._sole = Sole(Path(str(store.place.database))) if one_file else None
        self._delivers = False
        self._loop = Loop("delivery", self._deliver, longest=LONGEST_REST)
        self._housekeeping = Loop("housekeeping", self._tidy)
        self._flights: dict[int, asyncio.Task[None]] = {}
        self._outcomes: list[Outcome] = []
        self._lost: list[Lease] = []
        self._last_lane = ""
        self._stopping = False
        self._look = True  # whether something may be there to be claimed
        self._look_at = 0.0  # when to look anyhow: others write rows too, and some are due later
        self._talk_until = 0.0
        self._next_round = 0.0
        self._idle = asyncio.Event()

    @property
    def loops(self) -> tuple[Loop, ...]:
        """What happens by itself in it."""
        return self._loop, self._housekeeping

    def start(self) -> None:
        """Begin to deliver, in tasks of the running loop."""
        self._loop.start()
        self._housekeeping.start()

    def wake(self) -> None:
        """Look at once, since rows were committed. To be called in the loop; often, if need be."""
        self._look = True
        self._loop.wake()

    def lease(self) -> Lease | None:
        """Under what a turn may claim what it writes; None where this process may not send now."""
        if not self._delivers or self._room() == 0:
            return None
        return self._new_lease(self._clock())

    def _new_lease(self, now: datetime) -> Lease:
        return Lease(self._owner, now, now + self._lease, self._pulse.dead)

    def lost(self, lease: Lease) -> None:
        """Nobody knows whether what was claimed under the lease is committed; it is not sent.

        Where it is, or will be, it is free as soon as the database tells.
        """
        self._lost.append(lease)
        self.wake()

    def take(self, owed: Owed) -> None:
        """Send at once what a turn has claimed. To be called in the loop, after the commit."""
        if owed.lease is not None and owed.rows:
            lanes: dict[str, list[Row]] = {}
            for row in owed.rows:
                lanes.setdefault(row.lane, []).append(row)
            for rows in lanes.values():
                self._launch(rows, owed.lease.until)
        if owed.left:
            self.wake()

    def may_tidy(self, team: str) -> bool:
        """Whether an update would be made soon. Where not, it is better not owed at all."""
        return self._pace.may_tidy(team)

    async def drain(self, seconds: float = 10.0) -> None:
        """Deliver what is due now, for so long at most, then stop."""
        self._idle.clear()
        self.wake()
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            log.warning("not all was delivered in %.0f s; the rest is kept for later", seconds)
        await self.stop()

    async def stop(self) -> None:
        """Claim no more, finish the calls under way, put back the rest, and end."""
        self._stopping = True
        self._sender.close()
        await self._housekeeping.stop()
        await self._loop.stop()
        await asyncio.gather(*self._flights.values(), return_exceptions=True)
        try:
            await self._round()
        except Exception as error:  # noqa: BLE001 - their leases will run out
            log.error("not all that was sent could be marked: %s", whereabouts(error))
        if self._sole is not None:
            self._sole.free()

    async def _deliver(self) -> float:
        """One round, where this process delivers; how long to rest then."""
        if not await self._may_deliver():
            self._idle.set()
            return self._poll
        await self._gather()
        if await self._round() or self._outcomes:
            return 0.0
        if not self._flights and not self._loop.awake:
            self._idle.set()
        return max(0.0, self._look_at - time.monotonic())

    async def _gather(self) -> None:
        """Under load wait a moment, so that a round marks and claims many rows together."""
        now = time.monotonic()
        if (early := self._next_round - now) > 0:
            await asyncio.sleep(early)
        self._next_round = max(now, self._next_round) + ROUND_SECONDS

    async def _may_deliver(self) -> bool:
        """Whether this process is the one that delivers, where there may be only one."""
        if self._delivers:
            return True
        if self._sole is not None:
            if not self._sole.take():
                return False
            await self._store.run(free_all)  # whoever had them is dead
        await self._store.run(lambda tx: wake_resting(tx, None))  # a newer program may send them
        self._delivers = True
        return True

    async def _round(self) -> bool:
        """Mark what has ended and claim what is next, in one transaction; True: at once again.

        What a turn hands over needs no claim. So it looks only where something was left behind, or
        may have become due.
        """
        now = self._clock()
        while (outcome := next(filter(self._must_be_told, self._outcomes), None)) is not None:
            await self._tell(outcome, now)
            self._outcomes.remove(outcome)
            self._look = True
        outcomes, self._outcomes = self._outcomes, []
        self._look |= not all(isinstance(each, Sent) for each in outcomes)
        self._look |= time.monotonic() >= self._look_at
        lost = self._lost = [each for each in self._lost if each.until > now]
        lease = self._new_lease(now)
        most = self._room() if self._look else 0
        if not outcomes and not most:
            return False

        def job(tx: Transaction) -> Claim | None:
            settle(tx, self._owner, outcomes, now)
            if not most:
                return None
            give_back(tx, lost)
            return claim(tx, lease, most, self._last_lane)

        self._look = self._look and not most  # whoever wakes us meanwhile is heard
        try:
            found = await self._store.run(job)
        except StoreError:
            self.lost(lease)
            if not self._stopping:  # at the end there is no later: their leases will run out
                self._outcomes = outcomes + self._outcomes
            raise
        except Exception:  # a fault of ours
            self._look = True
            await self._mark_apart(outcomes, now)
            raise
        return found is not None and self._launched(found, lease)

    def _launched(self, found: Claim, lease: Lease) -> bool:
        """Send what was claimed; whether there may be more to claim at once."""
        self._last_lane = found.last_lane
        self._look |= found.more or found.waiting
        now = time.monotonic()
        if found.rows and self._sole is None:  # the turns are another process's: it goes on there
            self._talk_until = now + TALK
        seconds = self._poll if now > self._talk_until else min(TALKING, self._poll)
        if found.next_due is not None:
            seconds = min(seconds, max(0.0, (found.next_due - lease.since).total_seconds()))
        self._look_at = now + seconds
        for row in found.rows:
            self._launch([row], lease.until)
        return found.more

    def _must_be_told(self, outcome: Outcome) -> bool:
        return self.told is not None and must_be_told(outcome)

    async def _tell(self, outcome: Outcome, now: datetime) -> None:
        """Mark it, and tell who must hear of it, in one transaction.

        Where that fails by a fault of ours, it is as if it had not been sent: it may be told later.
        What somebody has read is marked all the same.
        """

        def job(tx: Transaction) -> None:
            settle(tx, self._owner, [outcome], now)
            if self.told is not None and isinstance(outcome, Sent | Refused):
                self.told(tx, outcome, now)

        try:
            with traced(outcome.row.trace or ""):
                await self._store.run(job)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - what follows must not hold up the others
            later = stumbled(outcome.row, now, error)
            read = isinstance(outcome, Sent) and outcome.row.method in SAID
            await self._mark_apart([outcome if read else later], now)

    async def _mark_apart(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        """Mark each in a transaction of its own: one that fails takes no other with it."""
        for outcome in outcomes:
            try:
                mark = partial(settle, owner=self._owner, outcomes=[outcome], now=now)
                await self._store.run(mark)
            except Exception as error:  # noqa: BLE001 - its lease runs out
                log.error("outbox %d is not marked: %s", outcome.row.id, whereabouts(error))

    def _room(self) -> int:
        """How many rows to claim: enough to keep every place busy, the rest is for others."""
        if self._stopping:
            return 0
        busy = len(self._flights) - self._sender.resting
        room = min(2 * self._concurrency - busy, CLAIMED_AT_MOST - len(self._flights))
        return max(0, min(CLAIMED_AT_ONCE, room))

    def _launch(self, rows: list[Row], until: datetime) -> None:
        """Send rows of one lane, one after the other."""
        if any(row.id in self._flights for row in rows):
            return  # the machine slept so long that its own lease ran out
        task = asyncio.create_task(self._fly(rows, until))
        for row in rows:
            self._flights[row.id] = task

    async def _fly(self, rows: list[Row], until: datetime) -> None:
        held_up = False
        try:
            for row in rows:
                with traced(row.trace or ""):
                    outcome = Later(row, self._clock()) if held_up else await self._send(row, until)
                    self._count(outcome)
                held_up = held_up or isinstance(outcome, Later)
                self._outcomes.append(outcome)
                self._loop.wake()
        finally:
            for row in rows:
                del self._flights[row.id]

    def _count(self, outcome: Outcome) -> None:
        row = outcome.row
        after = (self._clock() - row.created_at).total_seconds()
        method = row.method if row.method in KNOWN else "other"
        self._meter.delivered(method, BECAME.get(type(outcome), "later"), after)
        if isinstance(outcome, Sent):
            log.info("outbox %d: %s sent, %.2f s after it was owed", row.id, method, after)
        why = "" if isinstance(outcome, Sent) else (outcome.why or "").partition(":")[0]
        if isinstance(outcome, Refused) or why in FATES:
            self._meter.refused(why)

    async def _send(self, row: Row, until: datetime) -> Outcome:
        try:
            return await self._sender.send(row, until)
        except Exception as error:  # noqa: BLE001 - one bad row must not hold up a conversation
            return stumbled(row, self._clock(), error)

    async def _tidy(self) -> float:
        """Keep the database from growing for ever; how long to rest then."""

        def job(tx: Transaction) -> bool:
            wake_resting(tx, self._clock())
            return prune(tx, self._clock())

        return 0.0 if await self._store.run(job) else TIDY_EVERY


class Sole:
    """A lock that the system takes back when its process dies, however it dies.

    It is SQLite's own lock on an empty file beside the database, so it works wherever SQLite does.
    """

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + "-delivery")
        self._held: sqlite3.Connection | None = None

    def take(self) -> bool:
        """Try to get the lock; True when this process has it."""
        if self._held is not None:
            return True
        connection = sqlite3.connect(
            self._path, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return False
        self._held = connection
        return True

    def free(self) -> None:
        """Give the lock back."""
        if self._held is not None:
            with suppress(sqlite3.Error):
                self._held.rollback()
            self._held.close()
            self._held = None
