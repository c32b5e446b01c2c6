"""What is imported: any part may be the first, and nothing is that only some need."""

import subprocess
import sys

import pytest

#: Each is some MB of memory in a bot that never uses it.
NOT_FOR_EVERYBODY = {
    "PIL": "pictures of what a workshop found",
    "alembic": "migrations",
    "holidays": "reminders",
    "psycopg": "PostgreSQL",
    "pydantic_settings": "nothing",
    "sqlalchemy.dialects.postgresql": "PostgreSQL",
}


def alone(code: str) -> str:
    """What ``code`` prints in a Python of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("module", ["bot.app", "flows.reminders.sources"])
def test_a_part_can_be_imported_first(module: str) -> None:
    alone(f"import {module}")


def test_what_not_everybody_needs_is_not_imported() -> None:
    there = alone(
        "import sys, bot.app, bot.store.sqlite; from bot.store.database import open_store;"
        "print(*sys.modules, sep='\\n')"
    )
    assert NOT_FOR_EVERYBODY.keys() & set(there.split()) == set()


@pytest.mark.parametrize("command", ["migrate", "worker"])
def test_postgresql_without_its_driver_is_told_in_one_line(command: str) -> None:
    told = alone(
        "import os, sys; sys.modules['psycopg'] = None;"
        "os.environ['DATABASE_URL'] = 'postgresql://u:hemmeligt@h/d';"
        "os.environ['SLACK_BOT_TOKEN'] = 'xoxb-0000-not-a-token';"
        "sys.stderr = sys.stdout; from bot.cli import main;"
        f"print(main(['{command}']))"
    )
    assert told.splitlines()[-2:] == [
        "samskab: DATABASE_URL: PostgreSQL needs its driver: pip install 'samskab[postgresql]'",
        "1",
    ]
