"""A memo on paper: each form that it can be had in, with the memo and its proof inside.

Making takes up to a second: call ``made`` from the loop, or ``make`` in a thread. What makes a form
is imported when the first of it is made.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from bot.papers.embedded import Proof
from flows.parts.memo.model import Memo


class Form(StrEnum):
    """What a memo can be had as."""

    WORD = "word"
    PDF = "pdf"
    MARKDOWN = "markdown"
    CANVAS = "canvas"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file: ``ending`` ('.pdf') ends its name. A canvas is no file: the text of one, in UTF-8."""

    data: bytes
    mimetype: str
    ending: str


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make(memo: Memo, form: Form, proof: Proof | None = None) -> Paper:
    """The memo as a file, which carries ``proof`` as it is: a draft has none. A canvas does not."""
    match form:
        case Form.WORD:
            from bot.papers.word import word

            return Paper(word(memo, proof), _WORD, ".docx")
        case Form.PDF:
            from bot.papers.pdf import pdf

            return Paper(pdf(memo, proof), "application/pdf", ".pdf")
        case Form.MARKDOWN:
            from bot.papers.markdown import file

            return Paper(file(memo, proof), "text/markdown", ".md")
        case Form.CANVAS:
            from bot.papers.markdown import canvas

            return Paper(canvas(memo), "text/markdown", "")


async def made(memo: Memo, form: Form, proof: Proof | None = None) -> Paper:
    """``make``, while the loop goes on."""
    return await asyncio.to_thread(make, memo, form, proof)
