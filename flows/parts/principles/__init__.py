"""The seven principles rated: the result of a run, and which of them is lowest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from flows.content import leaning
from flows.content.kinds import Principle
from flows.journey.records import Record
from flows.journey.values import Answers


class PrincipleCheck(Record):
    """One run. ``ratings`` (1 to 5) are by principle; what was left is not there."""

    KIND: ClassVar[str] = "principle_check"

    on: date
    ratings: Mapping[str, int]


COURSE = leaning.course("principper")
#: From this rating on there is nothing to advise.
FINE = 4


def rated(
    principles: Iterable[Principle], answers: Answers, id: str, today: date
) -> PrincipleCheck | None:
    """The run that the answers hold; None where nothing was rated."""
    ratings: dict[str, int] = {}
    for each in principles:
        rating = answers.given(f"{COURSE}.{each.id}")
        if isinstance(rating, int):
            ratings[each.id] = rating
    return PrincipleCheck(id=id, on=today, ratings=ratings) if ratings else None


def lowest(principles: Iterable[Principle], check: PrincipleCheck) -> list[Principle]:
    """Those that were rated lowest, the first one first; none where all are fine."""
    least = min(check.ratings.values(), default=FINE)
    if least >= FINE:
        return []
    return [each for each in principles if check.ratings.get(each.id) == least]


def before(checks: Iterable[PrincipleCheck], today: date) -> PrincipleCheck | None:
    """The last run on an earlier day."""
    earlier = [each for each in checks if each.on < today]
    return max(earlier, key=lambda each: each.on, default=None)


def first_sentence(text: str) -> str:
    """Up to the first full stop that a new sentence follows."""
    head, stop, _ = text.partition(". ")
    return f"{head}." if stop else text
