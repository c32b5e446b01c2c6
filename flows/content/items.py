"""Everything in the content that has an id: what it is called and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flows.content.base import Content
from flows.content.courses import Course
from flows.content.kinds import FocusPoint, Phase, Question
from flows.content.library import Library
from flows.content.reading import Path, Problem
from flows.content.shelf import Shelf


class ItemKind(StrEnum):
    """What kinds of things have ids, in the order in which one reads them."""

    PHASE = "phase"
    FOCUS_POINT = "focus point"
    QUESTION = "question"
    PRINCIPLE = "principle"
    DIRECTION = "direction"
    TASK = "task"
    TYPE = "type"
    AXIS = "axis"
    STATEMENT = "statement"
    DEFINITION = "definition"
    SORTING_QUESTION = "sorting question"
    VERDICT = "verdict"
    CASE = "case"
    EXPERIENCE = "experience"
    SHELF = "shelf"
    PIECE = "piece"
    COURSE = "course"
    ADVICE = "advice"
    SECTOR = "sector"
    SOURCE = "source"


#: What ``see`` may name. Their ids differ, so that an id alone says which is meant.
SEEN = (
    ItemKind.DEFINITION,
    ItemKind.VERDICT,
    ItemKind.CASE,
    ItemKind.EXPERIENCE,
    ItemKind.SHELF,
    ItemKind.PIECE,
)


@dataclass(frozen=True)
class Item:
    """One thing with an id. ``file`` and ``path`` are where it stands below the language."""

    kind: ItemKind
    id: str
    title: str
    file: str
    path: Path
    value: Content = field(repr=False)


def items(library: Library) -> Iterator[Item]:
    """Everything that has an id, kind by kind."""
    for kind, found in _FINDERS.items():
        yield from found(library, kind)


def problem(library: Library, item: Item, message: str, path: Path = ("id",)) -> Problem:
    """A problem of this item, at ``path`` inside it."""
    return library.documents[item.file].problem((*item.path, *path), message)


def phase_files(library: Library) -> Iterator[tuple[str, Phase]]:
    """The phases with their files."""
    return zip(_names(library, "phases/"), library.phases, strict=True)


def shelf_files(library: Library) -> Iterator[tuple[str, Shelf]]:
    """The shelves with their files."""
    return zip(_names(library, "shelf/"), library.shelves, strict=True)


def course_files(library: Library) -> Iterator[tuple[str, Course]]:
    """The courses with their files."""
    return zip(_names(library, "courses/"), library.courses, strict=True)


def course_questions(
    library: Library, name: str, course: Course
) -> Iterator[tuple[Path, Question]]:
    """The questions of a course with where they stand; those made of statements, with those."""
    written = len(library.documents[name].value["questions"])
    made = len(course.questions) - written
    for n, question in enumerate(course.questions):
        yield ("statements",) if n < made else ("questions", n - made), question


def _names(library: Library, folder: str) -> list[str]:
    return sorted(name for name in library.documents if name.startswith(folder))


Finder = Callable[[Library, ItemKind], Iterator[Item]]


def _phases(library: Library, kind: ItemKind) -> Iterator[Item]:
    for name, phase in phase_files(library):
        yield Item(kind, phase.id, phase.title, name, (), phase)


def points(library: Library) -> Iterator[tuple[str, Path, FocusPoint]]:
    """The focus points with where they stand."""
    for name, phase in phase_files(library):
        for n, point in enumerate(phase.focus_points):
            yield name, ("focus_points", n), point


def _points(library: Library, kind: ItemKind) -> Iterator[Item]:
    for name, path, point in points(library):
        yield Item(kind, point.id, point.title, name, path, point)


def _questions(library: Library, kind: ItemKind) -> Iterator[Item]:
    for name, path, point in points(library):
        for n, question in enumerate(point.questions):
            where: Path = (*path, "questions", n)
            yield Item(kind, f"{point.id}.{question.id}", question.ask, name, where, question)
    for name, course in course_files(library):
        for where, question in course_questions(library, name, course):
            title = " ".join(question.ask.split())
            yield Item(kind, f"{course.id}.{question.id}", title, name, where, question)


def _courses(library: Library, kind: ItemKind) -> Iterator[Item]:
    for name, course in course_files(library):
        yield Item(kind, course.id, course.title, name, (), course)


def _tasks(library: Library, kind: ItemKind) -> Iterator[Item]:
    for n, direction in enumerate(library.directions):
        for m, task in enumerate(direction.tasks):
            yield Item(kind, task.id, task.title, "directions.yaml", (n, "tasks", m), task)


def _statements(library: Library, kind: ItemKind) -> Iterator[Item]:
    for n, axis in enumerate(library.axes):
        for m, each in enumerate(axis.statements):
            yield Item(kind, each.id, each.says, "axes.yaml", (n, "statements", m), each)


def _definitions(library: Library, kind: ItemKind) -> Iterator[Item]:
    file = "definitions.yaml"
    for n, piece in enumerate(library.is_it.definitions):
        yield Item(kind, piece.id, piece.title, file, ("definitions", n), piece)
    last = library.is_it.disagreement
    if last is not None:
        yield Item(kind, last.id, last.title, file, ("disagreement",), last)


def _sorting(library: Library, kind: ItemKind) -> Iterator[Item]:
    for n, each in enumerate(library.sorting):
        yield Item(kind, each.id, each.ask, "definitions.yaml", ("questions", n), each)


def _verdicts(library: Library, kind: ItemKind) -> Iterator[Item]:
    for n, each in enumerate(library.is_it.verdicts):
        yield Item(kind, each.id, each.title, "definitions.yaml", ("verdicts", n), each)


def _shelves(library: Library, kind: ItemKind) -> Iterator[Item]:
    for name, shelf in shelf_files(library):
        yield Item(kind, shelf.id, shelf.title, name, (), shelf)


def _pieces(library: Library, kind: ItemKind) -> Iterator[Item]:
    for name, shelf in shelf_files(library):
        for n, piece in enumerate(shelf.pieces):
            yield Item(kind, piece.id, piece.title, name, ("pieces", n), piece)


def _listed(file: str, title: str = "title") -> Finder:
    """Finds what one file is a list of."""

    def find(library: Library, kind: ItemKind) -> Iterator[Item]:
        for n, each in enumerate(getattr(library, file)):
            yield Item(kind, each.id, getattr(each, title), f"{file}.yaml", (n,), each)

    return find


_FINDERS: Mapping[ItemKind, Finder] = {
    ItemKind.PHASE: _phases,
    ItemKind.FOCUS_POINT: _points,
    ItemKind.QUESTION: _questions,
    ItemKind.PRINCIPLE: _listed("principles"),
    ItemKind.DIRECTION: _listed("directions"),
    ItemKind.TASK: _tasks,
    ItemKind.TYPE: _listed("types"),
    ItemKind.AXIS: _listed("axes"),
    ItemKind.STATEMENT: _statements,
    ItemKind.DEFINITION: _definitions,
    ItemKind.SORTING_QUESTION: _sorting,
    ItemKind.VERDICT: _verdicts,
    ItemKind.CASE: _listed("cases"),
    ItemKind.EXPERIENCE: _listed("experiences"),
    ItemKind.SHELF: _shelves,
    ItemKind.PIECE: _pieces,
    ItemKind.COURSE: _courses,
    ItemKind.ADVICE: _listed("advice"),
    ItemKind.SECTOR: _listed("sectors"),
    ItemKind.SOURCE: _listed("sources"),
}
