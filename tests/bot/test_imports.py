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


#: What a bot takes into memory, with its content: in kilobytes, and the modules.
OF_A_BOT = """
import bot.app
import pathlib, re, sys, bot.store.sqlite, bot.content_files as files
from flows.journey.flow import Flow
from flows.parts.lookup.lookup import Lookup
library = files.load_library()
made = Flow(library), Lookup(library)
status = pathlib.Path("/proc/self/status")
print(re.search(r"VmRSS:\\s+(\\d+)", status.read_text())[1] if status.exists() else 0)
import bot.papers, bot.turns.outgoing
from bot.store.database import open_store
print(*sys.modules, sep="\\n")
"""


@pytest.mark.slow
def test_a_bot_takes_less_than_100_mb_and_imports_nothing_that_not_everybody_needs() -> None:
    """``bot.app`` is what is imported first."""
    memory, *there = alone(OF_A_BOT).split()
    assert NOT_FOR_EVERYBODY.keys() & set(there) == set()
    assert int(memory) < 100 * 1024


@pytest.mark.slow
def test_without_the_driver_sqlite_is_looked_at_and_postgresql_told_of(tmp_path: Path) -> None:
    """Who only looks makes no file; what lacks is one line. The reminders are imported first."""
    there, missing = tmp_path / "there.db", tmp_path / "missing.db"
    on_sqlite, on_postgresql = alone(
        "import flows.reminders.sources;"
        "import os, sys; sys.modules['psycopg'] = None; from bot.cli import main;"
        f"os.environ['DATABASE_URL'] = 'sqlite:///{there}'; main(['migrate']); main(['doctor']);"
        f"os.environ['DATABASE_URL'] = 'sqlite:///{missing}'; sys.stderr = sys.stdout;"
        "main(['nudges']); print('---');"
        "os.environ['DATABASE_URL'] = 'postgresql://u:hemmeligt@h/d';"
        "os.environ['SLACK_BOT_TOKEN'] = 'xoxb-0000-not-a-token';"
        "print(main(['migrate'])); print(main(['worker']))"
    ).split("---\n")
    assert "is this program's" in on_sqlite
    assert "this look" not in on_sqlite
    assert "the database's schema is empty" in on_sqlite
    assert not missing.exists()
    line = "samskab: DATABASE_URL: PostgreSQL needs its driver: pip install 'samskab[postgresql]'"
    said = [each for each in on_postgresql.splitlines() if not each.startswith("Database: ")]
    assert said == [line, "1"] * 2
