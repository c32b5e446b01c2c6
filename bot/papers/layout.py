"""What the forms with pages have in common: how wide the columns of a table are, the foot."""

from __future__ import annotations

import re

from flows.drawings import Drawing
from flows.parts.memo.model import Cells, plain

#: How much of the text's width a drawing takes.
SHARES = {"map": 0.66, "field": 0.6, "spread": 0.5}
#: So many letters of a table's size fit beside each other.
LETTERS = 95
#: How much wider a column is that holds more: less than in step, since long cells wrap.
STEEP = 0.7
#: A table with no more rows than this stays on one page.
SMALL = 9

_FIELD = re.compile(r"\{(page|pages)\}")


def widths(table: Cells) -> list[float]:
    """Shares of the width that add up to 1, by what stands in the columns; no word is broken."""
    wanted = []
    for name, *cells in zip(table.head, *table.rows, strict=True):
        texts = [str(name), *map(plain, cells)]
        longest = max((len(word) for text in texts for word in text.split()), default=0)
        letters = sum(map(len, texts)) / len(texts) + 4
        wanted.append((letters**STEEP, min(longest + 3, LETTERS / 3) / LETTERS))
    whole = sum(weight for weight, _ in wanted)
    shares = [max(weight / whole, least) for weight, least in wanted]
    return [round(each / sum(shares), 4) for each in shares]


def share(drawing: Drawing) -> float:
    """How much of the text's width a drawing takes, from 0 to 1."""
    return SHARES[drawing.drawing]


def foot(pages: str) -> list[str]:
    """'Side {page} af {pages}' as its parts: every other one is a field's name."""
    return _FIELD.split(pages)
