"""All content of one language, found by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar, cast

from flows.content.base import Content, Lines, Source
from flows.content.courses import Course, with_statements
from flows.content.kinds import (
    Advice,
    CocreationType,
    Direction,
    FocusPoint,
    NamedExperience,
    Phase,
    Principle,
    Question,
    Task,
)
from flows.content.looking import LookingUp
from flows.content.reading import ContentError, Document, Problem, parse, read, read_list
from flows.content.shelf import Case, Piece, Sector, Shelf
from flows.content.sorting import Axis, Definitions, SortingQuestion, Verdict
from flows.content.texts import Texts
from flows.content.vocabulary import AppWords, Vocabulary

EXPERIENCES = "experiences.yaml"

#: The files that are one list each, and what they are lists of.
LISTS: dict[str, type[Content]] = {
    "sources.yaml": Source,
    "principles.yaml": Principle,
    "directions.yaml": Direction,
    "types.yaml": CocreationType,
    "axes.yaml": Axis,
    "sectors.yaml": Sector,
    "cases.yaml": Case,
    EXPERIENCES: NamedExperience,
    "advice.yaml": Advice,
}

#: The files that are one thing each.
SINGLES: dict[str, type[Content]] = {
    "texts.yaml": Texts,
    "definitions.yaml": Definitions,
    "language.yaml": Vocabulary,
    "app.yaml": AppWords,
    "looking_up.yaml": LookingUp,
}

#: The folders whose files are one thing each.
FOLDERS: dict[str, type[Content]] = {"phases": Phase, "shelf": Shelf, "courses": Course}

REQUIRED = (
    "app.yaml",
    "language.yaml",
    "sources.yaml",
    "principles.yaml",
    "directions.yaml",
    "texts.yaml",
)

Said = TypeVar("Said", bound=Lines)


@dataclass(frozen=True)
class Library:
    """The content of one language. Built once at start and shared; never changed."""

    language: str
    version: str
    """That of the content and of the rules: what is advised follows from these and the answers."""
    phases: tuple[Phase, ...]
    sources: tuple[Source, ...]
    principles: tuple[Principle, ...]
    directions: tuple[Direction, ...]
    types: tuple[CocreationType, ...]
    axes: tuple[Axis, ...]
    sectors: tuple[Sector, ...]
    cases: tuple[Case, ...]
    experiences: tuple[NamedExperience, ...]
    advice: tuple[Advice, ...]
    shelves: tuple[Shelf, ...]
    courses: tuple[Course, ...]
    is_it: Definitions
    looking_up: LookingUp
    vocabulary: Vocabulary
    app: AppWords
    texts: Texts
    said: Mapping[type[Lines], Lines] = field(repr=False)
    documents: Mapping[str, Document] = field(repr=False, compare=False)

    def lines(self, model: type[Said]) -> Said:
        """What the bot says in the area that ``model`` describes."""
        return cast(Said, self.said[model])

    def focus_points(self) -> Iterator[tuple[Phase, FocusPoint]]:
        """All focus points in the order of the model, each with its phase."""
        for phase in self.phases:
            for point in phase.focus_points:
                yield phase, point

    @cached_property
    def point(self) -> Mapping[str, FocusPoint]:
        """Focus points by id."""
        return {point.id: point for _, point in self.focus_points()}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Questions by reference: ``formaal.hvorfor``."""
        return {
            f"{point.id}.{question.id}": question
            for _, point in self.focus_points()
            for question in point.questions
        }

    @cached_property
    def course(self) -> Mapping[str, Course]:
        """Courses by id."""
        return {course.id: course for course in self.courses}

    @cached_property
    def asked(self) -> Mapping[str, Question]:
        """The questions of focus points and courses by reference."""
        own = {
            f"{course.id}.{question.id}": question
            for course in self.courses
            for question in course.questions
        }
        return {**self.questions, **own}

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
    def type(self) -> Mapping[str, CocreationType]:
        """The types by id."""
        return {each.id: each for each in self.types}

    @cached_property
    def sector(self) -> Mapping[str, Sector]:
        """Sectors by id."""
        return {sector.id: sector for sector in self.sectors}

    @cached_property
    def case(self) -> Mapping[str, Case]:
        """Cases by id."""
        return {case.id: case for case in self.cases}

    @cached_property
    def experience(self) -> Mapping[str, NamedExperience]:
        """Chefs' experiences by id."""
        return {each.id: each for each in self.experiences}

    @cached_property
    def definitions(self) -> tuple[Piece, ...]:
        """What each source calls samskabelse, and then where they disagree."""
        disagreement = self.is_it.disagreement
        return (*self.is_it.definitions, *([disagreement] if disagreement else []))

    @cached_property
    def verdict(self) -> Mapping[str, Verdict]:
        """What it is when it is not samskabelse, by id."""
        return {verdict.id: verdict for verdict in self.is_it.verdicts}

    @cached_property
    def sorting(self) -> tuple[SortingQuestion, ...]:
        """The questions that tell samskabelse from what it is not, the easy ones first."""
        return self.is_it.questions

    @cached_property
    def shelf(self) -> Mapping[str, Shelf]:
        """Shelves by id."""
        return {shelf.id: shelf for shelf in self.shelves}

    @cached_property
    def piece(self) -> Mapping[str, Piece]:
        """The pieces of all shelves by id."""
        return {piece.id: piece for shelf in self.shelves for piece in shelf.pieces}

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
            "axes": len(self.axes),
            "definitions": len(self.is_it.definitions),
            "sorting questions": len(self.sorting),
            "verdicts": len(self.verdict),
            "cases": len(self.cases),
            "experiences": len(self.experiences),
            "shelves": len(self.shelves),
            "pieces": len(self.piece),
            "courses": len(self.courses),
            "advice": len(self.advice),
            "sources": len(self.sources),
        }


