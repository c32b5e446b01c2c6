"""A memo: what a journey, a phase or a workshop ends in. One model; the renderers make its forms.

It holds nothing but what is read, in reading order, so a final one can be kept as it is and given
out again in any form, unchanged. People's words are plain text here: each renderer escapes them.
Somebody who was picked stands as a ``mark`` until ``with_names`` puts the name in its place: what
they are called is known only where names are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from flows.drawings import Drawing
from flows.language.text import seen

#: Signs that are no characters, which no document may hold.
_NO_CHARACTERS = re.compile("[\\ufdd0-\\ufdef\\ufffe\\uffff]")


def _readable(text: str) -> str:
    """The text as every form can show it: nothing invisible, one kind of line end, no tabs."""
    return "\n".join(_NO_CHARACTERS.sub("", seen(text)).replace("\t", " ").splitlines())


#: Text of a memo. Each form shows the same of it.
Readable = Annotated[str, AfterValidator(_readable)]


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

    text: Readable
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
    text: Readable


class Cells(Frozen):
    """A table; the first row is its heading, and every row is as long as that."""

    block: Literal["table"] = "table"
    head: tuple[Readable, ...] = Field(min_length=1)
    rows: tuple[tuple[Text, ...], ...] = Field(min_length=1)


class Picture(Frozen):
    """A drawing, and the same in words."""

    block: Literal["picture"] = "picture"
    drawing: Drawing
    alt: Readable = Field(min_length=1)


Block = Annotated[Paragraph | Bullets | Quote | Cells | Picture, Field(discriminator="block")]


class Section(Frozen):
    """Blocks under a heading; none of them is empty."""

    title: Readable
    blocks: tuple[Block, ...] = Field(min_length=1)


class Fact(Frozen):
    """One of the lines under the title: 'Sagsnummer: 2026-1234'."""

    label: Readable
    value: Readable


class Memo(Frozen):
    """The document.

    ``title`` is its heading ('Beslutningsnotat: Mødested for unge'), ``about`` the journey's or
    workshop's own title, ``name`` what the kind is called ('Beslutningsnotat'). ``number`` counts
    the final ones of a kind from 1; of a draft it is what it would become. ``notes`` stand last:
    that a draft is not journalised by being in Slack, and what a final one stands on.

    ``footer`` and ``pages`` ('Side {page} af {pages}') stand at the foot of each page, where a
    form has pages, and are no part of ``lines``.
    """

    kind: MemoKind
    state: MemoState = MemoState.DRAFT
    number: int = Field(default=1, ge=1)
    name: Readable
    title: Readable
    about: Readable
    author: Readable
    on: date
    language: str = Field(default="da-DK", pattern="^[a-z]{2}-[A-Z]{2}$")
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Readable, ...] = ()
    footer: Readable = ""
    pages: Readable = "{page} / {pages}"


def plain(text: Text) -> str:
    """The text without its looks."""
    return "".join(span.text for span in text)


def lines(memo: Memo) -> Iterator[str]:
    """All that is read in it, in order, a paragraph, cell or point a line; pictures in words."""
    return (line for _, line in placed_lines(memo))


def placed_lines(memo: Memo) -> Iterator[tuple[str, str]]:
    """``lines``, each after the title of its section; what stands in none, after none."""
    yield "", memo.title
    for fact in memo.facts:
        yield "", f"{fact.label}: {fact.value}"
    for section in memo.sections:
        yield section.title, section.title
        for block in section.blocks:
            yield from ((section.title, line) for line in _lines(block))
    yield from (("", note) for note in memo.notes)


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


# Who was picked

#: What stands around an id. No keyboard has them, and ``unmarked`` keeps them out of what is typed.
_BEFORE, _AFTER = "\ue000", "\ue001"
MARK = re.compile(f"{_BEFORE}([A-Z0-9]+){_AFTER}")


def mark(id: str) -> str:
    """Where the name of a Slack user or channel is to stand, in any text of a memo."""
    return f"{_BEFORE}{id}{_AFTER}"


def unmarked(text: str) -> str:
    """What a person wrote, without what would make a mark of it."""
    return text.replace(_BEFORE, "").replace(_AFTER, "")


def with_names(memo: Memo, name_of: Callable[[str], str]) -> Memo:
    """The memo with names: ``name_of`` gives what stands for an id, its '@' included."""

    def put(part: object) -> object:
        if isinstance(part, str):
            return MARK.sub(lambda found: unmarked(name_of(found[1])), part)
        if isinstance(part, dict):
            return {key: put(value) for key, value in part.items()}
        return [put(each) for each in part] if isinstance(part, list) else part

    return Memo.model_validate(put(memo.model_dump(mode="json")))
