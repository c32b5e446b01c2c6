"""The 2×2 field of the four types, drawn in letters so narrow that a phone shows it unbroken."""

from __future__ import annotations

from flows.content.sorting import AXES
from flows.journey.placing import HIGHEST, LOWEST, MIDDLE
from flows.parts.type.lines import TypeLines

#: Columns of a cell, and rows of it that the mark may stand in, beside those of its name.
WIDTH, ROWS = 13, 2
MARK = "X"


def draw(lines: TypeLines, type_at: dict[tuple[str, str], str], x: float, y: float) -> str:
    """The field with the mark at the scores ``x`` (result) and ``y`` (central actor), 1 to 5.

    ``type_at`` has the types by their ends. At most 29 columns.
    """
    (given, open), (public, others) = AXES["result"], AXES["central_actor"]
    upper = [lines.field[type_at[end, public]] for end in (given, open)]
    lower = [lines.field[type_at[end, others]] for end in (given, open)]
    border = "+".join(["", "-" * WIDTH, "-" * WIDTH, ""])
    blank = [_row("", "")] * ROWS
    rows = [*blank, *_names(upper), border, *_names(lower), *blank]
    at = _place(y, len(blank), len(rows) - ROWS, rows.index(border))
    column = 1 + _column(x)
    rows[at] = rows[at][:column] + MARK + rows[at][column + 1 :]
    width = len(border)
    edges = f"{lines.given}{lines.open:>{width - len(lines.given)}}"
    whole = [lines.public.center(width).rstrip(), border, *rows, border]
    return "\n".join(["```", *whole, lines.others.center(width).rstrip(), edges, "```"])


def _row(left: str, right: str) -> str:
    return f"|{left.center(WIDTH)}|{right.center(WIDTH)}|"


def _names(cells: list[tuple[str, ...]]) -> list[str]:
    """The two names beside each other, in as many rows as they take."""
    return [_row(*pair) for pair in zip(*cells, strict=True) if any(pair)]


def _column(score: float) -> int:
    """The column in a row without its first border: the middle one is the border between."""
    if score == MIDDLE:
        return WIDTH
    share = (score - LOWEST) / (HIGHEST - LOWEST)
    found = round(share * 2 * WIDTH)
    return min(found, WIDTH - 1) if score < MIDDLE else max(found, WIDTH + 1)


def _place(score: float, above: int, below: int, middle: int) -> int:
    """The row: the outer ones for the ends, the border for the middle."""
    if score == MIDDLE:
        return middle
    if score < MIDDLE:
        return min(int((score - LOWEST) / (MIDDLE - LOWEST) * above), above - 1)
    return below + min(int((score - MIDDLE) / (HIGHEST - MIDDLE) * ROWS), ROWS - 1)
