"""The database copied and brought back, by the command line, also while it is used."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main


def _write(path: Path, key: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO inbox VALUES (?, '2026-01-01')", [key])


def _keys(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT key FROM inbox ORDER BY key")]


@pytest.fixture
def own(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of DATABASE_URL."""
    path = tmp_path / "own.db"
    shutil.copy(sqlite_template, path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.chdir(tmp_path)
    return path


def test_copied_while_it_is_used_and_brought_back(own: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(own, isolation_level=None)) as bot:
        bot.execute("PRAGMA journal_mode = WAL")
        bot.execute("INSERT INTO inbox VALUES ('Ev1', '2026-01-01')")  # only in the log
        bot.execute("BEGIN IMMEDIATE")
        bot.execute("INSERT INTO inbox VALUES ('Ev2', '2026-01-01')")  # not yet
        assert main(["backup", str(copy)]) == 0
        bot.execute("ROLLBACK")
    assert _keys(copy) == ["Ev1"]
    assert [each.name for each in tmp_path.glob("copy*")] == ["copy.db"]
    assert copy.stat().st_mode & 0o777 == 0o600
    for each in tmp_path.glob("own.db*"):
        each.unlink()
    copy.chmod(0o644)
    assert main(["restore", str(copy)]) == 0
    assert _keys(own) == ["Ev1"]
    assert own.stat().st_mode & 0o777 == 0o600


def test_nothing_is_overwritten(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("something else")
    _write(own, "Ev1")
    assert main(["backup", str(copy)]) == 1
    assert f"samskab: {copy} is there already\n" == capsys.readouterr().err
    assert copy.read_text() == "something else"
    assert main(["restore", str(copy)]) == 1
    assert f"samskab: {own} is there already\n" == capsys.readouterr().err
    assert _keys(own) == ["Ev1"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("text", "is not an SQLite database"),
        ("other", "is no database of this program"),
        ("nothing", "cannot be opened"),
    ],
)
def test_what_is_no_copy_is_not_brought_back(
    given: str, says: str, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own.unlink()
    copy = tmp_path / "copy"
    if given == "text":
        copy.write_text("not a database, but long enough to look at " * 200)
    elif given == "other":
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("CREATE TABLE other (x)")
    assert main(["restore", str(copy)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line
    assert list(tmp_path.glob("own*")) == []


@pytest.mark.parametrize(("command", "tool"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_postgresql_has_its_own_tools(
    command: str, tool: str, own: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("DATABASE_URL", "postgresql://u@h/d")
    assert main([command, "x"]) == 1
    assert tool in capsys.readouterr().err
