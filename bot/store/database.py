"""The one door to the database: jobs go in from asyncio, and come back committed."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import TypeVar
from zlib import crc32

from sqlalchemy import URL, create_engine
from sqlalchemy.engine import Dialect

from bot.errors import StoreAway, StoreError
from bot.meter import NOBODY, Meter
from bot.store import address
from bot.store.transaction import Transaction, Work, Worker

T = TypeVar("T")


class Store:
    """An open database. Made by `open_store`, closed by `stop`."""

    def __init__(
        self, place: URL, dialect: Dialect, workers: Sequence[Worker], meter: Meter = NOBODY
    ) -> None:
        self.place = place
        self.dialect = dialect
        self._meter = meter
        self._workers = workers
        self._threads = [
            threading.Thread(target=worker.work, name=f"store-{number}", daemon=True)
            for number, worker in enumerate(workers)
        ]
        self._under_way = [0] * len(workers)
        self._open = True
        for thread in self._threads:
            thread.start()

    def __str__(self) -> str:
        """The address without secrets."""
        return address.shown(self.place)

    async def run(self, job: Callable[[Transaction], T], owner: str = "") -> T:
        """Run a job in one transaction; when this returns, what it did is on disk.

        The jobs of one ``owner`` run in the order in which they were handed in: each thread has
        its owners. Those of nobody go to the thread with least to do. Where the database is away,
        nobody waits: it is said at once, until it is there again.

        The job is a short synchronous function, which runs in a thread or, on SQLite, in the loop
        itself. It has no side effects outside the database: it may be run again when a connection
        is lost, two jobs clash, or one beside it fails. What it raises undoes what it did and is
        raised here. StoreFull and StoreAway say that the database itself failed.
        """
        if not self._open:
            raise StoreError("the database is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        number = self._thread_of(owner)
        self._under_way[number] += 1
        began, failure = time.perf_counter(), ""
        context = copy_context()

        def within(tx: Transaction) -> T:
            return context.run(job, tx)  # what is logged there belongs to whoever wanted it

        try:
            self._workers[number].put(Work(within, loop, future))
            return await future
        except StoreError as error:
            failure = type(error).__name__
            raise
        finally:
            self._under_way[number] -= 1
            self._meter.stored(time.perf_counter() - began, failure)

    def _thread_of(self, owner: str) -> int:
        if len(self._workers) == 1 and not self._workers[0].away:
            return 0
        there = [number for number, each in enumerate(self._workers) if not each.away]
        if not there:
            raise StoreAway(self._workers[0].away)
        if owner:
            own = crc32(owner.encode()) % len(self._workers)
            return own if own in there else there[own % len(there)]
        return min(
            there, key=lambda number: self._under_way[number]
        )  # a queue may be empty and busy

    @property
    def threads_alive(self) -> list[bool]:
        """Whether each database thread lives."""
        return [thread.is_alive() for thread in self._threads]

    async def stop(self) -> None:
        """Finish the jobs that were handed in, then close."""
        if self._open:
            self._open = False
            for worker in self._workers:
                worker.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)


def open_store(
    url: str, *, connections: int = 4, read_only: bool = False, meter: Meter = NOBODY
) -> Store:
    """Open the database at `url`; `connections` is how many PostgreSQL may have.

    Where it is `read_only`, jobs cannot write, and hold nobody up who does.
    Raises StoreError, in one line and without secrets, when the address cannot be used.
    """
    place = address.parse(url)
    kind = address.kind_of(place)
    # The engine is only asked for its dialect: what SQL looks like and how values are stored.
    dialect = create_engine(place, paramstyle=kind.PARAMSTYLE).dialect
    workers = kind.workers(place, dialect, connections, read_only=read_only)
    return Store(place, dialect, workers, meter)
