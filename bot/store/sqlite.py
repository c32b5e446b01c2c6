"""SQLite: the event loop runs the jobs that wait together, and a thread commits them.

A commit on disk costs more than a turn, so turns that arrive meanwhile share the next one. What may
wait (for the lock of another program, for the disk) does so in the thread. The jobs themselves are
short, and mostly Python: beside the loop they would fight with it for Python's lock at every
statement, which costs a turn a fifth of its time. So the loop begins by itself where the file is
free, and hands over what only has to be committed. A job that raises takes back only what it did
itself: then each has a savepoint of its own.
"""

from __future__ import annotations

import os
import sqlite3
from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from time import monotonic
from urllib.parse import quote

from sqlalchemy import URL
from sqlalchemy.engine import Dialect

from bot.errors import StoreAway, StoreError, StoreFull
from bot.store.transaction import Transaction, Work, resolve

PARAMSTYLE = "qmark"
# With foreign keys on, replacing a table would delete what refers to it.
LOCK: Sequence[str] = ("PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE")
HAS_VERSION = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"

#: So many jobs share a commit; so long, some milliseconds each, does the loop do nothing else.
MOST_TOGETHER = 16
#: How often is looked, in seconds, whether the loop that is to run jobs is still there.
LOOP_SECONDS = 1.0
BUSY_SECONDS = 2.0  # Slack waits three
#: How long to wait before the log is tried again, where another program still reads in it; and
#: the file, where another one holds its lock.
LOG_AGAIN_SECONDS, LOCK_AGAIN_SECONDS = 1.0, 0.1
#: So long may the words of what was sent stay in the log after they were emptied.
FADES_SECONDS = 5.0
OWNER_ONLY = 0o600

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what is committed survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what people delete is overwritten, and not only unlinked
)
MEANINGS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_FULL: (StoreFull, "the disk is full"),
    # Only for the index of the log, at the start, there is another word for it.
    sqlite3.SQLITE_IOERR_SHMSIZE: (StoreFull, "the disk is full"),
    sqlite3.SQLITE_BUSY: (StoreAway, "the database is locked by another program"),
    sqlite3.SQLITE_LOCKED: (StoreAway, "the database is locked"),
    sqlite3.SQLITE_READONLY: (StoreError, "the database file cannot be written"),
    sqlite3.SQLITE_CANTOPEN: (StoreError, "the database file cannot be opened"),
    sqlite3.SQLITE_IOERR: (StoreError, "the disk failed"),
    sqlite3.SQLITE_CORRUPT: (StoreError, "the database file is damaged"),
    sqlite3.SQLITE_NOTADB: (StoreError, "the file is not an SQLite database"),
}


def file(place: URL) -> Path:
    """The database file; StoreError when it cannot be written."""
    path = Path(str(place.database))
    if not path.parent.is_dir():
        raise StoreError(f"DATABASE_URL: the folder {path.parent} does not exist")
    if not os.access(path if path.exists() else path.parent, os.W_OK) or path.is_dir():
        raise StoreError(f"DATABASE_URL: {path} cannot be written")
    return path


def connect(place: URL) -> sqlite3.Connection:
    """A connection that leaves transactions to its user; StoreError when there is none to get."""
    path = file(place)
    try:
        _owner_only(path)
        connection = sqlite3.connect(
            path,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,  # opened here, used by the writer alone
            cached_statements=512,
        )
        try:
            for pragma in PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise meaning(error) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
    return connection


def look(place: URL) -> sqlite3.Connection:
    """A connection to a file that is there, which is left as it is. Raises sqlite3's errors."""
    uri = f"file:{quote(str(Path(str(place.database)).absolute()))}?mode=rw"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _owner_only(path: Path) -> None:
    """People's answers are for this account alone, also where the file was restored."""
    path.touch(mode=OWNER_ONLY, exist_ok=True)
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(FileNotFoundError, PermissionError):  # it may be another account's
            if each.stat().st_mode & 0o077:
                each.chmod(OWNER_ONLY)


def empty_log(connection: sqlite3.Connection) -> bool:
    """Bring all into the file and empty the write-ahead log; False where somebody reads there.

    What was deleted is overwritten in the file, but the log still holds it, commit by commit.
    To be called where the connection does not wait for others.
    """
    try:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error:
        return False
    return not busy


