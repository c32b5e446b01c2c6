"""The program as a person starts it: an empty folder, and no settings."""

from __future__ import annotations

import gettext
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from bot.cli import main

ROOT = Path(__file__).parents[3]

# For each of its words, in each of its parsers, argparse looks on the disk for a translation.
gettext.find = lru_cache(gettext.find)  # type: ignore[assignment]

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
def samskab(
    clean_environment: dict[str, str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Samskab]:
    """Run ``samskab`` to its end, in this process: ``samskab("run", SLACK_BOT_TOKEN="…")``."""
    root = logging.getLogger()
    level, handlers, interval = root.level, root.handlers[:], sys.getswitchinterval()

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        capsys.readouterr()
        with monkeypatch.context() as now:
            now.chdir(folder)
            for name in set(os.environ) - clean_environment.keys():
                now.delenv(name)
            for name, value in (clean_environment | settings).items():
                now.setenv(name, value)
            code = main(arguments)
        return subprocess.CompletedProcess(arguments, code, *capsys.readouterr())

    yield run
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("bot").setLevel(logging.NOTSET)
    sys.setswitchinterval(interval)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    """The same for tests that call ``main`` in this process."""
    from bot.settings import WHERE

    for name in WHERE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", clean_environment["XDG_DATA_HOME"])
