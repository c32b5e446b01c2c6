"""The seven principles on the way: where each is taken, and how it is asked.

What is answered here is answered in the course that rates all seven, so neither asks what the other
knows. A principle that is judged once more in the end has a step of its own for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from flows.content import leaning
from flows.content.base import Content, Label, Line, Lines, Plain, Short, fill, says
from flows.content.kinds import Kind, Phase, Principle, Question, Taken
from flows.content.library import Library
from flows.journey.steps import Role, Step
from flows.journey.values import Answers

#: The course that rates all of them, and where those of the gate are taken.
COURSE, AT_GATE = leaning.course("principper"), "gate"


class PrincipleButtons(Content):
    """Labels."""

    step: Label
    rate: Label
    all: Label


class PrincipleLines(Lines):
    """``ask`` puts a principle; ``suggested`` stands below the answers that lead to a rating.

    ``left`` stands for a rating that was passed over; ``low`` is the advice.
    """

    AREA = "principles"

    heading: Annotated[str, says("number", "short", longest=40)]
    section: Short
    of_journey: Annotated[str, says("title")]
    ask: Annotated[str, says("says", longest=250)]
    why: Line
    least: Label
    most: Label
    answered: Plain
    suggested: Annotated[str, says("says", "rating")]
    yes: Annotated[str, says("rating", longest=40)]
    low_now: Annotated[str, says("advice")]
    title: Plain
    each: Annotated[str, says("rating", "number", "short")]
    each_before: Annotated[str, says("rating", "when", "before", "number", "short")]
    rests_on: Annotated[str, says("answers")]
    left: Plain
    low: Annotated[str, says("number", "short", "advice")]
    low_several: Annotated[str, says("numbers")]
    fine: Plain
    nothing: Plain
    on_the_way: Plain
    in_short: Annotated[str, says("short", "rating")]
    buttons: PrincipleButtons


def rating_of(principle: Principle, taken: Taken | None = None) -> str:
    """The step that rates it: where it is taken first, or where it is judged."""
    judged = taken is not None and taken is not principle.taken[0]
    return f"{COURSE}.{principle.id}{'_dom' if judged else ''}"


def all_taken(library: Library) -> Iterator[tuple[Principle, Taken]]:
    """Each principle, with each place where it is taken."""
    for principle in library.principles:
        for taken in principle.taken:
            yield principle, taken


def of_step(library: Library, step: Step) -> tuple[Principle, Taken] | None:
    """What the step rates."""
    if not step.id.startswith(f"{COURSE}."):  # most steps
        return None
    found = ((p, taken) for p, taken in all_taken(library) if rating_of(p, taken) == step.id)
    return next(found, None)


def at_gate(library: Library, unless: Callable[[Answers], bool]) -> Iterator[Step]:
    """Those of the gate, unless the gate is passed over: then they come in the first phase."""
    for principle, taken in all_taken(library):
        if taken.at == AT_GATE:
            yield _step(library, principle, taken, unless=unless)


def in_phase(library: Library, phase: Phase) -> Iterator[Step]:
    """Those of the phase; in the first one also those of the gate, where they were left."""
    places = {phase.id, AT_GATE} if phase is library.phases[0] else {phase.id}
    for principle, taken in all_taken(library):
        if taken.at in places:
            yield _step(library, principle, taken, phase)


def _step(
    library: Library,
    principle: Principle,
    taken: Taken,
    phase: Phase | None = None,
    unless: Callable[[Answers], bool] | None = None,
) -> Step:
    lines, id = library.lines(PrincipleLines), rating_of(principle, taken)
    question = Question(
        id=id.partition(".")[2],
        kind=Kind.SCALE,
        ask=fill(lines.ask, says=taken.says),
        called=fill(lines.heading, number=principle.number, short=principle.short),
        why=lines.why,
        low=lines.least,
        high=lines.most,
        elaboration=principle.meaning,
        source=principle.source,
        see=principle.see[:2],
    )
    return Step(id, Role.PRINCIPLE, question, phase, heading=question.called, unless=unless)
