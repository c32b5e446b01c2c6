"""``samskab nudges``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Samskab
from tests.bot.turns.filling import fill


@pytest.fixture
def address(tmp_path: Path, samskab: Samskab) -> str:
    """A database with a nudge that is due and one that is planned."""
    url = f"sqlite:///{tmp_path}/nudges.db"
    assert samskab("migrate", DATABASE_URL=url).returncode == 0
    now = datetime.now(UTC)
    fill(url, [now - timedelta(hours=1), now + timedelta(days=9)])
    return url


def test_it_lists_what_is_due_and_planned(address: str, samskab: Samskab) -> None:
    done = samskab("nudges", DATABASE_URL=address)
    assert done.returncode == 0
    assert done.stdout.count("lying") == 2
    assert "2 nudges" in done.stdout


def test_it_explains_one(address: str, samskab: Samskab) -> None:
    done = samskab("nudges", "--explain", "2", DATABASE_URL=address)
    assert done.returncode == 0
    assert "number 1 of 3, not before" in done.stdout


def test_it_explains_none_that_is_not_there(address: str, samskab: Samskab) -> None:
    done = samskab("nudges", "--explain", "99", DATABASE_URL=address)
    assert done.returncode == 1
    assert "there is no nudge 99" in done.stderr


def test_a_dry_run_sends_nothing(address: str, samskab: Samskab) -> None:
    before = samskab("nudges", DATABASE_URL=address).stdout
    done = samskab("nudges", "--dry-run", DATABASE_URL=address)
    assert done.returncode == 0
    assert "nothing was sent" in done.stdout
    assert samskab("nudges", DATABASE_URL=address).stdout == before


def test_a_schema_that_is_behind_is_said_in_one_line(tmp_path: Path, samskab: Samskab) -> None:
    done = samskab("nudges", DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")
    assert done.returncode == 1
    assert "run 'samskab migrate' first" in done.stderr
