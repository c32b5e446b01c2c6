"""``samskab flow``: the diagram comes from the machine, and so holds every step."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.cli import main
from bot.content_files import load_library


def test_mermaid_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow"]) == 0
    drawn = capsys.readouterr().out
    for _, point in load_library().focus_points():
        assert point.title in drawn or point.short in drawn or point.id in drawn


def test_svg_is_one_xml_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "flow.svg"
    assert main(["flow", "--format", "svg", "--output", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert ElementTree.parse(target).getroot().tag.endswith("svg")


def test_a_place_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow", "--output", str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot be written" in line
