"""A course: a few questions that belong together, beside the focus points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, ValidationError, model_validator

from flows.content.base import Citation, Content, Label, Line, Paragraph, Short, Slug, fill, says
from flows.content.kinds import Kind, Principle, Question, When
from flows.content.reading import ContentError, Document
from flows.content.sorting import Axis


class Noted(Content):
    """A note that is asked for where a rating is low. ``about`` is what was rated."""

    ask: Annotated[str, says("about", longest=200)]
    why: Line
    received: Line | None = None


class Statements(Content):
    """Statements from elsewhere in the content that a course begins with, rated from 1 to 5.

    ``of`` says whose: the axes' or the principles'. ``left`` is said on receipt, with how many
    there are to go, and ``last`` after the last one. Axes have their own ``why``, ``low`` and
    ``high``.
    """

    of: Literal["axes", "principles"]
    ask: Annotated[str, says("says", longest=200)]
    left: Annotated[str, says("count", longest=100)]
    last: Line
    elaboration: Paragraph
    why: Line | None = None
    low: Label | None = None
    high: Label | None = None
    note: Noted | None = None


class Course(Content):
    """Asked once on the path, where it has a place there, and run again at any time.

    ``before`` or ``after`` name the phase or focus point that it stands beside. Its title and aim
    are said before its first question. ``statements`` come before its own questions. ``afresh``:
    each run is about something new, so that the last time is not shown. Without a ``source`` it is
    ours, and its aim says so.
    """

    id: Slug
    title: Short
    aim: Paragraph
    before: Slug | None = None
    after: Slug | None = None
    afresh: bool = False
    statements: Statements | None = None
    questions: tuple[Question, ...] = Field(min_length=1, max_length=20)
    done: Line | None = None
    source: Citation | None = None
    see: tuple[Slug, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether it is on the path."""
        return self.before is not None or self.after is not None

    @model_validator(mode="after")
    def _has_one_place(self) -> Course:
        if self.before is not None and self.after is not None:
            raise ValueError("a course stands before something or after something, not both")
        ids = [question.id for question in self.questions]
        if len(set(ids)) != len(ids):
            raise ValueError("two questions of the course have the same id")
        if RUN in ids:
            raise ValueError(f"'{RUN}' is what the runs of a course are kept under")
        return self


#: Under this, each beginning and end of a course is kept.
RUN = "run"


class Rated(NamedTuple):
    """Something to rate from 1 to 5. ``about`` is what it is called where a note is asked for."""

    id: str
    says: str
    about: str
    why: str
    low: str | None
    high: str | None


def of_axes(axes: Sequence[Axis]) -> list[Rated]:
    """The axes' statements, one of each axis in turn, so that it does not show which is which."""
    columns = [[(axis, each) for each in axis.statements] for axis in axes]
    mixed = chain.from_iterable(zip_longest(*columns))
    return [
        Rated(each.id, each.says, axis.title, axis.why, axis.low, axis.high)
        for axis, each in (pair for pair in mixed if pair is not None)
    ]


def of_principles(principles: Sequence[Principle], scale: Statements) -> list[Rated]:
    """One a principle: its statements below its name."""
    return [
        Rated(
            each.id,
            "\n".join([f"*{each.number}. {each.short}*", *(f"• {say}" for say in each.statements)]),
            each.short,
            scale.why or each.speaks,
            scale.low,
            scale.high,
        )
        for each in principles
        if each.statements
    ]


def with_statements(
    course: Course,
    document: Document,
    axes: Sequence[Axis],
    principles: Sequence[Principle],
    numbers: Sequence[str],
) -> Course:
    """The course with what its ``statements`` name, before its own questions.

    Raises ``ContentError`` where what comes of it is no question.
    """
    made = course.statements
    if made is None:
        return course
    rated = of_axes(axes) if made.of == "axes" else of_principles(principles, made)
    try:
        questions = [
            question
            for n, each in enumerate(rated)
            for question in _questions(course.id, made, each, _left(made, len(rated) - n, numbers))
        ]
    except ValidationError as error:
        said = [each["msg"].removeprefix("Value error, ") for each in error.errors()]
        raise ContentError([document.problem(("statements",), each) for each in said]) from error
    return course.model_copy(update={"questions": (*questions, *course.questions)})


def _left(made: Statements, left: int, numbers: Sequence[str]) -> str:
    if left == 1:
        return made.last
    return fill(made.left, count=numbers[left - 1] if left <= len(numbers) else left - 1)


def _questions(course: str, made: Statements, each: Rated, received: str) -> list[Question]:
    rating = Question(
        id=each.id,
        kind=Kind.SCALE,
        ask=fill(made.ask, says=each.says),
        why=each.why,
        received=received,
        elaboration=made.elaboration,
        low=each.low,
        high=each.high,
    )
    return [rating, _note(course, each, made.note)] if made.note else [rating]


def _note(course: str, each: Rated, noted: Noted) -> Question:
    """Asked for only where the rating is low: that is where there is something to remember."""
    return Question(
        id=f"{each.id}_note",
        kind=Kind.TEXT,
        ask=fill(noted.ask, about=each.about),
        why=noted.why,
        received=noted.received,
        when=When(question=f"{course}.{each.id}", any_of=("1", "2")),
    )
