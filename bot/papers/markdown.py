"""A memo as a Markdown file, with what it carries in a comment at its end; and as a canvas."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from textwrap import wrap
from zlib import compress, decompressobj

from bot.papers.embedded import NAME, Embedded, Proof
from flows.parts.memo.markdown import markdown
from flows.parts.memo.model import Block, Bullets, Cells, Memo, Section, Span, Text

#: So many cells may a table of a canvas have.
CELLS = 300
#: What is read of what a file carries, at most, unpacked.
MOST = 1 << 24

_COMMENT = re.compile(rf"<!-- {re.escape(NAME)}\n([A-Za-z0-9+/=\n]+)\n-->\s*\Z")
#: What a line begins with that is no text: of a heading, a point, a quotation.
_BEGINNING = re.compile(r"^(?:#{1,3}|-|>)(?: |$)")
_RULE = re.compile(r"---|\|(?: --- \|)+")
_BAR = re.compile(r" \| |^\| | \|$")
_STAR = re.compile(r"(?<!\\)((?:\\\\)*)\*+")
_ESCAPED = re.compile(r"\\(.)")


def file(memo: Memo, proof: Proof | None) -> bytes:
    """The document, and the memo itself packed in a comment that nobody sees when it is shown."""
    packed = b64encode(compress(Embedded(memo=memo, proof=proof).text().encode())).decode()
    comment = "\n".join((f"<!-- {NAME}", *wrap(packed, 100), "-->"))
    return f"{markdown(memo)}\n{comment}\n".encode()


def canvas(memo: Memo) -> bytes:
    """For ``canvases.create``, which takes the memo's title apart; a table too large is a list."""
    sections = [
        Section(
            title=section.title,
            blocks=tuple(map(_fitting, section.blocks)),
        )
        for section in memo.sections
    ]
    text = markdown(memo.model_copy(update={"sections": tuple(sections)}))
    return text.split("\n\n", 1)[1].encode()


def _fitting(block: Block) -> Block:
    if not isinstance(block, Cells) or len(block.head) * (1 + len(block.rows)) <= CELLS:
        return block
    return Bullets(items=tuple(_row(block.head, row) for row in block.rows))


def _row(head: tuple[str, ...], row: tuple[Text, ...]) -> Text:
    spans: list[Span] = []
    for name, cell in zip(head, row, strict=True):
        between = "; " if spans else ""
        spans += (Span(text=f"{between}{name}: "), *cell)
    return tuple(spans)


def carried(text: str) -> str | None:
    """What the comment at the end of a file holds. Raises ``ValueError`` and ``zlib.error``."""
    found = _COMMENT.search(text)
    if found is None:
        return None
    unpacked = decompressobj().decompress(b64decode(found[1]), MOST)
    return unpacked.decode()


def said(text: str) -> Iterator[str]:
    """What is read in a file, a paragraph, cell or point a line."""
    for line in _COMMENT.sub("", text).splitlines():
        if _RULE.fullmatch(line):
            continue
        cells = _BAR.split(line) if line.startswith("| ") else [_BEGINNING.sub("", line, count=1)]
        yield from (_ESCAPED.sub(r"\1", _STAR.sub(r"\1", cell)).strip() for cell in cells)
