"""Bots that can be killed between any two steps: one process that forks a child for each life.

    python -m tests.e2e.killable

Reads one JSON order a line: `life` (its number), `role` ("bot", "web", "worker", or
"module:function" of something else that is run), `kill_at` (the
number of the step at which it dies; 0: never), `edges` (whether only those are counted), `arms`
(what an SQL statement says that begins the counting, once SIGUSR1 was received), `environment` (its
settings), `clock` (a file with the seconds by which its clock is ahead, as a double) and `log`.
The order `end` kills all. Says of a life, by its number, `born <pid>`, `ready <port>`, `killed
<step>`, `ended <code>`, and `gone` when it is no more, whatever it died of. SIGUSR2 fills the
disk, and empties it again.

Steps are every statement, every commit, every call and every acknowledgement, before and after.
Edges are those of them that the outside world could tell apart: a kill between two statements of
a transaction leaves what one before its commit leaves. They are counted where the libraries are,
and on PostgreSQL where the bot speaks to libpq, so it is as it always is.
"""

from __future__ import annotations

import gc
import json
import mmap
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial, wraps
from importlib import import_module
from pathlib import Path
from struct import Struct
from typing import Any, ClassVar

import aiohttp
from aiohttp import web
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from sqlalchemy import create_engine

from bot.app import Circumstances, run_bot, run_worker
from bot.cli.serving import serve
from bot.logs import start_logging
from bot.settings import Settings, read_settings
from bot.slack.intake import HttpIntake, Intake
from bot.store import address, postgresql
from bot.store.postgresql import Line
from bot.store.statements import Statement
from bot.turns.languages import alone
from flows.parts.lookup.lookup import lookup
from tests.e2e.harness import Hasty, flow

#: How the seconds stand in the file.
AHEAD = Struct("d")
#: All that the program asks of databases, and the kinds that were asked already.
STATEMENTS: list[Statement] = []
SPOKEN: set[str] = set()
EDGES = ("commit", "a call to slack", "the acknowledgement")


class Steps:
    """Counts, and kills the process at its step."""

    def __init__(self) -> None:
        self.kill_at = 0
        self.edges = False
        self.arms = ""
        self.waits = False
        self.counting = False
        self._count = 0
        self._lock = threading.Lock()

    def step(self, name: str) -> None:
        if not self.counting or not self.kill_at:
            return
        if self.edges and not name.lower().endswith(EDGES):
            return
        with self._lock:
            self._count += 1
            if self._count == self.kill_at:
                say("killed", " ".join(name.split())[:60])
                os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, sql: Any) -> None:
        if self.waits and self.arms in str(sql):
            self.waits, self.counting = False, True
        self.step(f"before {sql}")


STEPS = Steps()


class Family:
    """The lives: which this process is, and, in their parent, those there are by process id.

    A process id may be another's as soon as a child is reaped; its number is never.
    """

    me = 0
    children: ClassVar[dict[int, int]] = {}

    @classmethod
    def fork(cls, number: int) -> bool:
        """One more; whether this is it."""
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])  # known before it is mourned
        pid = os.fork()
        if pid:
            cls.children[pid] = number
        else:
            cls.me = number
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            say("born", os.getpid())
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
        return not pid

    @classmethod
    def reap(cls, *_: object) -> None:
        """Say who is gone."""
        for pid in list(cls.children):
            if os.waitpid(pid, os.WNOHANG)[0]:
                say("gone", of=cls.children.pop(pid))

    @classmethod
    def end(cls) -> None:
        """Kill all that there are."""
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
        for pid, number in cls.children.items():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            say("gone", of=number)
        cls.children.clear()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])


def say(what: str, more: object = "", of: int = 0) -> None:
    os.write(1, f"{what} {of or Family.me} {more}\n".encode())


class Disk:
    """Full or not, as SIGUSR2 says in turn; SQLite is told when it next begins to write."""

    full = told = False

    @classmethod
    def pragma(cls, sql: str) -> str:
        if cls.full == cls.told or not sql.startswith("BEGIN"):
            return ""
        cls.told = cls.full
        return f"PRAGMA max_page_count = {1 if cls.full else 1_000_000}"


class LiteCursor(sqlite3.Cursor):
    def execute(self, sql: str, *values: Any) -> Any:
        if pragma := Disk.pragma(sql):
            super().execute(pragma).fetchall()
        STEPS.statement(sql)
        done = super().execute(sql, *values)
        STEPS.step(f"after {sql}")
        return done

    def executemany(self, sql: str, *values: Any) -> Any:
        STEPS.statement(sql)
        done = super().executemany(sql, *values)
        STEPS.step(f"after {sql}")
        return done


