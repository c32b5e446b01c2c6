"""The way from one schema to the next, by Alembic, run from the program itself.

SQLite is migrated when the program starts, PostgreSQL by `samskab migrate`. After a change of
`schema.py`, `python -m bot.store.migrations "why"` writes the next step, to be read and tidied.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine, NullPool, create_engine, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from bot.store import address, postgresql, sqlite
from bot.store.errors import StoreError

FOLDER = Path(__file__).parent
LOCKS = {
    # With foreign keys on, replacing a table would delete what refers to it.
    "sqlite": ("PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE"),
    "postgresql": ("SELECT pg_advisory_xact_lock(7263752)",),
}


class SchemaState(StrEnum):
    """How the database's tables relate to this program's."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"


def migrate(url: str) -> None:
    """Bring the database to this program's schema, in one transaction, or leave it as it was."""
    with _connection(url) as connection:
        _lock(connection)
        if _state(connection) is SchemaState.AHEAD:
            raise StoreError("the database belongs to a newer version of this program")
        command.upgrade(_config(connection), "head")


def state(url: str) -> SchemaState:
    """How the database at `url` relates to this program. Raises StoreError."""
    with _connection(url) as connection:
        return _state(connection)


def write_next(url: str, why: str) -> None:
    """Write the step from the schema of the (current) database at `url` to `schema.py`'s."""
    with _connection(url) as connection:
        number = len(list((FOLDER / "versions").glob("*.py"))) + 1
        command.revision(_config(connection), why, autogenerate=True, rev_id=f"{number:04}")


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    engine = _engine(address.parse(url))
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        meaning = sqlite.meaning if engine.dialect.name == "sqlite" else postgresql.meaning
        raise meaning(error.orig or error) from error


def _engine(place: URL) -> Engine:
    if place.drivername == "sqlite":
        path = address.sqlite_file(place)
        return create_engine(place, creator=lambda: sqlite.connect(path), poolclass=NullPool)
    conninfo = address.libpq(place)
    return create_engine(place, creator=lambda: postgresql.connect(conninfo), poolclass=NullPool)


def _lock(connection: Connection) -> None:
    """Let only one program migrate at a time."""
    for statement in LOCKS[connection.dialect.name]:
        connection.execute(text(statement))


def _state(connection: Connection) -> SchemaState:
    there = MigrationContext.configure(connection).get_current_revision()
    if there is None:
        return SchemaState.EMPTY
    scripts = ScriptDirectory(str(FOLDER))
    if there == scripts.get_current_head():
        return SchemaState.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return SchemaState.BEHIND if there in known else SchemaState.AHEAD


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
