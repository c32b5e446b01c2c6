"""``content/questions.md``: every question of the sources has a place, and each place is there."""

from __future__ import annotations

import re
from pathlib import Path

from flows.content.library import Library
from flows.content.standard import Steps

TABLE = Path(__file__).parents[3] / "content" / "questions.md"


def rows() -> list[list[str]]:
    """The cells of every row that is not a heading."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[-1] not in ("---", "asked in")]


def test_every_question_of_the_sources_has_a_place(real: Library) -> None:
    known = {*real.asked, *Steps.model_fields}
    assert len(rows()) > 90
    for row in rows():
        named = re.findall(r"`([^`]+)`", row[-1])
        assert named, row
        assert set(named) <= known, row


def test_every_focus_point_is_in_the_table(real: Library) -> None:
    first = {row[0] for row in rows()}
    assert {point.title for point in real.point.values()} <= first
