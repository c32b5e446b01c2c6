"""Migrations lead to exactly the schema that the code uses, and keep what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from bot.errors import StoreError
from bot.store import address
from bot.store.database import open_store
from bot.store.migrations import SchemaState, migrate, state
from bot.store.schema import metadata, with_conditions


def _execute(url: str, *statements: str) -> None:
    engine = create_engine(address.parse(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_they_lead_to_the_schema(database_url: str) -> None:
    engine = create_engine(address.parse(database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, with_conditions()) == []
    engine.dispose()


def _indexes(url: str) -> set[str]:
    """The SQL of each index, as the database itself tells it."""
    engine = create_engine(address.parse(url))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            asked = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        else:
            asked = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
        found = {row[0] for row in connection.execute(text(asked))}
    engine.dispose()
    return {sql for sql in found if "alembic" not in sql}


def test_the_indexes_have_the_conditions_of_the_schema(empty_database_url: str) -> None:
    migrate(empty_database_url)
    made = _indexes(empty_database_url)
    assert any("WHERE" in sql for sql in made)
    engine = create_engine(address.parse(empty_database_url))
    metadata.drop_all(engine)
    assert _indexes(empty_database_url) == set()
    with_conditions().create_all(engine)
    engine.dispose()
    assert _indexes(empty_database_url) == made


def test_states(empty_database_url: str) -> None:
    assert state(empty_database_url) is SchemaState.EMPTY
    migrate(empty_database_url)
    assert state(empty_database_url) is SchemaState.CURRENT


def test_migrating_again_keeps_the_rows(database_url: str) -> None:
    _execute(database_url, "INSERT INTO inbox VALUES ('Ev1', '2026-01-01 00:00:00+00:00')")
    migrate(database_url)
    engine = create_engine(address.parse(database_url))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT key FROM inbox")).scalars().all() == ["Ev1"]
    engine.dispose()


def test_a_newer_database_is_left_alone(database_url: str) -> None:
    _execute(database_url, "UPDATE alembic_version SET version_num = '9999'")
    assert state(database_url) is SchemaState.AHEAD
    with pytest.raises(StoreError, match="newer version"):
        migrate(database_url)


def test_a_failed_migration_leaves_nothing(empty_database_url: str) -> None:
    _execute(empty_database_url, "CREATE TABLE person (x INTEGER)")  # in the way
    with pytest.raises(Exception, match="person"):
        migrate(empty_database_url)
    assert state(empty_database_url) is SchemaState.EMPTY
    engine = create_engine(address.parse(empty_database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        left = {diff[1].name for diff in compare_metadata(context, metadata) if "add_table" in diff}
    engine.dispose()
    assert "inbox" in left


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:////nowhere/samskab.db", "folder /nowhere does not exist"),
        ("sqlite://", "needs a file"),
        ("mysql://user:secret@host/name", "neither sqlite nor postgresql"),
        ("user:secret@host", "not a URL"),
        ("postgresql://user:secret@127.0.0.1:1/name", "does not answer"),
        ("postgresql://user:secret@127.0.0.1:1/name?nonsense=secret", "option"),
    ],
)
def test_a_wrong_address_is_one_line_without_secrets(url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as caught:
        state(url)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a database, but long enough to look at " * 20)
    with pytest.raises(StoreError, match="not an SQLite database"):
        open_store(f"sqlite:///{tmp_path}/notes.db")
