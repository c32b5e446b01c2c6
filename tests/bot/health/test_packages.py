"""What is installed, beside what was tried."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from bot.health import doctor
from bot.health.doctor import odd_packages


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only file of a package that is at version 2, and a list of what was tried."""
    file = tmp_path / "tried.py"
    file.write_text("answer = 42\n")
    digest = base64.urlsafe_b64encode(hashlib.sha256(file.read_bytes()).digest()).rstrip(b"=")
    folder = tmp_path / "tried-2.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: tried\nVersion: 2\n")
    (folder / "RECORD").write_text(f"tried.py,sha256={digest.decode()},12\n")
    monkeypatch.syspath_prepend(tmp_path)
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("# a list\ntried==2\nnot-installed==1\n")
    monkeypatch.setattr(doctor, "CONSTRAINTS", (constraints,))
    return file


def test_as_it_was_tried(installed: Path) -> None:
    assert odd_packages() == (1, [])


def test_another_version(installed: Path) -> None:
    installed.with_name("constraints.txt").write_text("tried==3\n")
    assert odd_packages() == (1, ["tried 2, tried with 3"])


@pytest.mark.parametrize("what", ["altered", "gone"])
def test_a_file_that_is_another(installed: Path, what: str) -> None:
    installed.unlink() if what == "gone" else installed.write_text("answer = 43\n")
    assert odd_packages() == (1, ["tried: tried.py was altered"])


def test_without_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "CONSTRAINTS", ())
    assert odd_packages()[1] == ["there is no list of what was tried"]
