"""The way from one schema to the next, by Alembic, run from the program itself.

SQLite is migrated when the program starts, PostgreSQL by `samskab migrate`. After a change of
`schema.py`, `python -c 'import bot.store.migrations as m; m.write_next("why")'` writes the next
step, to be read and tidied. Alembic is imported only where a step is taken: at the start of the
program one statement tells whether one is wanted.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreError
from bot.store import address
from bot.store.address import Kind

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent


class SchemaState(StrEnum):
    """How the database's tables relate to this program's."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"


def state(url: str) -> SchemaState:
    """How the database at `url` relates to this program. Raises StoreError."""
    place = address.parse(url)
    kind = address.kind_of(place)
    file = Path(str(place.database))
    if place.drivername == "sqlite" and file.parent.is_dir() and not file.exists():
        return SchemaState.EMPTY  # to connect would make a file
    try:
        with closing(kind.connect(place)) as connection:
            return _state(kind, connection.cursor())
    except Exception as error:
        raise kind.meaning(error) from error


def migrate(url: str, to: str = "head") -> None:
    """Bring the database to this program's schema, in one transaction, or leave it as it was.

    Another version than the newest is for tests.
    """
    from alembic import command

    with _connection(url) as connection:
        command.upgrade(_config(connection), to)


def write_next(why: str) -> None:
    """Write the step from the last migration's schema to `schema.py`'s."""
    from alembic import command

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        migrate(url)
        with _connection(url) as connection:
            number = f"{len(_versions()) + 1:04}"
            command.revision(_config(connection), why, autogenerate=True, rev_id=number)


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    """A transaction that no other program migrates beside, on a database that is not ahead."""
    place = address.parse(url)
    kind = address.kind_of(place)
    engine = create_engine(place, creator=lambda: kind.connect(place), poolclass=NullPool)
    try:
        with engine.begin() as connection:
            for statement in kind.LOCK:
                connection.execute(text(statement))
            cursor: Any = connection.connection.cursor()
            if _state(kind, cursor) is SchemaState.AHEAD:
                raise StoreError("the database belongs to a newer version of this program")
            yield connection
    except DBAPIError as error:
        raise kind.meaning(error.orig or error) from error


def _state(kind: Kind, cursor: Any) -> SchemaState:
    found = cursor.execute(kind.HAS_VERSION).fetchone()
    there = found and cursor.execute("SELECT version_num FROM alembic_version").fetchone()
    return state_of(there[0] if there else None)


def state_of(version: str | None) -> SchemaState:
    """How a schema's version relates to this program; None where there is no schema."""
    if version is None:
        return SchemaState.EMPTY
    versions = _versions()
    if version not in versions:
        return SchemaState.AHEAD
    return SchemaState.CURRENT if version == versions[-1] else SchemaState.BEHIND


@cache
def _versions() -> list[str]:
    """The steps there are: a file begins with its number."""
    return sorted(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
