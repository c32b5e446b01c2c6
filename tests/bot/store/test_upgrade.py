"""From each released schema, with what lay in it, to this program's; and side by side with it."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path

import pytest

import bot.store.migrations
from bot.store.migrations import SchemaState, migrate, state
from tests.bot.store.released import RELEASED, Rows, expected, fill, read, rows_of

VERSIONS = Path(bot.store.migrations.__file__).parent / "versions"
#: The steps to what was released: others have gone them.
FROZEN = {
    "0001_the_first_tables.py": "9a53544e82fa37b8a8cb27aba17588003edcd649388a0bb98be020a2aaa18329",
}


def in_order(rows: Rows) -> dict[str, list[str]]:
    dumped = partial(json.dumps, sort_keys=True, default=str)
    return {name: sorted(map(dumped, values)) for name, values in rows.items()}


@pytest.mark.parametrize("name", FROZEN)
def test_what_was_released_never_changes(name: str) -> None:
    assert hashlib.sha256((VERSIONS / name).read_bytes()).hexdigest() == FROZEN[name]


@pytest.mark.parametrize("release", RELEASED)
def test_nothing_is_lost_on_the_way(release: str, empty_database_url: str) -> None:
    rows = rows_of(release)
    migrate(empty_database_url, RELEASED[release])
    fill(empty_database_url, rows)
    before = expected(rows, empty_database_url)
    assert state(empty_database_url) is SchemaState.BEHIND
    migrate(empty_database_url)
    assert state(empty_database_url) is SchemaState.CURRENT
    assert in_order(read(empty_database_url, rows)) == in_order(before)


@pytest.mark.parametrize("release", RELEASED)
def test_an_older_program_can_still_write_and_read(release: str, database_url: str) -> None:
    """It knows its own columns and no others: those that came later must do without it."""
    rows = rows_of(release)
    fill(database_url, rows)
    assert in_order(read(database_url, rows)) == in_order(expected(rows, database_url))
