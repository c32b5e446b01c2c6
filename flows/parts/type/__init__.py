"""Which of the four types it is: what is kept of a run, in words, and as a field of letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from flows.content.base import fill
from flows.content.sorting import AXES
from flows.journey.desk import Desk
from flows.journey.placing import (
    CHOSEN,
    HIGHEST,
    LOWEST,
    MIDDLE,
    REASON,
    chosen,
    overruled,
    placing,
)
from flows.journey.records import Record
from flows.journey.wording import listed
from flows.messages import Say, Words
from flows.parts.type.lines import TypeLines


class Placed(Record):
    """One run through the statements.

    ``result`` and ``actor`` are the scores from 1 to 5; ``points_at`` and ``chosen`` are types.
    """

    KIND: ClassVar[str] = "placed"

    on: date
    result: float
    actor: float
    points_at: tuple[str, ...]
    chosen: str | None = None


def type_name(desk: Desk, id: str) -> str:
    """The type inside a sentence: 'styret samskabelse'."""
    title = desk.flow.library.type[id].title
    return title[:1].lower() + title[1:]


def pointed(desk: Desk, points_at: Sequence[str]) -> str:
    """What the statements point at: a type, or something between several."""
    names = [type_name(desk, id) for id in points_at if id in desk.flow.library.type]
    if len(names) == 1:
        return f"*{names[0]}*"
    return fill(desk.lines(TypeLines).something_between, types=listed(desk, names))


def type_lines(desk: Desk) -> list[Say]:
    """Which type was chosen, and whether the statements point there; if not, also the reason."""
    library, lines = desk.flow.library, desk.lines(TypeLines)
    id = desk.answers.given(CHOSEN)
    if not isinstance(id, str) or id not in library.type:
        return []
    points_at = placing(library, desk.answers).points_at
    name = {"type": type_name(desk, id)}
    if overruled(library, desk.answers):
        return [Say(lines.overruled, {**name, "pointed": pointed(desk, points_at)}), *_reason(desk)]
    if not points_at:
        return [Say(lines.chosen, name)]
    return [Say(lines.agreed if len(points_at) == 1 else lines.agreed_between, name)]


def _reason(desk: Desk) -> list[Say]:
    reason = desk.answers.given(REASON)
    return [Say(desk.lines(TypeLines).reason, quote=Words(reason))] if reason else []


def beside(desk: Desk) -> list[Say]:
    """The type beside a question: the one chosen, and why where it is another than pointed at."""
    if overruled(desk.flow.library, desk.answers):
        return type_lines(desk)
    found = chosen(desk.flow.library, desk.answers)
    return [Say(desk.lines(TypeLines).beside, {"type": type_name(desk, found.id)})] if found else []


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
