"""In which order a journey takes the focus points of a phase: the model's, or the chef's own.

Where a phase is begun with an overview, each point is rated first. Then the least clarified come
first, and a point that is clear asks for what carries it alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flows.content.base import fill
from flows.content.kinds import FocusPoint, Kind, Phase, Question, When
from flows.content.library import Library
from flows.journey.lines import OrderLines
from flows.journey.steps import Role, Step
from flows.journey.values import Answers

if TYPE_CHECKING:
    from flows.journey.path import Section

#: What one can begin a phase with.
OVERVIEW, FROM_AN_END = "overblik", "fra_en_ende"
#: Ratings from here on are clear; a point without one counts as between.
CLEAR_FROM, UNRATED = 4, 3


def section_of(phase: Phase) -> str:
    """The section of the path that the overview is."""
    return f"{phase.id}.overview"


def start_of(phase: Phase) -> str:
    """The step that asks how the phase is begun."""
    return f"{phase.id}.start"


def rating_of(point: FocusPoint) -> str:
    """The step that rates the point."""
    return f"{point.id}.rating"


def conclusion_of(point: FocusPoint) -> str:
    """The step that a clear point asks alone."""
    return f"{point.id}.{point.alone.id if point.alone else 'conclusion'}"


def steps(library: Library, phase: Phase) -> Iterator[Step]:
    """How the phase is begun, and its points rated one by one."""
    lines = library.lines(OrderLines)
    id = start_of(phase)
    asked = lines.start.as_question("start", Kind.CHOICE)
    yield Step(id, Role.START, asked, phase, heading=lines.heading)
    when = When(question=id, any_of=(OVERVIEW,))
    for point in phase.focus_points:
        rating = rating_of(point)
        question = Question(
            id="rating",
            kind=Kind.SCALE,
            ask=fill(lines.rate, point=point.title),
            why=point.why,
            low=lines.low,
            high=lines.high,
            elaboration=point.elaboration,
            when=when,
        )
        yield Step(rating, Role.RATING, question, phase, heading=lines.heading)


def conclusion(library: Library, phase: Phase, point: FocusPoint) -> Step:
    """What a clear point asks for, where none of its own questions carries it."""
    clear = tuple(str(n) for n in range(CLEAR_FROM, 6))
    when = When(question=rating_of(point), any_of=clear)
    asked = library.lines(OrderLines).conclusion.as_question("conclusion", Kind.TEXT, when=when)
    id = conclusion_of(point)
    return Step(id, Role.CONCLUSION, asked, phase, point)


def is_short(phase: Phase, point: FocusPoint, answers: Answers) -> bool:
    """Whether the point asks for its conclusion alone."""
    return is_own(phase, answers) and rated(point, answers) >= CLEAR_FROM


def is_own(phase: Phase, answers: Answers) -> bool:
    """Whether the phase goes by its overview."""
    return phase.quick_start and answers.given(start_of(phase)) == OVERVIEW


def rated(point: FocusPoint, answers: Answers) -> int:
    """The point's rating, 1 to 5."""
    rating = answers.given(rating_of(point))
    return rating if isinstance(rating, int) else UNRATED


def arranged(sections: Iterable[Section], answers: Answers) -> list[Section]:
    """Sections around the points of one phase, the least clarified first."""

    def rating(section: Section) -> int:
        return rated(section.around, answers) if section.around else UNRATED

    return sorted(sections, key=rating)
