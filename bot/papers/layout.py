"""What the forms with pages have in common: how wide the columns of a table are, the foot."""

from __future__ import annotations

import re
from math import sqrt

from flows.drawings import Drawing
from flows.parts.memo.model import Cells, plain

#: How much of the text's width a drawing takes.
SHARES = {"map": 1.0, "field": 0.72, "spread": 0.62}
#: The narrowest column beside the widest.
NARROWEST = 0.28

_FIELD = re.compile(r"\{(page|pages)\}")


def widths(table: Cells) -> list[float]:
    """Shares of the width that add up to 1: more for a column that holds more, not in step."""
    columns = zip(table.head, *table.rows, strict=True)
    weights = [
        sqrt(max(len(cell if isinstance(cell, str) else plain(cell)) for cell in column) + 6)
        for column in columns
    ]
    weights = [max(weight, NARROWEST * max(weights)) for weight in weights]
    return [round(weight / sum(weights), 4) for weight in weights]


def share(drawing: Drawing) -> float:
    """How much of the text's width a drawing takes, from 0 to 1."""
    return SHARES[drawing.drawing]


def foot(pages: str) -> list[str]:
    """'Side {page} af {pages}' as its parts: every other one is a field's name."""
    return _FIELD.split(pages)
