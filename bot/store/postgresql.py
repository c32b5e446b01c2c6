"""PostgreSQL: a few threads, each with a connection and one transaction a job."""

from __future__ import annotations

import re
import select
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from queue import Empty, SimpleQueue
from typing import Any

import psycopg
from psycopg import errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult
from psycopg.types.json import set_json_dumps, set_json_loads
from sqlalchemy import URL
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import Dialect

from bot.errors import StoreAway, StoreError, StoreFull
from bot.json_text import read, written
from bot.store.transaction import Found, Transaction, Work, resolve

PARAMSTYLE: Any = "format"
LOCK: Sequence[str] = (
    "SET LOCAL lock_timeout = '10s'",
    "SELECT pg_advisory_xact_lock(7263752)",
)
HAS_VERSION = "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL"

TRIES = 3
REST_AFTER_REFUSAL = 1.0  # seconds between two looks whether the database is there again
#: Seconds that a transaction may take: Slack waits three. The server itself ends what takes longer;
#: who does not hear of it soon after, hears nothing more on that connection.
SECONDS, GRACE = 2.0, 0.3

# What a URL does not say for itself: a dead network is noticed in seconds, not hours.
DEFAULTS = {
    "application_name": "samskab",
    "connect_timeout": "2",
    "keepalives_idle": "30",
    "tcp_user_timeout": "5000",
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
#: In each transaction anew: behind a pooler nothing is kept from one to the next.
LIMITS = "SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true)"
#: A parameter's place in SQL, or a per cent sign.
PLACE = re.compile("%[s%]")
CLASHES = (errors.SerializationFailure, errors.DeadlockDetected)
#: The server of the last transaction was another one: there is a pooler between.
POOLED = (errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement)
#: Not here: after a failover the old server may still be there, for reading.
ELSEWHERE = (errors.ReadOnlySqlTransaction,)


def connect(place: URL) -> psycopg.Connection:
    """A connection in UTC; StoreAway or StoreError when there is none to get.

    Of several addresses the first that answers as wanted. A pooler keeps the time zone, and no
    other setting of a session.
    """
    _, given = PGDialect_psycopg().create_connect_args(place)  # type: ignore[no-untyped-call]
    parameters = {**DEFAULTS, **given, "autocommit": True, "prepare_threshold": None}
    try:
        connection = psycopg.connect(**parameters)
        try:
            connection.execute("SET TIME ZONE 'UTC'")
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


@dataclass(slots=True)
class Awaited(Found):
    """What a statement will have brought, when the server has answered; ``hear`` waits for that."""

    hear: Callable[[], object] | None = None

    def read(self) -> Found:
        """It, when it is there."""
        if self.hear is not None:
            self.hear()
        return self


@dataclass(slots=True)
class Piped(Transaction):
    """A transaction whose statements are answered together."""

    line: Line = field(kw_only=True)

    def found(self) -> Found:
        """What the last statement brings, to be read later."""
        return self.line.awaited()


class Line:
    """An open connection with the one transaction that runs on it at a time, and its cursor.

    What is executed is only written down to be sent (libpq's pipeline mode), until an answer is
    read or the transaction ends: a turn waits for the server some five times, not at each
    statement. This speaks with libpq itself; psycopg's cursors take four times as long for it.
    Every statement is prepared, when it first comes; behind a pooler none is, since the next
    transaction may be another server's.
    """

    def __init__(self, place: URL, dialect: Dialect, *, read_only: bool) -> None:
        self._connection = connect(place)
        with self._connection.transaction():
            (server,) = self._connection.execute("SELECT pg_backend_pid()").fetchone() or (0,)
        #: Whether the server that answers is the one that we are connected to.
        self.prepares = server == self._connection.info.backend_pid
        self._until = 0.0
        set_json_dumps(written, self._connection)
        set_json_loads(read, self._connection)
        self._values = Transformer(self._connection)
        self._libpq = self._connection.pgconn
        self._libpq.enter_pipeline_mode()
        self._ready = select.poll()
        self._begin = "BEGIN READ ONLY" if read_only else "BEGIN"
        self._prepared: dict[str, bytes] = {}
        self._unsure: list[str] = []  # what was prepared in this transaction
        self._names = count()
        self._sent = self._heard = 0  # answers that are owed, and that came
        self._awaited: dict[int, Awaited] = {}  # by the number of the answer
        self._last: PGresult | None = None
        self.tx = Piped(self, dialect, line=self)

    # The cursor

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> None:
        """Send one statement, soon."""
        values = self._values.dump_sequence(parameters, [PyFormat.TEXT] * len(parameters))
        if self.prepares:
            name = self._prepared.get(sql) or self._prepare(sql)
            self._libpq.send_query_prepared(name, values)
        else:
            self._libpq.send_query_params(_numbered(sql), values)
        self._sent += 1

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> None:
        """Send one statement for each set of parameters, soon."""
        for each in parameters:
            self.execute(sql, each)

    @property
    def rowcount(self) -> int:
        """Rows touched by the last statement."""
        return self._answer().command_tuples or 0

    def fetchall(self) -> list[Any]:
        """The rows that the last statement found."""
        return self.fetchmany(self._answer().ntuples)

    def fetchmany(self, size: int, /) -> list[Any]:
        """So many of the rows that the last statement found, from the first one on."""
        return self._rows(self._answer(), size)

    def awaited(self) -> Awaited:
        """What the last statement will have found."""
        found = self._awaited[self._sent] = Awaited(hear=self._answer)
        return found

    # The transaction

    def begin(self, seconds: float = SECONDS) -> None:
        """Begin, with the first statement; it may take so many seconds."""
        self._until = time.monotonic() + seconds + GRACE
        lock, whole = (f"{part * seconds * 1000:.0f}" for part in (0.8, 1))  # so it says which
        self.execute(self._begin)
        self.execute(LIMITS, (lock, whole))

    def commit(self) -> None:
        """Commit; what came of statements that nobody has waited for is raised here."""
        self.execute("COMMIT")
        self._sync()
        self._hear()
        self._unsure.clear()

    def undo(self) -> bool:
        """Roll back; False when the connection is lost."""
        for sql in self._unsure:
            del self._prepared[sql]
        self._unsure.clear()
        try:
            self._awaited.clear()
            self._sync()  # what was sent after a fault is passed over up to here
            with suppress(psycopg.Error):
                self._hear()
            self.execute("ROLLBACK")
            self._sync()
            self._hear()
        except psycopg.Error:
            self.close()
        return not self.lost

    @property
    def lost(self) -> bool:
        """Whether the connection is of no use any more."""
        return self._connection.closed

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    # The pipeline

    def _prepare(self, sql: str) -> bytes:
        name = b"s%d" % next(self._names)
        self._libpq.send_prepare(name, _numbered(sql))
        self._sent += 1
        self._unsure.append(sql)
        self._prepared[sql] = name
        return name

    def _sync(self) -> None:
        self._libpq.pipeline_sync()
        self._sent += 1

    def _answer(self) -> PGresult:
        if self._sent > self._heard:
            self._libpq.send_flush_request()
            self._hear()
        if self._last is None:
            raise psycopg.ProgrammingError("nothing was asked")
        return self._last

    def _hear(self) -> None:
        """Send what is to be sent, and hear all answers; raise the first error among them."""
        fault: psycopg.Error | None = None
        self._ready.register(self._libpq.socket, select.POLLIN | select.POLLOUT)
        while self._libpq.flush():  # more than the network takes at once
            self._wait()
        self._ready.modify(self._libpq.socket, select.POLLIN)
        while self._sent > self._heard:
            result = self._next()
            if result is None:
                raise psycopg.OperationalError("the connection is lost")
            self._heard += 1
            if result.status == ExecStatus.PIPELINE_SYNC:
                continue
            self._last = result
            if fault is None and result.status == ExecStatus.FATAL_ERROR:
                fault = errors.error_from_result(result)
            elif fault is None and result.status == ExecStatus.PIPELINE_ABORTED:
                fault = errors.PipelineAborted("an earlier statement has failed")
            elif fault is None and (found := self._awaited.pop(self._heard, None)):
                found.rows, found.hear = self._rows(result, result.ntuples), None
                found.touched = result.command_tuples or 0
            self._next()  # each answer ends with nothing
        if fault is not None:
            raise fault

    def _rows(self, answer: PGresult, most: int) -> list[Any]:
        self._values.set_pgresult(answer)
        return self._values.load_rows(0, min(most, answer.ntuples), tuple)

    def _next(self) -> PGresult | None:
        while self._libpq.is_busy():
            self._wait()
        return self._libpq.get_result()

    def _wait(self) -> None:
        """Until there is something to read or write; who waits too long hangs up."""
        left = self._until - time.monotonic()
        if left <= 0 or not self._ready.poll(left * 1000):
            self.close()
            raise psycopg.OperationalError("the server is silent")
        self._libpq.consume_input()


@cache
def _numbered(sql: str) -> bytes:
    """The SQL with its places as PostgreSQL writes them."""
    numbers = count(1)
    return PLACE.sub(lambda found: "%" if found[0] == "%%" else f"${next(numbers)}", sql).encode()


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
        self._prepares = True
        self.away = ""
        self._queue: SimpleQueue[Work | None] = SimpleQueue()
        self.put = self._queue.put

    def work(self) -> None:
        """The thread's life."""
        while True:
            try:
                work = self._queue.get(timeout=REST_AFTER_REFUSAL if self.away else None)
            except Empty:
                with suppress(StoreError):
                    self._open_line()
                continue
            if work is None:
                break
            try:
                work.result = self._run(work)
            except BaseException as error:  # noqa: BLE001 - it belongs to the one who waits
                work.error = meaning(error)
            resolve([work])
        if self._line is not None:
            self._line.close()

    def _run(self, work: Work) -> Any:
        """Run and commit one job, again where it is certain that nothing was stored."""
        if self.away:
            raise StoreAway(self.away)
        until = time.monotonic() + SECONDS
        for tries_left in reversed(range(TRIES)):
            line = self._open_line()
            try:
                line.begin(max(until - time.monotonic(), GRACE))
                result = work.job(line.tx)
            except BaseException as error:
                alive = not self._is_elsewhere(line, error) and line.undo()
                in_time = tries_left and time.monotonic() < until
                if in_time and (not alive or isinstance(error, CLASHES)):
                    continue
                raise
            try:
                line.commit()
            except BaseException as error:
                line.undo()
                if tries_left and (isinstance(error, CLASHES) or self._is_elsewhere(line, error)):
                    continue
                raise  # where the connection is lost, the caller must ask again: it may be stored
            return result
        raise AssertionError("the last try returns or raises")

    def _is_elsewhere(self, line: Line, error: BaseException) -> bool:
        """Whether another connection may do what this one cannot; then this one is let go."""
        if isinstance(error, POOLED):
            self._prepares = False
        elif self._read_only or not isinstance(error, ELSEWHERE):
            return False
        line.close()
        return True

    def _open_line(self) -> Line:
        if self._line is not None and not self._line.lost:
            return self._line
        try:
            self._line = Line(self._place, self._dialect, read_only=self._read_only)
        except StoreError as error:
            self.away = str(error)
            raise
        self.away = ""
        self._line.prepares &= self._prepares
        return self._line
