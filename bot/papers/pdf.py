"""A memo as PDF/UA-1: tagged, with its fonts, and made without a look at the machine's own.

People's words go to the template as data. What it is set with comes in packages: no network, no
folder of the system's.
"""

from __future__ import annotations

import ast
import json
import re
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

from bot.drawing import fonts, svg
from bot.papers import layout
from bot.papers.embedded import NAME, Embedded, Proof
from flows.parts.memo.model import Cells, Memo, Picture

#: What typst says of a character that none of the fonts has, quoted as Rust quotes.
_MISSING = re.compile(r'the text `("(?:.+?)")` could not be displayed')
_RUST = re.compile(r"\\u\{([0-9a-f]+)\}")


def pdf(memo: Memo, proof: Proof | None) -> bytes:
    """The file. Where no font has a character, a box stands for it: the standard wants a glyph."""
    import typst

    try:
        return _compiled(Embedded(memo=memo, proof=proof))
    except typst.TypstError as error:
        unshown = _unshown(error.diagnostic)
        if not unshown:
            raise
    return _compiled(Embedded(memo=memo, proof=proof, unshown=unshown))


def _unshown(diagnostic: str) -> str:
    quoted = set(_MISSING.findall(diagnostic))
    python = (_RUST.sub(lambda code: f"\\U{code[1]:0>8}", text) for text in quoted)
    return "".join(sorted({sign for text in python for sign in ast.literal_eval(text)}))


def _compiled(made: Embedded) -> bytes:
    import typst

    data: Any = typst.compile(
        (files(__package__) / "memo.typ").read_bytes(),
        font_paths=fonts(),
        sys_inputs={"paper": json.dumps(_paper(made)), "embedded": made.text(), "name": NAME},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(made.memo.on, time(), UTC),
    )
    return bytes(data)


def _paper(made: Embedded) -> dict[str, Any]:
    """The memo as the template takes it: with widths, pictures, and the foot in its parts."""
    paper: dict[str, Any] = json.loads(made.seen(made.memo.model_dump_json()))
    paper["foot"] = layout.foot(made.memo.pages)
    for section, shaped in zip(made.memo.sections, paper["sections"], strict=True):
        for block, data in zip(section.blocks, shaped["blocks"], strict=True):
            if isinstance(block, Cells):
                data["widths"] = layout.widths(block)
                data["breaks"] = len(block.rows) > layout.SMALL
            elif isinstance(block, Picture):
                data["share"] = layout.share(block.drawing)
                data["svg"] = svg(block.drawing)
    return paper
