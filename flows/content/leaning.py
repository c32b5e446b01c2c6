"""The ids of the content that code leans on: each is declared where it is used, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.content.checks import answers_to
from flows.content.items import Item, ItemKind, items, problem
from flows.content.library import Library
from flows.content.reading import Problem

#: By kind and id, the answers to it that code leans on.
DECLARED: dict[tuple[ItemKind, str], set[str]] = {}


def question(ref: str, answers: Iterable[str] = ()) -> str:
    """Declare that code reads what is answered to this question, and looks for these answers."""
    DECLARED.setdefault((ItemKind.QUESTION, ref), set()).update(answers)
    return ref


def sorting(id: str, answers: Iterable[str] = ()) -> str:
    """The same of a question of the gate; its step's id."""
    DECLARED.setdefault((ItemKind.SORTING_QUESTION, id), set()).update(answers)
    return f"gate.{id}"


def course(id: str) -> str:
    """Declare that code runs this course, or follows it."""
    return _declared(ItemKind.COURSE, id)


def focus_point(id: str) -> str:
    """Declare that code follows the answers of this focus point."""
    return _declared(ItemKind.FOCUS_POINT, id)


def axis(id: str) -> str:
    """Declare that code knows this axis of the types."""
    return _declared(ItemKind.AXIS, id)


def _declared(kind: ItemKind, id: str) -> str:
    DECLARED.setdefault((kind, id), set())
    return id


def problems(library: Library) -> list[Problem]:
    """Every declared id that the content lacks."""
    found = {(item.kind, item.id): item for item in items(library)}
    wrong: list[Problem] = []
    for (kind, id), answers in DECLARED.items():
        item = found.get((kind, id))
        if item is None:
            message = f"the program leans on the {kind} '{id}', which is not there"
            wrong.append(_nearest(library, id, found.values(), message))
        elif kind is ItemKind.QUESTION:
            wrong += _answers(library, item, answers, answers_to(library.asked[id]) or set())
        elif kind is ItemKind.SORTING_QUESTION:
            wrong += _answers(library, item, answers, {each.id for each in item.value.choices})  # type: ignore[attr-defined]
    return sorted(wrong)


def _answers(library: Library, item: Item, answers: set[str], there: set[str]) -> Iterator[Problem]:
    for id in sorted(answers - there):
        message = f"the program leans on the answer '{id}' to '{item.id}', which is not there"
        yield problem(library, item, message)


def _nearest(library: Library, id: str, found: Iterable[Item], message: str) -> Problem:
    """Where it should be: in what holds the question, else in the language as a whole."""
    around = id.partition(".")[0]
    for item in found:
        if item.id == around and item.kind in (ItemKind.COURSE, ItemKind.FOCUS_POINT):
            return problem(library, item, message)
    return Problem(f"{library.language}/", 1, "", message)
