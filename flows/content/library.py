"""All content of one language, found by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows.content.base import Content, Source
from flows.content.kinds import (
    Advice,
    Case,
    CocreationType,
    Direction,
    FocusPoint,
    Phase,
    Principle,
    Question,
    Task,
)
from flows.content.reading import ContentError, Document, Problem, parse, read, read_list
from flows.content.texts import Texts

#: The files that are one list each, and what they are lists of.
LISTS: dict[str, type[Content]] = {
    "sources.yaml": Source,
    "principles.yaml": Principle,
    "directions.yaml": Direction,
    "types.yaml": CocreationType,
    "cases.yaml": Case,
    "advice.yaml": Advice,
}

REQUIRED = ("sources.yaml", "principles.yaml", "directions.yaml", "texts.yaml")


@dataclass(frozen=True)
class Library:
    """The content of one language. Built once at start and shared; never changed."""

    language: str
    phases: tuple[Phase, ...]
    sources: tuple[Source, ...]
    principles: tuple[Principle, ...]
    directions: tuple[Direction, ...]
    types: tuple[CocreationType, ...]
    cases: tuple[Case, ...]
    advice: tuple[Advice, ...]
    texts: Texts
    documents: Mapping[str, Document] = field(repr=False, compare=False)

    def focus_points(self) -> Iterator[tuple[Phase, FocusPoint]]:
        """All focus points in the order of the model, each with its phase."""
        for phase in self.phases:
            for point in phase.focus_points:
                yield phase, point

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Questions by reference: ``formaal.hvorfor``."""
        return {
            f"{point.id}.{question.id}": question
            for _, point in self.focus_points()
            for question in point.questions
        }

    @cached_property
    def principle(self) -> Mapping[str, Principle]:
        """Principles by id."""
        return {principle.id: principle for principle in self.principles}

    @cached_property
    def source(self) -> Mapping[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.sources}

    @cached_property
    def task(self) -> Mapping[str, Task]:
        """The tasks of all directions by id."""
        return {task.id: task for direction in self.directions for task in direction.tasks}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each kind."""
        return {
            "phases": len(self.phases),
            "focus points": sum(1 for _ in self.focus_points()),
            "questions": len(self.questions),
            "principles": len(self.principles),
            "directions": len(self.directions),
            "tasks": len(self.task),
            "types": len(self.types),
            "cases": len(self.cases),
            "advice": len(self.advice),
            "sources": len(self.sources),
        }


def build(language: str, files: Mapping[str, str]) -> Library:
    """Make the library of ``files`` (path below the language's folder -> YAML text).

    Raises ``ContentError`` that names every mistake with file and line.
    """
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    found: dict[str, tuple[object, ...]] = {}
    phases: list[Phase] = []
    texts: Texts | None = None
    for name in sorted(files):
        try:
            document = documents[name] = parse(f"{language}/{name}", files[name])
            if name in LISTS:
                found[name] = read_list(document, LISTS[name])
            elif name == "texts.yaml":
                texts = read(document, Texts)
            elif name.startswith("phases/"):
                phases.append(read(document, Phase))
            else:
                problems.append(document.problem((), "no kind of content has a file of this name"))
        except ContentError as error:
            problems += error.problems
    missing = [name for name in REQUIRED if name not in files]
    problems += [Problem(f"{language}/{name}", 1, "", "the file is missing") for name in missing]
    if problems or texts is None:
        raise ContentError(problems)
    lists = {name.removesuffix(".yaml"): found.get(name, ()) for name in LISTS}
    return Library(language, tuple(phases), texts=texts, documents=documents, **lists)  # type: ignore[arg-type]
