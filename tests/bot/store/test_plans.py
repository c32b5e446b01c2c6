"""No statement of ours looks through a whole table that grows, on either database."""

from __future__ import annotations

import importlib
import pkgutil
import re
from contextlib import closing
from typing import Any

import pytest
from psycopg.rows import scalar_row

import bot
from bot.store import address
from bot.store.database import open_store
from bot.store.schema import metadata
from bot.store.statements import Statement

#: Of these there are few rows at any time.
SMALL = {
    "beat",
    "expiry",
    "forgotten",
    "hold",
    "install_state",
    "installation",
    "pace",
    "setback",
    "workshop_replan",
    "workspace",
}
BIG = metadata.tables.keys() - SMALL
#: The indexes on a part of the rows: what lies before one, not what is done.
PARTIAL = {
    index.name
    for table in metadata.tables.values()
    for index in table.indexes
    if "where" in index.info
}
#: What happens seldom: the app is removed from a workspace, somebody has left the organisation, a
#: workspace moves into one, and once a minute at most it is read who is known (from indexes alone).
#: Somebody deletes everything, or the whole workspace goes. Twice an hour: what has lain too long.
SELDOM = {
    *("EVERYBODY", "OPEN_OF", "REPLAN", "UNINSTALLED"),
    *("KEPT", "LYING", "MEETINGS"),
    *("ASKING", "CONCERNED", "EVENTS", "ON_HOLD", "PRESSED", "STEPS", "TEAMS"),
}


def statements() -> dict[str, Statement]:
    """Every statement there is, by where it stands."""
    found: dict[int, tuple[str, Statement]] = {}
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if re.search(r"\.(sandbox|migrations|__main__)", module.name):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Statement) and name not in SELDOM:
                found[id(value)] = (f"{module.name}.{name}", value)
    from bot.turns.rows import learning

    return {**dict(found.values()), "learning": learning(("a.b", "c.d"))}


def looks_through_much(step: str) -> bool:
    """Whether a step of SQLite's plan reads a big table, or all that a team has in it."""
    found = re.match(r"(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+))?(.*)", step)
    if found is None or found[3] in PARTIAL:
        return False
    return found[2] in BIG and (found[1] == "SCAN" or found[4] == " (team=?)")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_statement_looks_through_a_table_on_sqlite(database_url: str) -> None:
    store = open_store(database_url)
    found = statements()
    assert len(found) > 80

    def steps(tx: Any, each: Statement) -> list[str]:
        sql = each.sql(tx.dialect)
        tx.cursor.execute(f"EXPLAIN QUERY PLAN {sql}", [None] * sql.count("?"))
        return [row[3] for row in tx.cursor.fetchall()]

    plans = {name: await store.run(lambda tx, e=each: steps(tx, e)) for name, each in found.items()}
    await store.stop()
    assert {
        n: bad for n, plan in plans.items() if (bad := [*filter(looks_through_much, plan)])
    } == {}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_no_statement_must_look_through_a_table_on_postgresql(database_url: str) -> None:
    store = open_store(database_url, connections=1)
    dialect = store.dialect
    await store.stop()
    wrong = {}
    place = address.parse(database_url)
    with closing(address.kind_of(place).connect(place)) as connection:
        connection.autocommit = True
        connection.execute("SET enable_seqscan = off")  # where there is another way, it is taken
        connection.execute("SET plan_cache_mode = force_generic_plan")
        for name, each in statements().items():
            sql = each.sql(dialect)
            marks = sql.count("%s")
            for number in range(1, marks + 1):
                sql = sql.replace("%s", f"${number}", 1)
            sql = sql.replace("%%", "%")
            cursor = connection.cursor(row_factory=scalar_row)
            cursor.execute(f"PREPARE one AS {sql}", prepare=False)
            given = f"({', '.join(['NULL'] * marks)})" if marks else ""
            plan = cursor.execute(f"EXPLAIN EXECUTE one{given}").fetchall()
            cursor.execute("DEALLOCATE one")
            tables = {m[1] for line in plan if (m := re.search(r"Seq Scan on (\w+)", line))}
            if tables & BIG:
                wrong[name] = plan
    assert wrong == {}
