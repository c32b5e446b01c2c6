"""Questions made of statements that stand elsewhere in the content, so that no words are twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from pydantic import ValidationError

from flows.content.base import fill
from flows.content.courses import Course, Noted, Statements
from flows.content.kinds import Kind, Principle, Question, When
from flows.content.reading import ContentError, Document
from flows.content.sorting import Axis


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
