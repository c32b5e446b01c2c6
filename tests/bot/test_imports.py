"""Whichever part is imported first, it imports: no part waits for one that waits for it."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["bot.app", "flows.reminders.sources"])
def test_a_part_can_be_imported_first(module: str) -> None:
    alone = subprocess.run(
        [sys.executable, "-c", f"import {module}"], capture_output=True, text=True, check=False
    )
    assert alone.returncode == 0, alone.stderr
