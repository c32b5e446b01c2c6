"""The page for the data protection officer is true of the program: tables, periods, commands."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.cli import COMMANDS
from bot.content_files import load_library
from bot.store.housekeeping import KEPT
from bot.store.schema import metadata
from bot.turns.forgetting import PATIENCE
from bot.turns.retention import NOTICE
from flows.dialogue.data import DataLines

PAGE = (Path(__file__).parents[1] / "bot" / "PRIVATLIV.md").read_text(encoding="utf-8")
#: The rows of its table, by the table that they are about.
ROWS = {m[1]: m[2] for m in re.finditer(r"^\| `(\w+)` \|(.*)$", PAGE, re.MULTILINE)}


def test_every_table_is_on_it_and_no_other() -> None:
    assert ROWS.keys() == {table.name for table in metadata.sorted_tables}
    assert all(len(row.split("|")) == 4 and "  " not in row for row in ROWS.values())


def test_how_long_is_as_the_program_cleans() -> None:
    """Each statement that cleans is of one table; its period stands in that table's row."""
    for statement, period, _ in KEPT:
        table = statement._core.table.name  # type: ignore[union-attr]
        assert said(period) in ROWS[table], (table, period)
    assert said(NOTICE) in ROWS["expiry"]
    assert said(PATIENCE) in ROWS["forgotten"]


def said(period: timedelta) -> str:
    if period.days >= 3 * 365:
        return f"{period.days // 365} år"
    if period.days:
        return f"{period.days} {'dag' if period.days == 1 else 'dage'}"
    return f"{period.seconds // 3600} time"


def test_what_it_names_is_there() -> None:
    assert set(re.findall(r"samskab (\w+)", PAGE)) - {"og"} <= COMMANDS.keys()
    texts, data = load_library().texts, load_library().lines(DataLines)
    for label in (texts.buttons.wipe, data.fetch, data.keep_it, data.get_mine):
        assert f"*{label}*" in re.sub(r"\s+", " ", PAGE), label
    assert texts.unnamed.person in PAGE
