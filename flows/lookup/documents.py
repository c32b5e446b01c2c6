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

#: A sentence ends before a capital; '17. marts' and 'mio. kr.' do not end one.
_BETWEEN = re.compile(r"(?<=[.?!])\s+(?=[*_]?[A-ZÆØÅ])")


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find. ``fields`` are texts with their weights; ``said`` what it says."""

    key: str
    item: Item
    title: str
    source: Citation
    fields: tuple[tuple[float, str], ...]
    said: tuple[str, ...]


def documents(library: Library) -> Iterator[Document]:
    """Everything that can be looked up, in the order in which one reads it."""
    shelf_of = {piece.id: shelf for shelf in library.shelves for piece in shelf.pieces}
    direction_of = {task.id: each for each in library.directions for task in each.tasks}
    phase_of = {point.id: phase for phase, point in library.focus_points()}
    owner: dict[str, str] = {
        **{f"piece:{id}": shelf.title for id, shelf in shelf_of.items()},
        **{f"task:{id}": f"{each.title} {each.towards}" for id, each in direction_of.items()},
        **{f"focus_point:{id}": phase.title for id, phase in phase_of.items()},
    }
    for item in items(library):
        if item.kind in _SAID:
            yield _document(library, item, owner)


def key(item: Item) -> str:
    """What names it among everything: ``piece:raad_tid``."""
    return f"{item.kind.name.lower()}:{item.id}"


def _document(library: Library, item: Item, owner: Mapping[str, str]) -> Document:
    said = tuple(_flat(item.value, _SAID[item.kind]))
    source = _source(item.value)
    publication = library.source.get(source.source)
    beside = [owner.get(key(item), ""), *_KEYWORDS.get(item.kind, _nothing)(library, item.value)]
    near = [*_NEAR.get(item.kind, _nothing)(library, item.value)]
    if publication is not None:
        near.append(publication.short)
    fields = (
        (TITLE, item.title),
        *((KEYWORD, text) for text in beside if text),
        *((TEXT, text) for text in said),
        *((NEAR, text) for text in near),
    )
    return Document(key(item), item, item.title, source, fields, tuple(sentences(said)))


def sentences(texts: tuple[str, ...]) -> Iterator[str]:
    """The sentences of some paragraphs; a point stays whole."""
    for text in texts:
        yield from [text] if text.startswith("*") else _BETWEEN.split(text)


def _source(value: Any) -> Citation:
    source: Citation = value.source
    return source


def _flat(value: Any, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        found = getattr(value, name)
        if isinstance(found, str):
            yield found
        elif found is not None:
            yield from (each if isinstance(each, str) else each.says for each in found)


Words = Callable[[Library, Any], Iterator[str]]


def _nothing(_: Library, __: Any) -> Iterator[str]:
    yield from ()


def _case(library: Library, case: Any) -> Iterator[str]:
    yield case.place
    yield library.sector[case.sector].title


def _told(_: Library, told: Any) -> Iterator[str]:
    yield told.name
    yield told.role


def _point(_: Library, point: Any) -> Iterator[str]:
    yield point.short


def _asked(_: Library, point: Any) -> Iterator[str]:
    yield from (question.ask for question in point.questions)


def _pieces(_: Library, shelf: Any) -> Iterator[str]:
    yield from (piece.title for piece in shelf.pieces)


def _tasks(_: Library, direction: Any) -> Iterator[str]:
    yield from (task.title for task in direction.tasks)


def _ends(_: Library, axis: Any) -> Iterator[str]:
    yield from (end.label for end in axis.ends)


def _instead(_: Library, verdict: Any) -> Iterator[str]:
    yield verdict.instead


def _principle(_: Library, principle: Any) -> Iterator[str]:
    yield principle.short


#: What each kind says. Advice is not looked up: it speaks of someone's answers.
_SAID: Mapping[ItemKind, tuple[str, ...]] = {
    ItemKind.FOCUS_POINT: ("why", "elaboration"),
    ItemKind.PRINCIPLE: ("meaning", "statements", "when_low"),
    ItemKind.DIRECTION: ("towards",),
    ItemKind.TASK: ("first_step",),
    ItemKind.TYPE: ("meaning", "role", "example", "watch"),
    ItemKind.AXIS: ("meaning", "statements"),
    ItemKind.DEFINITION: ("text", "points"),
    ItemKind.VERDICT: ("says", "call_it", "do"),
    ItemKind.CASE: ("told", "learn"),
    ItemKind.EXPERIENCE: ("told",),
    ItemKind.SHELF: ("intro",),
    ItemKind.PIECE: ("text", "points"),
}
_KEYWORDS: Mapping[ItemKind, Words] = {
    ItemKind.FOCUS_POINT: _point,
    ItemKind.PRINCIPLE: _principle,
    ItemKind.AXIS: _ends,
    ItemKind.VERDICT: _instead,
    ItemKind.CASE: _case,
    ItemKind.EXPERIENCE: _told,
}
_NEAR: Mapping[ItemKind, Words] = {
    ItemKind.FOCUS_POINT: _asked,
    ItemKind.DIRECTION: _tasks,
    ItemKind.SHELF: _pieces,
}
