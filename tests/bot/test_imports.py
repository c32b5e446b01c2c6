"""What is imported: any part may be the first, and nothing is that only some need."""

import subprocess
import sys
from pathlib import Path

import pytest

#: Each is some MB of memory in a bot that never uses it.
NOT_FOR_EVERYBODY = {
    "alembic": "migrations",
    "docx": "papers",
    "holidays": "reminders",
    "lxml": "papers",
    "psycopg": "PostgreSQL",
    "prometheus_client": "those who watch",
    "pydantic_settings": "nothing",
    "pypdf": "papers",
    "sqlalchemy.dialects.postgresql": "PostgreSQL",
    "typst": "pictures and papers",
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
        "import sys, bot.app, bot.papers, bot.store.sqlite;"
        "from bot.store.database import open_store;"
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


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by /proc")
def test_a_bot_with_its_content_takes_less_than_100_mb() -> None:
    told = alone(
        "import pathlib, re, bot.app, bot.store.sqlite, bot.content_files as files;"
        "from flows.journey.flow import Flow; from flows.parts.lookup.lookup import Lookup;"
        "library = files.load_library(); made = Flow(library), Lookup(library);"
        "print(re.search(r'VmRSS:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])"
    )
    assert int(told) < 100 * 1024