def meaning(error: BaseException) -> BaseException:
    """The error that callers know, where SQLite's has such a meaning; else the error itself."""
    code: int = getattr(error, "sqlite_errorcode", -1)
    known = MEANINGS.get(code) or MEANINGS.get(code & 0xFF)
    return error if known is None else known[0](known[1])


def copy(source: Path, target: Path) -> None:
    """Copy a database as it is now into a new file for its owner alone, also while it is used."""
    part = target.with_name(f"{target.name}.part")
    try:
        if target.exists():
            raise StoreError(f"{target} is there already")
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, OWNER_ONLY))
        uri = f"file:{quote(str(source.absolute()))}?mode=ro"
        with (
            closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as there,
            closing(sqlite3.connect(part, isolation_level=None)) as copied,
        ):
            there.backup(copied)
            copied.execute("PRAGMA journal_mode = DELETE")  # one file holds all
        part.rename(target)
    except sqlite3.Error as error:
        raise meaning(error) from error
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def workers(
    place: URL, dialect: Dialect, connections: int, *, read_only: bool = False
) -> Sequence[Writer]:
    """One writes, however many connections there may be."""
    return [Writer(place, dialect, read_only=read_only)]


class Writer:
    """Takes what waits, a batch at a time; whoever has ``_free`` may use the connection.

    What the loop hands over it has either begun, with all jobs run, or not.
    """

    def __init__(self, place: URL, dialect: Dialect, *, read_only: bool = False) -> None:
        self._connection = connect(place)
        self.away = ""
        self._begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
        self._apart = read_only  # who only reads may take long over it
        if read_only:
            self._connection.execute("PRAGMA query_only = ON")
        self._patient(False)
        self._cursor = self._connection.cursor()
        self._tx = Transaction(self._cursor, dialect)
        self._waiting: deque[Work] = deque()
        self._batches: SimpleQueue[tuple[list[Work], bool] | None] = SimpleQueue()
        self._free = Lock()
        self._free.acquire()  # until the thread has begun
        self._in_loop: AbstractEventLoop | None = None  # where a loop has it: which
        self._ends = False
        # Of what was deleted, in the log; a killed process may have left some.
        self._traces = not read_only
        # When what was sent and then emptied shall be gone from the log too; None: nothing was.
        self._fades_at: float | None = None

    def _patient(self, patient: bool) -> None:
        """Whether the lock of another program is waited for: never in the loop."""
        seconds = BUSY_SECONDS if patient else 0
        self._connection.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")

    # In the loop

    def put(self, work: Work | None, /) -> None:
        """Hand in a job, in its loop; None: no more will come."""
        if work is None:
            self._batches.put(None)
            return
        self._waiting.append(work)
        if self._is_left() or self._free.acquire(blocking=False):
            self._in_loop = work.loop
            work.loop.call_soon(self._next)  # what comes in at the same time goes along

    def _is_left(self) -> bool:
        """Whether the loop that has the connection has ended."""
        return self._in_loop is not None and self._in_loop.is_closed()

    def _next(self) -> None:
        """Run the jobs that wait, where the file is free; else let the thread see to them."""
        works = self._take()
        if not works:
            self._let_go()
            return
        begun = not (self._apart or self.away)
        try:
            if begun:
                self._tx.cut = self._tx.faded = False
                self._cursor.execute(self._begin)
                for work in works:
                    work.result = work.job(self._tx)
        except BaseException:  # noqa: BLE001 - the thread begins anew
            begun = False
            with suppress(sqlite3.Error):
                self._connection.rollback()
        self._in_loop = None
        self._batches.put((works, begun))

    def _take(self) -> list[Work]:
        """What waits, but for those whose loop has ended: nobody can be told any more."""
        taken: list[Work] = []
        while self._waiting and len(taken) < MOST_TOGETHER:
            work = self._waiting.popleft()
            if not work.loop.is_closed():
                taken.append(work)
        return taken

    def _let_go(self) -> None:
        """Nothing more to do here. What comes in at this moment is not left lying."""
        self._in_loop = None
        self._free.release()
        while self._waiting and self._free.acquire(blocking=False):
            if self._waiting and self._call(self._waiting[0].loop, self._next):
                return
            if self._waiting:
                self._waiting.popleft()
            self._free.release()
        if self._ends:
            self._batches.put(None)  # the thread waits for that

    def _call(self, loop: AbstractEventLoop, do: Callable[[], object]) -> bool:
        """Go on in the loop, from wherever; False where it has ended."""
        self._in_loop = loop
        try:
            loop.call_soon_threadsafe(do)
        except RuntimeError:  # it is closed
            self._in_loop = None
            return False
        return True

    # In the thread

    def work(self) -> None:
        """The thread's life."""
        self._leave_no_traces()
        self._let_go()
        while not (self._ends and self._is_over()):
            wait = LOG_AGAIN_SECONDS if self._traces or self._fades_at else None
            try:
                batch = self._batches.get(timeout=LOCK_AGAIN_SECONDS if self.away else wait)
            except Empty:
                if self._free.acquire(blocking=False):
                    self._look_again()
                    self._let_go()
                continue
            if batch is None:
                self._ends = True
                continue
            self._do(*batch)
        self._connection.close()

    def _is_over(self) -> bool:
        """Whether nothing is under way, nor waits, but in a loop that has ended."""
        return self._is_left() or (not self._waiting and self._free.acquire(blocking=False))

    def _do(self, works: list[Work], begun: bool) -> None:
        """Commit, tell those who wait, and go on in the loop once they have taken it in."""
        if self.away:  # they have waited beside those who were told
            for work in works:
                work.error = StoreAway(self.away)
        else:
            self._commit(works, begun)
            self._leave_no_traces()  # so that who is told that it is deleted can rely on it
        resolve(works)
        if not self._waiting:
            self._fade()
        if not self._call(works[0].loop, partial(works[0].loop.call_soon, self._next)):
            self._let_go()

    def _look_again(self) -> None:
        """Nobody waits here: whether the file is free, and whether the log can be emptied."""
        if self.away:
            with suppress(sqlite3.Error):
                self._cursor.execute(self._begin)
                self._connection.rollback()
                self.away = ""
        if not self.away:
            self._fade()
            self._leave_no_traces()

    def _fade(self) -> None:
        """Empty the log of what was sent, now and then."""
        if self._fades_at is not None and self._fades_at < monotonic():
            self._traces, self._fades_at = True, None
            self._leave_no_traces()

    def _leave_no_traces(self) -> None:
        if self._traces:
            self._traces = not empty_log(self._connection)

    def _commit(self, works: Sequence[Work], begun: bool) -> None:
        """Commit; what is not begun yet is run first, each in a savepoint of its own."""
        try:
            if not begun:
                self._begin_patiently(works)
            self._cursor.execute("COMMIT")
            self._traces |= self._tx.cut
            if self._tx.faded and self._fades_at is None:
                self._fades_at = monotonic() + FADES_SECONDS
        except BaseException as error:  # noqa: BLE001 - it belongs to those who wait
            with suppress(sqlite3.Error):  # nothing of the batch is stored
                self._connection.rollback()
            for work in works:
                work.error = meaning(error)
            if isinstance(works[0].error, StoreAway):
                self.away = str(works[0].error)

    def _begin_patiently(self, works: Sequence[Work]) -> None:
        """Here the lock of another program is waited for."""
        self._tx.cut = self._tx.faded = False
        self._patient(True)
        try:
            self._cursor.execute(self._begin)
        finally:
            self._patient(False)

        def run_each() -> None:
            for work in works:
                self._run_apart(work)

        if self._apart:
            run_each()
        else:
            _on_loop([work.loop for work in works], run_each)

    def _run_apart(self, work: Work) -> None:
        """Run one job in its savepoint. Raises only when the whole transaction is gone."""
        self._cursor.execute("SAVEPOINT job")
        work.error = None
        try:
            work.result = work.job(self._tx)
        except BaseException as error:
            if not self._connection.in_transaction:  # a full disk takes everything back
                raise
            work.error = meaning(error)
            self._cursor.execute("ROLLBACK TO job")
        self._cursor.execute("RELEASE job")


def _on_loop(loops: Sequence[AbstractEventLoop], do: Callable[[], None]) -> None:
    """Let the first that still runs do it, and wait; what it raises is raised here."""
    outcome: SimpleQueue[BaseException | None] = SimpleQueue()

    def doing() -> None:
        try:
            do()
        except BaseException as error:  # noqa: BLE001 - the thread deals with it
            outcome.put(error)
        else:
            outcome.put(None)

    loop = next((each for each in loops if not each.is_closed()), loops[0])
    with suppress(RuntimeError):  # it is closed
        loop.call_soon_threadsafe(doing)
    while True:
        with suppress(Empty):
            error = outcome.get(timeout=LOOP_SECONDS)
            break
        if loop.is_closed():
            raise StoreError("nobody waits for the database any more")
    if error is not None:
        raise error