class LiteConnection(sqlite3.Connection):
    def cursor(self, factory: Any = LiteCursor) -> Any:
        return super().cursor(factory)


class PostgresLine(Line):
    def execute(self, sql: str, parameters: Any = (), /) -> None:
        STEPS.statement(sql)
        super().execute(sql, parameters)
        STEPS.step(f"after {sql}")

    def executemany(self, sql: str, parameters: Any, /) -> None:
        STEPS.statement(sql)
        super().executemany(sql, parameters)
        STEPS.step(f"after {sql}")

    def commit(self) -> None:
        STEPS.step("before commit")
        super().commit()
        STEPS.step("after commit")


def counted(call: Callable[..., Awaitable[Any]], name: str) -> Callable[..., Awaitable[Any]]:
    @wraps(call)
    async def around(*values: Any, **more: Any) -> Any:
        STEPS.step(f"before {name}")
        done = await call(*values, **more)
        STEPS.step(f"after {name}")
        return done

    return around


def count_steps() -> None:
    """Put the counting around the libraries."""
    sqlite3.connect = partial(sqlite3.connect, factory=LiteConnection)  # type: ignore[assignment]
    postgresql.Line = PostgresLine  # type: ignore[misc]
    session: Any = aiohttp.ClientSession
    session._request = counted(session._request, "a call to Slack")
    socket: Any = SocketModeClient
    socket.send_message = counted(socket.send_message, "the acknowledgement")
    response: Any = web.Response
    response.write_eof = counted(response.write_eof, "the acknowledgement")


def ahead_in(file: Path) -> Callable[[], timedelta]:
    """How far the file says that time is moved on."""
    with file.open("rb") as opened:
        ahead = mmap.mmap(opened.fileno(), AHEAD.size, access=mmap.ACCESS_READ)
    return lambda: timedelta(seconds=AHEAD.unpack(ahead[:])[0])


def live(order: dict[str, Any]) -> int:
    """One life of the bot, from its start to its end."""
    os.environ.update(order["environment"])
    STEPS.kill_at, STEPS.edges, STEPS.arms = order["kill_at"], order["edges"], order["arms"]

    def arm(*_: object) -> None:
        STEPS.waits = True

    def fill(*_: object) -> None:
        Disk.full = not Disk.full

    signal.signal(signal.SIGUSR1, arm)
    signal.signal(signal.SIGUSR2, fill)
    given = Circumstances(ahead_in(Path(order["clock"])), Hasty(), languages=alone(flow()))

    def ready(intake: Intake) -> None:
        say("ready", intake.port if isinstance(intake, HttpIntake) else 0)

    if other := _other(order["role"]):
        say("ready", 0)
        return other()
    settings = read_settings(Settings)
    start_logging(settings.log_level, settings.secrets, settings.log_format)
    if order["role"] == "worker":
        say("ready", 0)
        return serve(run_worker(settings, given))
    return serve(run_bot(settings, deliver=order["role"] == "bot", ready=ready, given=given))


def have_ready() -> None:
    """Make what every life would make for itself, at four times the price of the rest of it."""
    flow().the(lookup)
    import_module("holidays.countries")
    STATEMENTS.extend(each for each in gc.get_objects() if isinstance(each, Statement))


def have_statements(url: str) -> None:
    """Know as SQL all that is asked of such a database: no life need make it again."""
    place = address.parse(url)
    if place.drivername not in SPOKEN:
        SPOKEN.add(place.drivername)
        dialect = create_engine(place, paramstyle=address.kind_of(place).PARAMSTYLE).dialect
        for each in STATEMENTS:
            each.sql(dialect)


def _other(role: str) -> Callable[[], int] | None:
    """What is run instead of a bot."""
    module, _, name = role.partition(":")
    return getattr(import_module(module), name) if name else None


def main() -> None:
    """Fork a child for each order; nothing is started before that has threads."""
    count_steps()
    have_ready()
    gc.collect()
    gc.freeze()  # a life would look through all of it, and get its own copy
    signal.signal(signal.SIGCHLD, Family.reap)
    for line in sys.stdin:
        order = json.loads(line)
        if "end" in order:
            Family.end()
            continue
        have_statements(order["environment"]["DATABASE_URL"])
        _other(order["role"])  # no life need import it
        if not Family.fork(order["life"]):
            continue
        os.close(0)
        os.dup2(os.open(order["log"], os.O_WRONLY | os.O_APPEND), 2)
        code = 70
        try:
            code = live(order)
        finally:
            say("ended", code)
            os._exit(code)
    Family.end()


if __name__ == "__main__":
    main()
