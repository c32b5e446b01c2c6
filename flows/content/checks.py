"""What must hold among all the content of a language, beyond what each model says of itself."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from flows.content.base import Citation
from flows.content.courses import Course
from flows.content.items import (
    SEEN,
    Item,
    ItemKind,
    course_files,
    course_questions,
    items,
    phase_files,
    points,
    problem,
)
from flows.content.kinds import NO, OTHER, YES, Kind, Question, When
from flows.content.library import Library
from flows.content.reading import Path, Problem, walk

#: Ids that the path makes itself, beside a focus point's questions.
TAKEN = {"clarity", "next_step"}


def problems(library: Library) -> list[Problem]:
    """Everything that is wrong among the content, with file, line and key."""
    found: list[Problem] = []
    for check in (
        _unique,
        _taken,
        _cited,
        _referred,
        _seen,
        _conditions,
        _places,
        unreached,
    ):
        found += check(library)
    return sorted(found)


def questions(library: Library) -> Iterator[tuple[str, Path, Question]]:
    """The questions of focus points and courses, with where they stand."""
    for name, path, point in points(library):
        for n, question in enumerate(point.questions):
            yield name, (*path, "questions", n), question
    for name, course in course_files(library):
        for path, question in course_questions(library, name, course):
            yield name, path, question


def _unique(library: Library) -> Iterator[Problem]:
    """Ids differ within their kind, and among all that ``see`` may name."""
    first: dict[tuple[str, str], Item] = {}
    for item in items(library):
        space = "seen" if item.kind in SEEN else item.kind
        other = first.setdefault((space, item.id), item)
        if other is item:
            continue
        if other.kind is item.kind:
            yield problem(library, item, f"two of kind {item.kind} are '{item.id}'")
        else:
            yield problem(library, item, f"a {other.kind} is also called '{item.id}'")


def _taken(library: Library) -> Iterator[Problem]:
    """No question has an id that the path makes itself."""
    for name, path, question in questions(library):
        if question.id in TAKEN or question.id.endswith("_other"):
            message = f"'{question.id}' is an id that the path makes itself"
            yield library.documents[name].problem((*path, "id"), message)


def _cited(library: Library) -> Iterator[Problem]:
    """Every citation names a source, and a page of it where the source has pages."""
    for name, document in library.documents.items():
        for path, value in walk(document.value):
            if isinstance(value, dict) and set(value) <= {"source", "page"} and "source" in value:
                yield from _citation(library, name, path, Citation(**value))


def _citation(library: Library, name: str, path: Path, citation: Citation) -> Iterator[Problem]:
    source = library.source.get(citation.source)
    document = library.documents[name]
    if source is None:
        yield document.problem((*path, "source"), f"no source is called '{citation.source}'")
    elif source.has_pages != (citation.page is not None):
        message = "the page is missing" if source.has_pages else "this source has no pages"
        yield document.problem(path, message)
    elif citation.page is not None:
        last = source.last_page or citation.page
        if not source.first_page <= citation.page <= last:
            message = f"'{source.id}' has pages {source.first_page} to {last}"
            yield document.problem((*path, "page"), message)


def _referred(library: Library) -> Iterator[Problem]:
    """Every id that content points to exists."""
    for name, path, point in points(library):
        yield from _dangling(
            library, name, (*path, "principles"), point.principles, library.principle
        )
        yield from _dangling(library, name, (*path, "directions"), point.directions, library.task)
        yield from _dangling(library, name, (*path, "carries"), point.carries, library.asked)
    for n, direction in enumerate(library.directions):
        for m, task in enumerate(direction.tasks):
            where: Path = (n, "tasks", m, "phases")
            yield from _dangling(library, "directions.yaml", where, task.phases, PHASES)
    for n, case in enumerate(library.cases):
        known = {None, *library.type}
        yield from _dangling(library, "cases.yaml", (n, "type"), (case.type,), known)
        yield from _dangling(library, "cases.yaml", (n, "sector"), (case.sector,), library.sector)
    for n, question in enumerate(library.sorting):
        for m, choice in enumerate(question.choices):
            where = ("questions", n, "choices", m, "means")
            known = {None, *library.verdict}
            yield from _dangling(library, "definitions.yaml", where, (choice.means,), known)


def _dangling(
    library: Library,
    name: str,
    path: Path,
    ids: tuple[str | None, ...],
    known: Container[str | None],
) -> Iterator[Problem]:
    for n, id in enumerate(ids):
        if id not in known:
            yield library.documents[name].problem((*path, n), f"nothing is called '{id}'")


#: The ids of the model's phases, also before each one has its content.
PHASES = ("afklaring", "planlaegning", "udfoerelse", "erkendelse")


def _seen(library: Library) -> Iterator[Problem]:
    """``see`` names what there is, nothing twice, and not what is shown there anyway."""
    known = {item.id for item in items(library) if item.kind in SEEN}
    for document in library.documents.values():
        for path, value in walk(document.value):
            if not isinstance(value, dict) or not isinstance(value.get("see"), tuple):
                continue
            shown = {value.get("id"), value.get("experience")} if "id" in value else set()
            for n, id in enumerate(value["see"]):
                where = (*path, "see", n)
                if id not in known:
                    yield document.problem(where, f"nothing is called '{id}'")
                elif id in shown:
                    yield document.problem(where, f"'{id}' is shown here anyway")
                shown.add(id)


def _conditions(library: Library) -> Iterator[Problem]:
    """Every question can be reached, and what it recalls was asked before it."""
    courses = {ref: library.asked[ref] for ref in library.asked.keys() - library.questions.keys()}
    earlier: dict[str, Question] = dict(courses)
    for name, course in course_files(library):
        yield from _course_conditions(library, name, course)
    for name, phase in phase_files(library):
        document = library.documents[name]
        for n, point in enumerate(phase.focus_points):
            for m, question in enumerate(point.questions):
                where: Path = ("focus_points", n, "questions", m)
                if question.when is not None:
                    message = _unreachable(question.when, earlier)
                    if message:
                        yield document.problem((*where, "when"), message)
                for k, ref in enumerate(question.recall):
                    if ref not in earlier:
                        message = _not_before(ref, library)
                        yield document.problem((*where, "recall", k), message)
                earlier[f"{point.id}.{question.id}"] = question


def _course_conditions(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """A course runs at any time: it may ask about what any question was answered with."""
    document = library.documents[name]
    known = dict(library.questions)
    for where, question in course_questions(library, name, course):
        message = _unreachable(question.when, known) if question.when else None
        if message:
            yield document.problem((*where, "when"), message)
        for k, ref in enumerate(question.recall):
            if ref not in library.asked:
                yield document.problem((*where, "recall", k), f"nothing is called '{ref}'")
        known[f"{course.id}.{question.id}"] = question


def _places(library: Library) -> Iterator[Problem]:
    """A course stands beside a phase or a focus point, and is called like none of them."""
    places = {phase.id for phase in library.phases} | set(library.point)
    for name, course in course_files(library):
        for key in ("before", "after"):
            beside = getattr(course, key)
            if beside is not None and beside not in places:
                message = f"no phase or focus point is called '{beside}'"
                yield library.documents[name].problem((key,), message)
        if course.id in places:
            message = f"'{course.id}' is the id of a phase or a focus point"
            yield library.documents[name].problem(("id",), message)


def _not_before(ref: str, library: Library) -> str:
    if ref not in library.asked:
        return f"nothing is called '{ref}'"
    return f"'{ref}' is not asked before this, so there is no answer to recall"


def _unreachable(when: When, earlier: dict[str, Question]) -> str | None:
    question = earlier.get(when.question)
    if question is None:
        return f"'{when.question}' is not asked before this, so the question is never reached"
    possible = answers_to(question) if when.any_of else set()
    if possible is None:
        return f"'{when.question}' is of kind {question.kind}, which cannot be a condition"
    unknown = sorted(set(when.any_of) - possible)
    return f"'{unknown[0]}' is no answer to '{when.question}'" if unknown else None


def answers_to(question: Question) -> set[str] | None:
    """The answers that a condition can name, or None where the kind has none."""
    if question.kind is Kind.YES_NO:
        return {YES, NO}
    if question.kind is Kind.SCALE:
        return {"1", "2", "3", "4", "5"}
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        return {each.id for each in question.choices} | ({OTHER} if question.other else set())
    return None


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
        ItemKind.SOURCE: set(_sources_cited(library)),
    }


def _sources_cited(library: Library) -> Iterator[str]:
    for document in library.documents.values():
        for _, value in walk(document.value):
            if isinstance(value, dict) and isinstance(value.get("source"), str):
                yield value["source"]