def version_of(files: Mapping[str, str]) -> str:
    """What tells these files from any others: 12 figures of a hash of their names and texts."""
    made = sha256()
    for name in sorted(files):
        text = "\n".join(files[name].splitlines())
        made.update(f"{len(name)} {name} {len(text)} {text}".encode())
    return made.hexdigest()[:12]


def build(
    language: str, files: Mapping[str, str], lines: Iterable[type[Lines]], rules: str = ""
) -> Library:
    """Make the library of ``files`` (path below the language's folder -> YAML text).

    ``lines`` are the areas in which the bot has lines of its own, each with its file; ``rules`` is
    the version of the code that thinks over it.

    Raises ``ContentError`` that names every mistake with file and line.
    """
    documents, problems = _parsed(language, files)
    areas = {f"lines/{model.AREA}.yaml": model for model in lines}
    singles = {**SINGLES, **areas}
    found: dict[str, Any] = {}
    known: dict[str, NamedExperience] = {}
    for name in sorted(documents, key=lambda name: (name != EXPERIENCES, name)):
        try:
            found[name] = _read(name, documents[name], known, singles)
        except ContentError as error:
            problems += error.problems
        if name == EXPERIENCES:
            known |= {each.id: each for each in found.get(name, ())}
    problems += _made(documents, found)
    missing = [name for name in (*REQUIRED, *areas) if name not in files]
    problems += [Problem(f"{language}/{name}", 1, "", "the file is missing") for name in missing]
    if problems:
        raise ContentError(problems)
    return Library(
        language,
        version=f"{version_of(files)}-{rules}",
        phases=_folder("phases", found),
        shelves=_folder("shelf", found),
        courses=_folder("courses", found),
        is_it=found.get("definitions.yaml", Definitions()),
        looking_up=found.get("looking_up.yaml", LookingUp()),
        vocabulary=found["language.yaml"],
        app=found["app.yaml"],
        texts=found["texts.yaml"],
        said={model: found[name] for name, model in areas.items()},
        documents=documents,
        **{name.removesuffix(".yaml"): found.get(name, ()) for name in LISTS},
    )


def _made(documents: Mapping[str, Document], found: dict[str, Any]) -> list[Problem]:
    """Give the courses in ``found`` the statements that they name; what is wrong with those."""
    problems: list[Problem] = []
    if "texts.yaml" not in found:
        return problems
    axes, principles = found.get("axes.yaml", ()), found.get("principles.yaml", ())
    for name in [name for name in found if name.startswith("courses/")]:
        try:
            numbers = found["texts.yaml"].numbers
            found[name] = with_statements(found[name], documents[name], axes, principles, numbers)
        except ContentError as error:
            problems += error.problems
    return problems


def _parsed(language: str, files: Mapping[str, str]) -> tuple[dict[str, Document], list[Problem]]:
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for name in sorted(files):
        try:
            documents[name] = parse(f"{language}/{name}", files[name])
        except ContentError as error:
            problems += error.problems
    return documents, problems


def _read(
    name: str,
    document: Document,
    known: Mapping[str, NamedExperience],
    singles: Mapping[str, type[Content]],
) -> object:
    if name in LISTS:
        return read_list(document, LISTS[name], known)
    folder, _, file = name.partition("/")
    model = singles.get(name) or (FOLDERS.get(folder) if file else None)
    if model is None:
        message = "no kind of content has a file of this name"
        raise ContentError([document.problem((), message)])
    return read(document, model, known=known)


def _folder(folder: str, found: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(found[name] for name in sorted(found) if name.startswith(f"{folder}/"))
