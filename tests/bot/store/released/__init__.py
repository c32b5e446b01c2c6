"""Databases as a released program left them: real talks, told by that program itself.

`0.1.0.json` was written by the program of that version: two chefs, a focus point that was given
away and came back, and a workshop in its second focus point.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, DateTime, MetaData, create_engine, text

from bot.store import address

FOLDER = Path(__file__).parent
#: The schema of each release. Those are never changed again.
RELEASED = {"0.1.0": "0001"}

Rows = dict[str, list[dict[str, Any]]]


def rows_of(release: str) -> Rows:
    """What lies in the database of a release, by table, as SQLite has it."""
    found: Rows = json.loads((FOLDER / f"{release}.json").read_text(encoding="utf-8"))
    return found


def lately(rows: Rows) -> timedelta:
    """How far to move times, so that the last of these messages was written five minutes ago."""
    newest = max(datetime.fromisoformat(row["created_at"]) for row in rows["outbox"])
    return datetime.now(UTC) - timedelta(minutes=5) - newest.replace(tzinfo=UTC)


def fill(url: str, rows: Rows, moved: timedelta = timedelta()) -> None:
    """Write rows, each with the columns of its release and no others, with their times moved."""
    engine = create_engine(address.parse(url))
    with engine.begin() as connection:
        for name, values, table in _tables(connection, rows):
            connection.execute(
                table.insert(), [_values(table, row, engine, moved) for row in values]
            )
            if "id" in table.c and engine.dialect.name == "postgresql" and table.c.id.autoincrement:
                connection.execute(text(_SERIAL.format(name=name)))
    engine.dispose()


def read(url: str, rows: Rows) -> Rows:
    """What lies in the same columns of the same tables now."""
    engine = create_engine(address.parse(url))
    found: Rows = {}
    with engine.connect() as connection:
        for name, values, table in _tables(connection, rows):
            columns = [table.c[column] for column in values[0]]
            asked = connection.execute(table.select().with_only_columns(*columns))
            found[name] = [_plain(dict(row)) for row in asked.mappings()]
    engine.dispose()
    return found


def expected(rows: Rows, url: str) -> Rows:
    """The rows as `read` tells them."""
    engine = create_engine(address.parse(url))
    with engine.connect() as connection:
        told = {
            name: [_plain(_values(table, row, engine, timedelta())) for row in values]
            for name, values, table in _tables(connection, rows)
        }
    engine.dispose()
    return told


_SERIAL = (
    "SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
    " WHERE pg_get_serial_sequence('{name}', 'id') IS NOT NULL"
)


def _tables(connection: Connection, rows: Rows) -> list[tuple[str, list[dict[str, Any]], Any]]:
    there = MetaData()
    there.reflect(connection)
    return [
        (table.name, rows[table.name], table)
        for table in there.sorted_tables
        if rows.get(table.name)
    ]


def _values(table: Any, row: dict[str, Any], engine: Any, moved: timedelta) -> dict[str, Any]:
    made = {}
    for name, value in row.items():
        kind = table.c[name].type
        if value is not None and isinstance(kind, DateTime):
            zone = None if engine.dialect.name == "sqlite" else UTC
            value = datetime.fromisoformat(value).replace(tzinfo=zone) + moved
        elif value is not None and isinstance(kind, JSON):
            value = json.loads(value)
        elif value is not None and isinstance(kind, Boolean):
            value = bool(value)
        made[name] = value
    return made


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else value
        for name, value in row.items()
    }
