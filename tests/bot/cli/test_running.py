"""``samskab run``, ``worker`` and ``migrate`` with a database, up to where Slack begins."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.store import address
from tests.bot.cli.conftest import Samskab


def tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = {name for (name,) in rows}
    connection.close()
    return names


def test_migrate_makes_the_tables_and_then_nothing(samskab: Samskab, tmp_path: Path) -> None:
    path = tmp_path / "made.db"
    for _ in range(2):
        done = samskab("migrate", DATABASE_URL=f"sqlite:///{path}")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines() == [
            f"Database: sqlite:///{path}",
            "The database is up to date.",
        ]
    assert {"journey", "answer", "inbox", "outbox"} <= tables(path)


def test_the_default_database_is_a_file_whose_place_is_printed(
    samskab: Samskab, tmp_path: Path
) -> None:
    path = tmp_path / "data-home" / "samskab" / "samskab.db"
    done = samskab("migrate")
    assert done.returncode == 0, done.stderr
    assert f"Database: sqlite:///{path}" in done.stdout
    assert "journey" in tables(path)


def test_the_folder_of_its_own_is_for_its_owner_alone(samskab: Samskab, tmp_path: Path) -> None:
    own = tmp_path / "data-home" / "samskab"
    own.mkdir(parents=True)
    own.chmod(0o755)  # as somebody has made it
    assert samskab("migrate").returncode == 0
    modes = {each.name: each.stat().st_mode & 0o777 for each in (own, own / "samskab.db")}
    assert modes == {"samskab": 0o700, "samskab.db": 0o600}


def test_migrate_works_on_both_databases(samskab: Samskab, empty_database_url: str) -> None:
    done = samskab("migrate", DATABASE_URL=empty_database_url)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "url",
    ["sqlite:////no/such/folder/samskab.db", "postgresql://bot:hemmeligt@127.0.0.1:9/samskab"],
)
def test_a_database_that_cannot_be_reached_is_one_line(samskab: Samskab, url: str) -> None:
    done = samskab("migrate", DATABASE_URL=url)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("samskab: ")
    assert "hemmeligt" not in done.stdout + done.stderr


@pytest.mark.parametrize("command", ["run", "worker"])
def test_a_database_that_cannot_be_reached_stops_the_bot(samskab: Samskab, command: str) -> None:
    done = samskab(
        command,
        DATABASE_URL="sqlite:////no/such/folder/samskab.db",
        SLACK_BOT_TOKEN="xoxb-0000-not-a-token",
        SLACK_APP_TOKEN="xapp-0-not-a-token",
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("samskab: ")


@pytest.mark.parametrize("command", ["run", "worker", "migrate"])
def test_a_program_older_than_the_database_says_so_and_ends(
    samskab: Samskab, database_url: str, command: str
) -> None:
    """One that runs already goes on: see tests/bot/health."""
    engine = create_engine(address.parse(database_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    done = samskab(
        command,
        DATABASE_URL=database_url,
        SLACK_BOT_TOKEN="xoxb-0000-not-a-token",
        SLACK_APP_TOKEN="xapp-0-not-a-token",
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "newer version" in line
