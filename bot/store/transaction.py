"""One job on its way from the event loop through a database thread and back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.engine import Dialect


class Cursor(Protocol):
    """The part of a DB-API cursor that statements use, alike in sqlite3 and psycopg."""

    @property
    def rowcount(self) -> int:
        """Rows touched by the last execution."""

    def execute(self, sql: Any, parameters: Any = (), /) -> Any:
        """Run one statement."""

    def executemany(self, sql: Any, parameters: Any, /) -> Any:
        """Run one statement for each set of parameters."""

    def fetchmany(self, size: int, /) -> list[Any]:
        """The next rows."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""


@dataclass(slots=True)
class Found:
    """What a statement brought: its rows, and how many it touched."""

    rows: list[Any] | None = None
    touched: int = 0

    def read(self) -> Found:
        """It, when it is there."""
        return self


@dataclass(slots=True)
class Transaction:
    """An open transaction. Jobs run their statements on it; committing is not theirs to do.

    ``cut`` is set where something private was deleted: once that is committed, it can nowhere on
    the disk be read any more. ``faded`` is set where something sent was emptied: the same, but
    as soon as nothing else is to do.
    """

    cursor: Cursor
    dialect: Dialect
    cut: bool = False
    faded: bool = False

    def found(self) -> Found:
        """What the last statement brings, to be read later; here it is there already."""
        rows = self.cursor.fetchall()
        return Found(rows, self.cursor.rowcount)


Job = Callable[[Transaction], Any]


@dataclass(slots=True)
class Work:
    """A job that somebody awaits, and what came of it."""

    job: Job
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def resolve(self) -> None:
        """Hand over the result; whoever awaited it may have gone away."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


def resolve(works: Sequence[Work]) -> None:
    """Resolve finished works from a database thread: one wake-up of the loop for all of them."""
    for loop in {work.loop for work in works}:
        mine = [work for work in works if work.loop is loop]
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_resolve_all, mine)


def _resolve_all(works: Sequence[Work]) -> None:
    for work in works:
        work.resolve()


class Worker(Protocol):
    """What runs in a database thread. ``away``: why it cannot reach the database just now."""

    away: str

    def put(self, work: Work | None, /) -> None:
        """Hand in a work, in its loop; None: no more will come."""

    def work(self) -> None:
        """The thread's life: do what is handed in until None comes."""
