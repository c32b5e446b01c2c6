"""A memo as messages in a chat: to be read through before it becomes a file, or to be shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.messages import BULLET, Button, Channel, Mention, Note, Say, Slot, Words, pages
from flows.parts.memo.model import (
    MARK,
    Block,
    Bullets,
    Cells,
    Memo,
    Paragraph,
    Picture,
    Quote,
    Section,
    Text,
)


def chat(memo: Memo, buttons: tuple[Button, ...] = ()) -> tuple[Note, ...]:
    """The memo in as few messages as hold it; the buttons stand under the last."""
    return tuple(pages(lines(memo), buttons))


def lines(memo: Memo) -> Iterator[Say]:
    """The memo line by line."""
    yield Say("*{title}*", {"title": _words(memo.title)})
    facts = {f"fact{n}": _words(f"{each.label}: {each.value}") for n, each in enumerate(memo.facts)}
    if facts:
        yield Say(" · ".join(f"{{{name}}}" for name in facts), facts)
    yield from of_sections(memo.sections)
    for note in memo.notes:
        yield Say("_{note}_", {"note": _words(note)})


def of_sections(sections: Iterable[Section]) -> Iterator[Say]:
    """Sections line by line."""
    for section in sections:
        yield Say("\n*{title}*", {"title": _words(section.title)})
        for block in section.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[Say]:
    match block:
        case Paragraph():
            yield _say(block.text)
        case Bullets():
            yield from (_say(item, BULLET) for item in block.items)
        case Quote():
            yield Say("", quote=Words(block.text))
        case Cells():
            yield Say("_{head}_", {"head": _words(" · ".join(block.head))})
            for row in block.rows:
                yield _row(row)
        case Picture():
            yield Say("{alt}", {"alt": _words(block.alt)})


def _row(row: tuple[Text, ...]) -> Say:
    """A row of a table: a chat has none."""
    cells = {f"cell{n}": _say(cell) for n, cell in enumerate(row) if cell}
    template = BULLET + " · ".join(f"{{{name}}}" for name in cells)
    return Say(template, cells)


def _say(text: Text, before: str = "") -> Say:
    template, slots = before, {}
    for n, span in enumerate(text):
        body = span.text.strip() if span.strong else span.text
        left, right = (span.text.partition(body)[::2]) if span.strong and body else ("", "")
        star = "*" if span.strong and body else ""
        template += f"{left}{star}{{span{n}}}{star}{right}"
        slots[f"span{n}"] = _words(body)
    return Say(template, slots)


def _words(text: str) -> Say:
    """The text, who was picked called by Slack itself."""
    template, slots = "", dict[str, Slot | Say]()
    for n, piece in enumerate(MARK.split(text)):
        name = f"piece{n}"
        if n % 2:
            slots[name] = Channel(piece) if piece[0] in "CG" else Mention(piece)
        elif piece:
            slots[name] = Words(piece)
        else:
            continue
        template += f"{{{name}}}"
    return Say(template, slots)
