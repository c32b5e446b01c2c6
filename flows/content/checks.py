"""What must hold among all the content of a language, beyond what each model says of itself."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from flows.content.base import Citation
from flows.content.kinds import FocusPoint, Kind, Phase, Question, When
from flows.content.library import Library
from flows.content.reading import Path, Problem
from flows.parsing import plain
from flows.words import RESERVED

#: Ids that the path makes itself, beside a focus point's questions.
TAKEN = {"clarity", "next_step"}


def problems(library: Library) -> list[Problem]:
    """Everything that is wrong among the content, with file, line and key."""
    found: list[Problem] = []
    for check in (_unique, _cited, _referred, _conditions, _labels):
        found += check(library)
    return sorted(found)


def _phase_files(library: Library) -> Iterator[tuple[str, Phase]]:
    for name, document in library.documents.items():
        if name.startswith("phases/"):
            id = document.value["id"]
            yield name, next(phase for phase in library.phases if phase.id == id)


def _points(library: Library) -> Iterator[tuple[str, Path, FocusPoint]]:
    for name, phase in _phase_files(library):
        for n, point in enumerate(phase.focus_points):
            yield name, ("focus_points", n), point


def _questions(library: Library) -> Iterator[tuple[str, Path, FocusPoint, Question]]:
    for name, path, point in _points(library):
        for n, question in enumerate(point.questions):
            yield name, (*path, "questions", n), point, question


def _unique(library: Library) -> Iterator[Problem]:
    """Ids differ within their kind."""
    kinds: dict[str, list[tuple[str, Path, str]]] = {
        "focus point": [(name, path, point.id) for name, path, point in _points(library)],
        "phase": [(name, (), phase.id) for name, phase in _phase_files(library)],
        "question": [
            (name, path, f"{point.id}.{question.id}")
            for name, path, point, question in _questions(library)
        ],
        "task": [
            ("directions.yaml", (n, "tasks", m), task.id)
            for n, direction in enumerate(library.directions)
            for m, task in enumerate(direction.tasks)
        ],
    }
    for file in ("sources", "principles", "directions", "types", "cases", "advice"):
        items = getattr(library, file)
        kinds[file] = [(f"{file}.yaml", (n,), item.id) for n, item in enumerate(items)]
    for kind, places in kinds.items():
        seen: set[str] = set()
        for name, path, id in places:
            if id in seen:
                yield library.documents[name].problem(
                    (*path, "id"), f"two of kind {kind} are '{id}'"
                )
            seen.add(id)
    for name, path, _, question in _questions(library):
        if question.id in TAKEN or question.id.endswith("_other"):
            message = f"'{question.id}' is an id that the path makes itself"
            yield library.documents[name].problem((*path, "id"), message)


def _cited(library: Library) -> Iterator[Problem]:
    """Every citation names a source, and a page where the source has pages."""
    for name, document in library.documents.items():
        for path, value in _walk(document.value, ()):
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


def _walk(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    yield path, value
    inside: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, tuple):
        inside = enumerate(value)
    for key, each in inside:
        yield from _walk(each, (*path, key))


def _referred(library: Library) -> Iterator[Problem]:
    """Every id that content points to exists."""
    for name, path, point in _points(library):
        yield from _dangling(
            library, name, (*path, "principles"), point.principles, library.principle
        )
        yield from _dangling(library, name, (*path, "directions"), point.directions, library.task)
    for name, path, _, question in _questions(library):
        yield from _dangling(library, name, (*path, "recall"), question.recall, library.questions)
    for n, direction in enumerate(library.directions):
        for m, task in enumerate(direction.tasks):
            where: Path = (n, "tasks", m, "phases")
            yield from _dangling(library, "directions.yaml", where, task.phases, PHASES)
    for n, case in enumerate(library.cases):
        known = {each.id for each in library.types}
        yield from _dangling(library, "cases.yaml", (n, "type"), (case.type,), {None, *known})


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


def _conditions(library: Library) -> Iterator[Problem]:
    """Every question can be reached: its condition can come true before it is asked."""
    earlier: dict[str, Question] = {}
    by_place = {phase.id: n for n, phase in enumerate(library.phases)}
    ordered = sorted(_phase_files(library), key=lambda pair: by_place[pair[1].id])
    for name, phase in ordered:
        for n, point in enumerate(phase.focus_points):
            for m, question in enumerate(point.questions):
                if question.when is not None:
                    message = _unreachable(question.when, earlier)
                    if message:
                        where = ("focus_points", n, "questions", m, "when")
                        yield library.documents[name].problem(where, message)
                earlier[f"{point.id}.{question.id}"] = question


def _unreachable(when: When, earlier: dict[str, Question]) -> str | None:
    question = earlier.get(when.question)
    if question is None:
        return f"'{when.question}' is not asked before this, so the question is never reached"
    possible = _possible(question)
    if possible is None:
        return f"'{when.question}' is of kind {question.kind}, which cannot be a condition"
    unknown = sorted(set(when.any_of) - possible)
    return f"'{unknown[0]}' is no answer to '{when.question}'" if unknown else None


def _possible(question: Question) -> set[str] | None:
    """The answers that a condition can name, or None where the kind has none."""
    if question.kind is Kind.YES_NO:
        return {"ja", "nej"}
    if question.kind is Kind.SCALE:
        return {"1", "2", "3", "4", "5"}
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        return {each.id for each in question.choices} | ({"andet"} if question.other else set())
    return None


def _labels(library: Library) -> Iterator[Problem]:
    """No label is one of the bot's words, and no two labels of a question read alike."""
    for name, path, _, question in _questions(library):
        seen: set[str] = set()
        for n, choice in enumerate(question.choices):
            said = plain(choice.label)
            where = (*path, "choices", n, "label")
            if said in RESERVED:
                message = f"'{choice.label}' is a word that the bot acts on"
                yield library.documents[name].problem(where, message)
            elif said in seen:
                message = f"two choices are called '{choice.label}'"
                yield library.documents[name].problem(where, message)
            seen.add(said)
