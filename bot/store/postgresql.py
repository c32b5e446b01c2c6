"""PostgreSQL: a few threads, each with a connection and one transaction a job."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL
from sqlalchemy.engine import Dialect

from bot.errors import StoreAway, StoreError, StoreFull
from bot.store.transaction import Transaction, Work, resolve

PARAMSTYLE: Any = "format"
LOCK: Sequence[str] = ("SELECT pg_advisory_xact_lock(7263752)",)
HAS_VERSION = "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL"

TRIES = 3
REST_AFTER_REFUSAL = 1.0  # seconds in which jobs are told at once that the database is away

# What a URL does not say for itself: a dead network is noticed in seconds, not hours.
DEFAULTS = {
    "application_name": "samskab",
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "tcp_user_timeout": "15000",
}
MEANINGS: tuple[tuple[type[Exception], type[StoreError], str], ...] = (
    (errors.DiskFull, StoreFull, "the database server's disk is full"),
    (errors.ReadOnlySqlTransaction, StoreError, "the database is read-only"),
    (errors.LockNotAvailable, StoreAway, "the database is locked by another program"),
    (errors.SerializationFailure, StoreAway, "the database is too busy"),
    (errors.DeadlockDetected, StoreAway, "the database is too busy"),
    (errors.QueryCanceled, StoreAway, "the database is too slow"),
    (psycopg.OperationalError, StoreAway, "the database does not answer"),
)
#: A turn that took longer would be of no use: Slack waits three seconds.
IN_TURNS = "SET lock_timeout = '2s'; SET statement_timeout = '2500ms'"
CLASHES = (errors.SerializationFailure, errors.DeadlockDetected)


def connect(place: URL) -> psycopg.Connection:
    """A connection in UTC; StoreAway or StoreError when there is none to get."""
    conninfo = place.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        parameters = {**DEFAULTS, **conninfo_to_dict(conninfo)}
        connection = psycopg.connect(**parameters, autocommit=True)  # type: ignore[arg-type]
        try:
            connection.execute("SET TIME ZONE 'UTC'; SET lock_timeout = '10s'")
            connection.autocommit = False
        except BaseException:
            connection.close()
            raise
    except psycopg.OperationalError as error:
        reason = str(error).partition("\n")[0]
        raise StoreAway(f"the database does not answer: {reason}") from None
    except psycopg.Error:  # the text of this one may hold the password
        raise StoreError("DATABASE_URL has an option that PostgreSQL does not know") from None
    return connection


def meaning(error: BaseException) -> BaseException:
    """The error that callers know, where PostgreSQL's has such a meaning; else the error itself."""
    for theirs, ours, text in MEANINGS:
        if isinstance(error, theirs):
            return ours(text)
    return error


@dataclass(frozen=True, slots=True)
class Line:
    """An open connection with the one transaction that runs on it at a time."""

    connection: psycopg.Connection
    tx: Transaction

    def undo(self) -> bool:
        """Roll back; False when the connection is lost."""
        try:
            self.connection.rollback()
        except psycopg.Error:
            self.connection.close()
        return not self.connection.closed


def workers(
    place: URL, dialect: Dialect, connections: int, *, read_only: bool = False
) -> Sequence[Worker]:
    """One a connection; each connects when it has something to do."""
    return [Worker(place, dialect, read_only=read_only) for _ in range(connections)]


class Worker:
    """Works the queue until it finds None there."""

    def __init__(self, place: URL, dialect: Dialect, *, read_only: bool = False) -> None:
        self._place = place
        self._read_only = read_only
        self._dialect = dialect
        self._line: Line | None = None
        self._resting_until = 0.0

    def work(self, queue: SimpleQueue[Work | None]) -> None:
        """The thread's life."""
        while (work := queue.get()) is not None:
            try:
                work.result = self._run(work)
            except BaseException as error:  # noqa: BLE001 - it belongs to the one who waits
                work.error = meaning(error)
            resolve([work])
        if self._line is not None:
            self._line.connection.close()

    def _run(self, work: Work) -> Any:
        """Run and commit one job, again where it is certain that nothing was stored."""
        for tries_left in reversed(range(TRIES)):
            line = self._open_line()
            try:
                result = work.job(line.tx)
            except BaseException as error:
                alive = line.undo()
                if tries_left and (not alive or isinstance(error, CLASHES)):
                    continue
                raise
            try:
                line.connection.commit()
            except BaseException:
                line.undo()  # whether it was stored is not known: the caller must ask again
                raise
            return result
        raise AssertionError("the last try returns or raises")

    def _open_line(self) -> Line:
        if self._line is not None and not self._line.connection.closed:
            return self._line
        if time.monotonic() < self._resting_until:
            raise StoreAway("the database does not answer")
        try:
            connection = connect(self._place)
            connection.execute(IN_TURNS)
            connection.commit()
        except StoreError:
            self._resting_until = time.monotonic() + REST_AFTER_REFUSAL
            raise
        connection.read_only = self._read_only
        self._line = Line(connection, Transaction(connection.cursor(), self._dialect))
        return self._line
