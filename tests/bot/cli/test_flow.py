"""``samskab flow``: the drawing is the machine's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.content_files import load_library


def test_the_machine_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow"]) == 0
    drawn = capsys.readouterr().out
    for phase in load_library().phases:
        assert f'state "{phase.id}"' in drawn


def test_it_can_be_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "life.mmd"
    assert main(["flow", "--output", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert "stateDiagram-v2" in target.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow", "--output", str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot be written" in line
