"""Through PgBouncer in transaction mode: each transaction may be another server's."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import make_url

from bot.errors import StoreAway
from bot.store.database import Store, open_store
from bot.store.migrations import SchemaState, migrate, state
from bot.store.postgresql import Line
from bot.store.pulse import Pulse
from bot.store.schema import inbox
from bot.store.statements import insert_once
from bot.store.transaction import Transaction
from tests.bot.store.test_database import keys

BOUNCER = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin")
pytestmark = [
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
    pytest.mark.skipif(BOUNCER is None, reason="needs Debian's pgbouncer"),
]
HEARD = insert_once(inbox, "key", "received_at")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
#: Names its socket; nothing listens on a port.
PORT = 6432
CONFIG = """[databases]
* = {place}
[pgbouncer]
listen_addr =
listen_port = {port}
unix_socket_dir = {folder}
auth_type = any
pool_mode = transaction
default_pool_size = 2
logfile = {folder}/log
user = {user}
"""


@pytest.fixture
def pooled_url(database_url: str, tmp_path: Path) -> Iterator[str]:
    """The same database through a PgBouncer with two servers for all."""
    assert BOUNCER is not None
    place = make_url(database_url)
    folder = Path(str(place.query["host"]))
    owner = folder.owner() if folder.owner() != "root" else "nobody"
    here = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())  # short: a socket's
    shutil.chown(here, owner)
    config = here / "pgbouncer.ini"
    config.write_text(
        CONFIG.format(
            place=f"host={folder} user={place.username}", port=PORT, folder=here, user=owner
        )
    )
    process = subprocess.Popen([BOUNCER, "-q", str(config)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(here / f".s.PGSQL.{PORT}", process)
        pooled = place.set(query={"host": str(here), "port": str(PORT)})
        yield pooled.render_as_string(hide_password=False)
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(here)


def _wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket(socket.AF_UNIX) as trying:
            if trying.connect_ex(str(path)) == 0:
                return
        assert process.poll() is None, "pgbouncer ended"
        time.sleep(0.02)
    raise AssertionError("pgbouncer does not listen")


@pytest.fixture
async def pooled(pooled_url: str) -> AsyncIterator[Store]:
    store = open_store(pooled_url)
    yield store
    await store.stop()


def heard(key: str) -> Any:
    def job(tx: Transaction) -> int:
        return HEARD.run(tx, key=key, received_at=NOW)

    return job


async def test_transactions_go_to_any_server(pooled: Store) -> None:
    await asyncio.gather(*(pooled.run(heard(f"k{n}"), f"U{n % 9}") for n in range(200)))
    assert len(await keys(pooled)) == 200
    assert await pooled.run(heard("k1")) == 0, "known already"


async def test_limits_are_each_transactions_own_and_left_nowhere(
    pooled: Store, pooled_url: str
) -> None:
    def limits(tx: Transaction) -> Any:
        tx.cursor.execute("SELECT current_setting('lock_timeout'), current_setting('TimeZone')")
        return tx.cursor.fetchall()[0]

    for _ in range(6):
        limit, zone = await pooled.run(limits)
        assert limit.endswith("ms")
        assert zone == "UTC"
    with psycopg.connect(pooled_url, autocommit=True, prepare_threshold=None) as other:
        assert other.execute("SELECT current_setting('lock_timeout')").fetchone() == ("0",)


async def test_a_pooler_that_is_not_seen_is_noticed(
    pooled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it says that it is the server itself, the first statement that is missed tells."""
    seen = Line.__init__

    def blind(line: Line, *given: Any, **more: Any) -> None:
        seen(line, *given, **more)
        assert not line.prepares
        line.prepares = True

    monkeypatch.setattr(Line, "__init__", blind)
    for n in range(40):
        await asyncio.gather(*(pooled.run(heard(f"k{n}.{m}")) for m in range(4)))
    assert len(await keys(pooled)) == 160


async def test_the_pulse_and_the_migrations_go_through(pooled: Store, pooled_url: str) -> None:
    assert await asyncio.to_thread(state, pooled_url) is SchemaState.CURRENT
    await asyncio.to_thread(migrate, pooled_url)
    one, other = Pulse(pooled, every=0.02), Pulse(pooled, every=0.02)
    await one.start()
    await other.start()
    while one.alone:
        await asyncio.sleep(0.01)
    await one.stop()
    await other.stop()


async def test_a_server_that_is_lost_is_told_or_made_anew(pooled: Store, database_url: str) -> None:
    await pooled.run(heard("before"))
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    async with asyncio.timeout(20):
        while True:
            try:
                await pooled.run(heard("after"))
                break
            except (StoreAway, errors.OperationalError):
                await asyncio.sleep(0.05)
    assert set(await keys(pooled)) == {"before", "after"}
