"""Whether everything on the shelf can be come upon: whether something points to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flows.content.items import SEEN, Item, ItemKind, items, problem
from flows.content.library import Library
from flows.content.reading import Problem, walk

#: The keys under which content points to something by id.
POINTERS = ("see", "means", "experience", "experiences")


def unreached(library: Library) -> Iterator[Problem]:
    """What nothing leads to from the questions, principles, directions, types or the bot's lines.

    Pointing to a shelf leads to its pieces; pointing to a piece leads to its shelf.
    """
    on_shelf = {item.id: item for item in items(library) if item.kind in SEEN}
    reached = _reached(library, on_shelf)
    for item in on_shelf.values():
        if item.id not in reached:
            yield problem(library, item, f"nothing points to the {item.kind} '{item.id}'")
    used = _used(library)
    for item in items(library):
        if item.kind in used and item.id not in used[item.kind]:
            yield problem(library, item, f"nothing uses the {item.kind} '{item.id}'")


def _reached(library: Library, on_shelf: dict[str, Item]) -> set[str]:
    shelf_of = {piece.id: shelf.id for shelf in library.shelves for piece in shelf.pieces}
    reached: set[str] = set()
    waiting = [id for item in items(library) if item.kind not in SEEN for id in _own(library, item)]
    while waiting:
        id = waiting.pop()
        item = on_shelf.get(id)
        if item is None or id in reached:
            continue
        reached.add(id)
        waiting += _own(library, item)
        if item.kind is ItemKind.SHELF:
            waiting += [piece.id for piece in library.shelf[id].pieces]
    return reached | {shelf_of[id] for id in reached if id in shelf_of}


def _own(library: Library, item: Item) -> Iterator[str]:
    """The ids that stand below this item in its file."""
    if item.kind is ItemKind.SHELF:
        return
    value: Any = library.documents[item.file].value
    for part in item.path:
        value = value[part]
    yield from pointers(value)


def pointers(value: object) -> Iterator[str]:
    """Every id that a piece of YAML points to, however deep."""
    for _, each in walk(value):
        if isinstance(each, dict):
            for key in POINTERS:
                named = each.get(key)
                if isinstance(named, str):
                    yield named
                elif isinstance(named, tuple):
                    yield from (id for id in named if isinstance(id, str))


def _used(library: Library) -> dict[ItemKind, set[str]]:
    """By kind, the ids that other content makes use of."""
    named = [point for _, point in library.focus_points()]
    return {
        ItemKind.PRINCIPLE: {id for point in named for id in point.principles},
        ItemKind.TASK: {id for point in named for id in point.directions},
        ItemKind.SECTOR: {case.sector for case in library.cases},
        ItemKind.SOURCE: set(_cited(library)),
    }


def _cited(library: Library) -> Iterator[str]:
    for document in library.documents.values():
        for _, value in walk(document.value):
            if isinstance(value, dict) and isinstance(value.get("source"), str):
                yield value["source"]
