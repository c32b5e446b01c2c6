"""The program as a person starts it: another process, an empty folder, no settings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

Samskab = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def clean_environment(tmp_path: Path) -> dict[str, str]:
    """No settings of the machine's own, and a data folder that is the test's."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
        "XDG_DATA_HOME": str(tmp_path / "data-home"),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The working folder: empty."""
    empty = tmp_path / "empty"
    empty.mkdir()
    return empty


@pytest.fixture
def samskab(clean_environment: dict[str, str], folder: Path) -> Samskab:
    """Run ``samskab`` to its end: ``samskab("run", SLACK_BOT_TOKEN="…")``."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=folder,
            env=clean_environment | settings,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )

    return run


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    """The same for tests that call ``main`` in this process."""
    from bot.settings import WHERE

    for name in WHERE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", clean_environment["XDG_DATA_HOME"])
