"""What one can look up, as lines to say: pieces of the shelf, cases, focus points and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flows.content.base import Citation
from flows.content.items import SEEN, Item, ItemKind, items
from flows.content.kinds import (
    Advice,
    CocreationType,
    Direction,
    Experience,
    FocusPoint,
    Principle,
    Task,
)
from flows.content.library import Library
from flows.content.shelf import Case, Piece, Shelf
from flows.content.sorting import Axis, Verdict
from flows.messages import Say, bullet, joined


def pieces(library: Library) -> Mapping[str, Item]:
    """All that ``see`` may name, by id."""
    return {item.id: item for item in items(library) if item.kind in SEEN}


def read_aloud(library: Library, item: Item) -> tuple[Say, ...]:
    """The whole of it: what it is called, what it says, and where that comes from."""
    return tuple(_READERS[item.kind](library, item.value))


def is_readable(item: Item) -> bool:
    """Whether there are lines for it; questions and phases are asked, not read."""
    return item.kind in _READERS


def cited(library: Library, citation: Citation) -> Say:
    """'Kilde: …' with the page, where there are pages."""
    source = library.source[citation.source]
    lines = library.texts.source
    if citation.page is None:
        return Say(lines.alone, {"source": source.short})
    return Say(lines.with_page, {"source": source.short, "page": str(citation.page)})


def ours(library: Library, *said: str) -> Say:
    """'Vores råd: …', of what no source says."""
    return Say(library.texts.source.ours, {"said": joined(*said)})


Lines = Iterator[Say]


def _heading(*parts: str) -> Say:
    first, *rest = parts
    return joined(Say("*{first}*", {"first": first}), *rest, by=" · ")


def _points(points: tuple[str, ...]) -> Lines:
    yield from map(bullet, points)


def _piece(library: Library, piece: Piece) -> Lines:
    yield _heading(piece.title)
    yield Say(piece.text)
    yield from _points(piece.points)
    yield from (cited(library, each) for each in (piece.source, *piece.also))


def _shelf(library: Library, shelf: Shelf) -> Lines:
    yield _heading(shelf.title)
    if shelf.intro is not None:
        yield Say(shelf.intro)
    for piece in shelf.pieces:
        yield _heading(piece.title)
        yield Say(piece.text)
        yield from _points(piece.points)
    sources = [each for piece in shelf.pieces for each in (piece.source, *piece.also)]
    yield from (cited(library, each) for each in dict.fromkeys((shelf.source, *sources)))


def _case(library: Library, case: Case) -> Lines:
    yield _heading(case.title, case.place, library.sector[case.sector].title)
    yield Say(case.told)
    yield cited(library, case.source)
    yield Say(library.texts.source.learnt, {"said": case.learn})


def told_by(library: Library, told: Experience) -> Lines:
    """A chef's experience, retold, with its source."""
    slots = {"told": told.told, "name": told.name, "role": told.role}
    yield Say(library.texts.experience, slots)
    yield cited(library, told.source)


def _verdict(library: Library, verdict: Verdict) -> Lines:
    yield _heading(verdict.title)
    yield Say(verdict.says)
    yield cited(library, verdict.source)
    yield ours(library, verdict.call_it, verdict.do)


def _principle(library: Library, principle: Principle) -> Lines:
    slots = {"number": str(principle.number), "title": principle.title}
    yield Say("*{named}*", {"named": Say(library.texts.principle, slots)})
    yield Say(principle.meaning)
    yield from _points(principle.statements)
    yield cited(library, principle.source)
    if principle.when_low is not None:
        yield ours(library, principle.when_low)


def _point(library: Library, point: FocusPoint) -> Lines:
    yield _heading(point.title)
    yield Say(point.why)
    yield Say(point.elaboration)
    yield cited(library, point.source)
    if point.example is not None:
        yield Say(point.example)


def _direction(library: Library, direction: Direction) -> Lines:
    yield _heading(direction.title, direction.towards)
    yield from _points(tuple(task.title for task in direction.tasks))
    yield cited(library, direction.source)


def _task(library: Library, task: Task) -> Lines:
    yield _heading(task.title)
    yield cited(library, task.source)
    yield ours(library, task.first_step)


def _type(library: Library, type: CocreationType) -> Lines:
    yield _heading(type.title)
    yield from map(Say, (type.meaning, type.role, type.example, type.watch))
    yield cited(library, type.source)


def _axis(library: Library, axis: Axis) -> Lines:
    yield _heading(axis.title, " – ".join(end.label for end in axis.ends))
    yield Say(axis.meaning)
    yield from _points(tuple(each.says for each in axis.statements))
    yield cited(library, axis.source)


def _advice(library: Library, advice: Advice) -> Lines:
    yield _heading(advice.title)
    yield Say(advice.say)
    if advice.source is not None:
        yield cited(library, advice.source)
    yield ours(library, advice.do)


_READERS: Mapping[ItemKind, Callable[[Library, Any], Lines]] = {
    ItemKind.PIECE: _piece,
    ItemKind.DEFINITION: _piece,
    ItemKind.SHELF: _shelf,
    ItemKind.CASE: _case,
    ItemKind.EXPERIENCE: told_by,
    ItemKind.VERDICT: _verdict,
    ItemKind.FOCUS_POINT: _point,
    ItemKind.PRINCIPLE: _principle,
    ItemKind.DIRECTION: _direction,
    ItemKind.TASK: _task,
    ItemKind.TYPE: _type,
    ItemKind.AXIS: _axis,
    ItemKind.ADVICE: _advice,
}
