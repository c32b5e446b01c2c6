"""A memo: what a journey, a phase or a workshop ends in. One model; the renderers make its forms.

It holds nothing but what is read, in reading order, so a final one can be kept as it is and given
out again in any form, unchanged. People's words are plain text here: each renderer escapes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from flows.drawings import Drawing


class MemoKind(StrEnum):
    """For whom, and so how much of it."""

    SHORT = "kort"
    DECISION = "beslutning"
    MEETING = "moede"
    EVALUATION = "evaluering"


class MemoState(StrEnum):
    """Whether it may still change."""

    DRAFT = "draft"
    FINAL = "final"


class Frozen(BaseModel):
    """Base of what a memo is made of: strict, and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(Frozen):
    """A run of text that looks the same."""

    text: str
    strong: bool = False


Text = tuple[Span, ...]


class Paragraph(Frozen):
    """Running text."""

    block: Literal["paragraph"] = "paragraph"
    text: Text


class Bullets(Frozen):
    """Points of a list."""

    block: Literal["bullets"] = "bullets"
    items: tuple[Text, ...] = Field(min_length=1)


class Quote(Frozen):
    """What somebody wrote, set apart; it may have several lines."""

    block: Literal["quote"] = "quote"
    text: str


class Cells(Frozen):
    """A table; the first row is its heading, and every row is as long as that."""

    block: Literal["table"] = "table"
    head: tuple[str, ...] = Field(min_length=1)
    rows: tuple[tuple[Text, ...], ...] = Field(min_length=1)


class Picture(Frozen):
    """A drawing, and the same in words."""

    block: Literal["picture"] = "picture"
    drawing: Drawing
    alt: str = Field(min_length=1)


Block = Annotated[Paragraph | Bullets | Quote | Cells | Picture, Field(discriminator="block")]


class Section(Frozen):
    """Blocks under a heading; none of them is empty."""

    title: str
    blocks: tuple[Block, ...] = Field(min_length=1)


class Fact(Frozen):
    """One of the lines under the title: 'Sagsnummer: 2026-1234'."""

    label: str
    value: str


class Memo(Frozen):
    """The document.

    ``title`` is its heading ('Beslutningsnotat: Mødested for unge'), ``about`` the journey's or
    workshop's own title, ``name`` what the kind is called ('Beslutningsnotat'). ``number`` counts
    the final ones of a kind from 1; of a draft it is what it would become. ``notes`` stand last:
    that a draft is not journalised by being in Slack, and what a final one stands on.
    """

    kind: MemoKind
    state: MemoState = MemoState.DRAFT
    number: int = Field(default=1, ge=1)
    name: str
    title: str
    about: str
    author: str
    on: date
    language: str = "da-DK"
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()


def plain(text: Text) -> str:
    """The text without its looks."""
    return "".join(span.text for span in text)


def lines(memo: Memo) -> Iterator[str]:
    """All that is read in it, in order, a paragraph, cell or point a line; pictures in words."""
    yield memo.title
    for fact in memo.facts:
        yield f"{fact.label}: {fact.value}"
    for section in memo.sections:
        yield section.title
        for block in section.blocks:
            yield from _lines(block)
    yield from memo.notes


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield plain(block.text)
        case Bullets():
            yield from (plain(item) for item in block.items)
        case Quote():
            yield from block.text.splitlines()
        case Cells():
            yield from block.head
            yield from (plain(cell) for row in block.rows for cell in row)
        case Picture():
            yield block.alt
