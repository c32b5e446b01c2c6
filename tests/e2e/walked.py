"""What many tests begin with: walked once a process, then put in place where it led to.

    await walked(world, "begun", lambda: karen.begins("Mødested for unge"), karen)

Only what is in the database and in Slack is put back: nothing was called, logged or delivered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, insert, select

from bot import json_text
from bot.sandbox import snapshot
from bot.sandbox.core import Core
from bot.sandbox.seed import new_workspace
from bot.store.schema import metadata
from tests.e2e.database import Database
from tests.e2e.harness import World

if TYPE_CHECKING:
    from tests.e2e.chef import Chef

Rows = dict[Table, list[dict[str, Any]]]
#: Of somebody who has walked: all but what is of one world.
OF_A_CHEF = ("_mark", "_written", "outcome")


@dataclass
class Walk:
    """Where it led to, and when the world was there."""

    at: datetime
    rows: Rows
    workspace: bytes
    chefs: dict[str, dict[str, Any]]


WALKS: dict[str, Walk] = {}


async def walked(
    world: World, name: str, walk: Callable[[], Awaitable[object]], *chefs: Chef
) -> None:
    """Walk in a world where nothing has happened; or put back what the walk of that name left."""
    _assert_new(world.sandbox.core)
    key = " ".join([*(each.id for each in chefs), name])
    if key not in WALKS:
        await walk()
        await world.settled()
        WALKS[key] = Walk(
            world.now(),
            _rows(world.database),
            json_text.written(snapshot.dump(world.sandbox.core)),
            {each.id: {name: copy(getattr(each, name)) for name in OF_A_CHEF} for each in chefs},
        )
        return
    found = WALKS[key]
    _fill(world.database, found.rows, world.now() - found.at)
    snapshot.restore(world.sandbox.core, json_text.read(found.workspace))
    for each in chefs:
        for attribute, value in found.chefs[each.id].items():
            setattr(each, attribute, copy(value))
        await each.listens()


def _assert_new(core: Core) -> None:
    """Where somebody is otherwise than at first, or has said something, one walks another way."""
    new, now = new_workspace(core.clock, core.profile.name, 1), core.workspace
    assert now.people == new.people
    assert {id: each.members for id, each in now.channels.items()} == {
        id: each.members for id, each in new.channels.items()
    }
    assert not any(each.messages for each in now.channels.values())
    assert not core.faults.active
    assert not core.clock.ahead


def _rows(database: Database) -> Rows:
    found = {
        table: [dict(row._mapping) for row in database.rows(select(table))]
        for table in metadata.sorted_tables
    }
    return {table: rows for table, rows in found.items() if rows}


def _fill(database: Database, rows: Rows, since: timedelta) -> None:
    """As if all of it had been just now."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        for table, old in rows.items():
            connection.execute(insert(table), [_later(row, since) for row in old])
            numbered = table.autoincrement_column
            if numbered is not None and database.place.drivername != "sqlite":
                most = max(row[numbered.name] for row in old)
                place = f"pg_get_serial_sequence('{table.name}', '{numbered.name}')"
                connection.exec_driver_sql(f"SELECT setval({place}, {most})")
        connection.exec_driver_sql("COMMIT")


def _later(row: dict[str, Any], since: timedelta) -> dict[str, Any]:
    return {n: each + since if isinstance(each, datetime) else each for n, each in row.items()}
