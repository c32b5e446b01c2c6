"""What can be looked up: each piece of content with its words, by how much they tell of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flows.content.base import Citation
from flows.content.items import Item, ItemKind, items
from flows.content.library import Library

#: How much a word counts by where it stands: in the title, beside the text, in the text, and in
#: what only belongs to it.
TITLE, KEYWORD, TEXT, NEAR = 4.0, 2.0, 1.0, 0.5

#: Where a sentence may end: it does before a capital; '17. marts' and 'mio. kr.' do not end one.
_STOP = re.compile(r"(?<=[.?!])\s+[*_]?")


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find.

    ``key`` names it among everything; ``within`` is where it belongs, or who and where it is about.
    ``fields`` are its texts with their weights, ``said`` the sentences that it says.
    """

    key: str
    item: Item
    title: str
    within: str
    source: Citation
    fields: tuple[tuple[float, str], ...]
    said: tuple[str, ...]


def documents(library: Library) -> Iterator[Document]:
    """Everything that can be looked up, in the order in which one reads it."""
    owners = dict(_owners(library))
    for item in items(library):
        if item.kind in _SAID:
            yield _document(library, item, owners)


def _owners(library: Library) -> Iterator[tuple[str, str]]:
    """Where things belong that do not say so themselves, by key."""
    for shelf in library.shelves:
        yield from ((f"piece:{piece.id}", shelf.title) for piece in shelf.pieces)
    for way in library.directions:
        yield from ((f"task:{task.id}", f"{way.title}: {way.towards}") for task in way.tasks)
    for phase, point in library.focus_points():
        yield f"focus_point:{point.id}", phase.title
    for case in library.cases:
        sector = library.sector.get(case.sector)
        yield f"case:{case.id}", f"{case.place}, {sector.title}" if sector else case.place


def _document(library: Library, item: Item, owners: Mapping[str, str]) -> Document:
    key = f"{item.kind.name.lower()}:{item.id}"
    source: Citation = item.value.source  # type: ignore[attr-defined]
    publication = library.source.get(source.source)
    said = tuple(_flat(item.value, _SAID[item.kind]))
    near = tuple(_NEAR.get(item.kind, _nothing)(item.value))
    within = owners.get(key) or ", ".join(_WITHIN.get(item.kind, _nothing)(item.value))
    beside = (within, *_KEYWORDS.get(item.kind, _nothing)(item.value))
    fields = (
        (TITLE, item.title),
        *((KEYWORD, text) for text in beside if text),
        *((TEXT, text) for text in said),
        *((NEAR, text) for text in (*near, publication.short if publication else "") if text),
    )
    told = tuple(_flat(item.value, tuple(n for n in _SAID[item.kind] if n != _RATED)))
    shown = tuple(_sentences(told)) if told else near[:1]
    return Document(key, item, item.title, within, source, fields, shown)


def _sentences(texts: tuple[str, ...]) -> Iterator[str]:
    """The sentences of some paragraphs; a point stays whole."""
    for text in texts:
        yield from [text] if text.startswith("*") else _split(text)


def _split(text: str) -> Iterator[str]:
    begun = 0
    for stop in _STOP.finditer(text):
        if text[stop.end() :][:1].isupper():
            yield text[begun : stop.start()]
            begun = stop.start() + len(stop[0].rstrip("*_"))
    yield text[begun:]


def _flat(value: Any, names: tuple[str, ...]) -> Iterator[str]:
    """The texts under these names: a text, several, or statements."""
    for name in names:
        found = getattr(value, name)
        if isinstance(found, str):
            yield found
        elif found is not None:
            yield from (each if isinstance(each, str) else each.says for each in found)


Texts = Callable[[Any], Iterator[str]]


def _nothing(_: Any) -> Iterator[str]:
    yield from ()


def _of(*names: str) -> Texts:
    return lambda value: _flat(value, names)


def _each(name: str, part: str) -> Texts:
    return lambda value: (getattr(each, part) for each in getattr(value, name))


#: What is there to be rated: found by its words, but read aloud it would say that it is so.
_RATED = "statements"
#: What each kind says. Advice is not looked up: it speaks of someone's answers.
_SAID: Mapping[ItemKind, tuple[str, ...]] = {
    ItemKind.FOCUS_POINT: ("why", "elaboration"),
    ItemKind.PRINCIPLE: ("meaning", _RATED, "when_low"),
    ItemKind.DIRECTION: (),
    ItemKind.TASK: ("first_step",),
    ItemKind.TYPE: ("meaning", "role", "example", "watch"),
    ItemKind.AXIS: ("meaning", _RATED),
    ItemKind.DEFINITION: ("text", "points"),
    ItemKind.VERDICT: ("says", "call_it", "do"),
    ItemKind.CASE: ("told", "learn"),
    ItemKind.EXPERIENCE: ("told",),
    ItemKind.SHELF: ("intro",),
    ItemKind.PIECE: ("text", "points"),
}
#: Where it is from, or towards whom, where nothing holds it.
_WITHIN: Mapping[ItemKind, Texts] = {
    ItemKind.DIRECTION: _of("towards"),
    ItemKind.EXPERIENCE: _of("name", "role"),
}
_KEYWORDS: Mapping[ItemKind, Texts] = {
    ItemKind.FOCUS_POINT: _of("short"),
    ItemKind.PRINCIPLE: _of("short"),
    ItemKind.VERDICT: _of("instead"),
    ItemKind.AXIS: _each("ends", "label"),
}
_NEAR: Mapping[ItemKind, Texts] = {
    ItemKind.FOCUS_POINT: _each("questions", "ask"),
    ItemKind.DIRECTION: _each("tasks", "title"),
    ItemKind.SHELF: _each("pieces", "title"),
}
