"""Which of the four types it is: from the rated statements to two scores, and to a type.

The types and their axes are Jens Ulrich's, in the publication that ``types.yaml`` cites.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flows.content import leaning
from flows.content.kinds import CocreationType
from flows.content.library import Library
from flows.content.sorting import Axis
from flows.journey.values import Answers

#: The course that holds the statements, and its own questions: which type it shall be, and why.
COURSE = leaning.course("typen")
CHOSEN, REASON = leaning.question("typen.valg"), leaning.question("typen.grund")
RESULT, ACTOR = leaning.axis("result"), leaning.axis("central_actor")
#: With fewer ratings than this an axis says nothing.
FEWEST = 2
#: A score on the middle leans to neither end.
LOWEST, MIDDLE, HIGHEST = 1.0, 3.0, 5.0


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the statements place a journey. ``scores`` are by axis, from 1 (its first end) to 5.

    ``points_at`` are the types that fit: one, or more where a score lies on the middle; none where
    too little was rated.
    """

    scores: Mapping[str, float]
    points_at: tuple[str, ...]

    @property
    def type(self) -> str | None:
        """The one type that it points at."""
        return self.points_at[0] if len(self.points_at) == 1 else None


NOWHERE = Placing(MappingProxyType({}), ())


def score(axis: Axis, answers: Answers) -> float | None:
    """The mean of the ratings, from 1 (the axis' first end) to 5. None with too few of them.

    A statement towards the first end counts the other way round.
    """
    first, _ = axis.ends
    found: list[int] = []
    for each in axis.statements:
        rating = answers.given(f"{COURSE}.{each.id}")
        if isinstance(rating, int):
            found.append(int(LOWEST + HIGHEST) - rating if each.towards == first.id else rating)
    return sum(found) / len(found) if len(found) >= FEWEST else None


def leans(axis: Axis, score: float) -> tuple[str, ...]:
    """The ends that the score leans to: one of them, or both from the middle."""
    first, second = (end.id for end in axis.ends)
    if score == MIDDLE:
        return (first, second)
    return (second,) if score > MIDDLE else (first,)


def placing(library: Library, answers: Answers) -> Placing:
    """Where the ratings that hold now place the journey."""
    scores: dict[str, float | None] = {axis.id: score(axis, answers) for axis in library.axes}
    known = {id: each for id, each in scores.items() if each is not None}
    if not known or len(known) < len(scores):
        return NOWHERE
    ends: dict[str, tuple[str, ...]] = {
        axis.id: leans(axis, known[axis.id]) for axis in library.axes
    }
    return Placing(known, tuple(each.id for each in library.types if _fits(each, ends)))


def _fits(type: CocreationType, ends: Mapping[str, tuple[str, ...]]) -> bool:
    return type.result in ends[RESULT] and type.central_actor in ends[ACTOR]


def chosen(library: Library, answers: Answers) -> CocreationType | None:
    """The type that the chef goes by: the one that was chosen, or else what it points at."""
    found = answers.given(CHOSEN) or placing(library, answers).type
    return library.type.get(found) if isinstance(found, str) else None


def overruled(library: Library, answers: Answers) -> bool:
    """Whether another type was chosen than any that the statements point at."""
    found = answers.given(CHOSEN)
    if found is None:
        return False
    points_at = placing(library, answers).points_at
    return bool(points_at) and found not in points_at
