"""In which order a journey takes the focus points of a phase: the model's, or the chef's own.

Where a phase is begun with an overview, its points are rated first, all at once. Then the least
clarified come first, and a point that is clear asks for what carries it alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from flows.content.base import fill
from flows.content.kinds import Choice, FocusPoint, Kind, Phase, Question, When
from flows.content.library import Library
from flows.journey.lines import OrderLines
from flows.journey.steps import Role, Section, Step
from flows.journey.values import Answers

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


def ratings_of(phase: Phase) -> str:
    """The step that rates the phase's points, all at once."""
    return f"{phase.id}.ratings"


def conclusion_of(point: FocusPoint) -> str:
    """The step that a clear point asks alone."""
    return f"{point.id}.{point.alone.id if point.alone else 'conclusion'}"


def steps(library: Library, phase: Phase) -> Iterator[Step]:
    """How the phase is begun, and its points rated."""
    lines = library.lines(OrderLines)
    id = start_of(phase)
    asked = lines.start.as_question("start", Kind.CHOICE)
    yield Step(id, Role.START, asked, phase, heading=lines.heading)
    points = phase.focus_points
    order = ", ".join(point.short for point in points)
    question = Question(
        id="ratings",
        kind=Kind.SCALES,
        ask=lines.rate,
        why=fill(lines.rate_why, points=order),
        choices=tuple(Choice(id=each.id, label=each.short) for each in points),
        low=lines.low,
        high=lines.high,
        elaboration=lines.rate_more,
        when=When(question=id, any_of=(OVERVIEW,)),
    )
    yield Step(ratings_of(phase), Role.RATING, question, phase, heading=lines.heading)


def conclusion(library: Library, phase: Phase, point: FocusPoint) -> Step:
    """What a clear point asks for, where none of its own questions carries it."""
    asked = library.lines(OrderLines).conclusion.as_question("conclusion", Kind.TEXT)
    unless = partial(_is_long, phase, point)
    return Step(conclusion_of(point), Role.CONCLUSION, asked, phase, point, unless=unless)


def _is_long(phase: Phase, point: FocusPoint, answers: Answers) -> bool:
    return not is_short(phase, point, answers)


def is_short(phase: Phase, point: FocusPoint, answers: Answers) -> bool:
    """Whether the point asks for its conclusion alone."""
    return is_own(phase, answers) and rated(phase, point, answers) >= CLEAR_FROM


def is_own(phase: Phase, answers: Answers) -> bool:
    """Whether the phase goes by its overview."""
    return phase.quick_start and answers.given(start_of(phase)) == OVERVIEW


def rating(phase: Phase, point: FocusPoint, answers: Answers) -> int | None:
    """The rating that was given to the point, 1 to 5."""
    given = answers.given(ratings_of(phase))
    return given.get(point.id) if isinstance(given, dict) else None


def rated(phase: Phase, point: FocusPoint, answers: Answers) -> int:
    """The point's rating, 1 to 5, as the order goes by it."""
    return rating(phase, point, answers) or UNRATED


def arranged(sections: Iterable[Section], answers: Answers) -> list[Section]:
    """Sections around the points of one phase, the least clarified first."""

    def place(section: Section) -> int:
        if section.around is None or section.phase is None:
            return UNRATED
        return rated(section.phase, section.around, answers)

    return sorted(sections, key=place)
