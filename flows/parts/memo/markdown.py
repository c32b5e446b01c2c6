"""A memo as Markdown: its headings, lists, quotations and tables; people's words are text in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

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

#: What would format, link or call; and at the beginning of a line, make a list or a heading.
_ACTING = re.compile(r"([\\`*_\[\]<>|])")
_AT_FIRST = re.compile(r"^(\s*\d*)((?<=\d)[.)]|(?<!\d)[#+=~-])", re.MULTILINE)


def markdown(memo: Memo) -> str:
    """The document. Who was picked stands as ``<@U…>`` where no name was put in."""
    facts = "\n".join(f"- {_line(f'{fact.label}: {fact.value}')}" for fact in memo.facts)
    notes = [f"*{_line(note)}*" for note in memo.notes]
    rest = ["---", *notes] if notes else []
    return _document(memo.title, facts, *_sections(memo.sections), *rest)


def sheet(title: str, sections: Iterable[Section]) -> str:
    """Sections under a title, of what is no memo."""
    return _document(title, *_sections(sections))


def _document(title: str, *blocks: str) -> str:
    return "\n\n".join([f"# {_line(title)}", *filter(None, blocks)]) + "\n"


def _line(text: str) -> str:
    """Text that begins a line."""
    return MARK.sub(_picked, escaped(" ".join(text.splitlines())))


def _inside(text: str) -> str:
    """Text that stands in a line."""
    return MARK.sub(_picked, _ACTING.sub(r"\\\1", " ".join(text.splitlines())))


def _sections(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield f"## {_line(section.title)}"
        yield from map(_block, section.blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _text(block.text)
        case Bullets():
            return "\n".join(f"- {_text(item)}" for item in block.items)
        case Quote():
            return "\n".join(f"> {escaped(line)}".rstrip() for line in block.text.split("\n"))
        case Cells():
            rule = ["---"] * len(block.head)
            rows = [[_text(cell, _inside) for cell in row] for row in block.rows]
            table = [[_inside(head) for head in block.head], rule, *rows]
            return "\n".join(f"| {' | '.join(row)} |" for row in table)
        case Picture():
            return f"*{_line(block.alt)}*"


def _text(text: Text, shown: Callable[[str], str] = _line) -> str:
    said = ""
    for span in text:
        inner = span.text.strip() if span.strong else ""
        said += span.text.replace(inner, f"\0{inner}\0", 1) if inner else span.text
    return shown(said).replace("\0", "**")


def _picked(found: re.Match[str]) -> str:
    return f"<{'#' if found[1][0] in 'CG' else '@'}{found[1]}>"


def escaped(text: str) -> str:
    """A person's words as Markdown that shows them as they are."""
    return _AT_FIRST.sub(r"\1\\\2", _ACTING.sub(r"\\\1", text))
