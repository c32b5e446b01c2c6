"""What is said of courses, decisions, the gate, the order of points, and phases."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from flows.content.base import Ask, Label, Lines, Paragraph, Plain, Short, says
from flows.content.standard import StandardQuestion


class CourseLines(Lines):
    """``left`` is said where one goes back before the end; ``last_time`` where it is run again."""

    AREA = "courses"

    place: Annotated[str, says("title")]
    left: Annotated[str, says("title")]
    last_time: Annotated[str, says("when")]
    leave: Label
    needs_journey: Plain


class DecisionLines(Lines):
    """``left`` and ``waiting`` are said where the journey rests for now."""

    AREA = "decisions"

    heading: Short
    reason: StandardQuestion
    awaits: StandardQuestion
    until: StandardQuestion
    hold: StandardQuestion
    decide_again: Label
    still: Label
    decided: Annotated[str, says("when", "choice")]
    decided_wait: Annotated[str, says("when", "choice")]
    decided_alone: Annotated[str, says("when", "choice")]
    left: Annotated[str, says("title")]
    left_do: Plain
    waiting: Annotated[str, says("title")]
    waiting_for: Plain
    waiting_until: Annotated[str, says("date")]
    no_day: Plain


class GateLines(Lines):
    """``worth_it`` and ``noted`` end the gate, without and with something to come back to."""

    AREA = "gate"

    heading: Short
    begins: Plain
    skip: Label
    skipped: Plain
    again: Plain
    nothing: Plain
    verdict: StandardQuestion
    go_on: Label
    reopened: Plain
    reason: StandardQuestion
    worth_it: Plain
    noted: Plain
    ended: Annotated[str, says("title")]
    waits: Plain
    doubted: Annotated[str, says("title", "when")]
    went_on: Annotated[str, says("title", "when")]
    advice_leave: Plain
    advice_wait: Plain
    advice_name: Plain


#: What one can begin a phase with: the overview, or its first point.
WAYS = ("overblik", "fra_en_ende")


def _both_ways(question: StandardQuestion) -> StandardQuestion:
    if tuple(choice.id for choice in question.choices) != WAYS:
        raise ValueError(f"the choices must be {', '.join(WAYS)}")
    return question


class OrderLines(Lines):
    """``first`` and the lines after it announce the order.

    ``weak`` is our advice about a point that was rated low. The dialog has ``save`` on its button.
    """

    AREA = "order"

    heading: Short
    start: Annotated[StandardQuestion, AfterValidator(_both_ways)]
    rate: Ask
    rate_why: Annotated[str, says("points", longest=200)]
    rate_more: Paragraph
    save: Annotated[str, says(longest=24)]
    low: Label
    high: Label
    conclusion: StandardQuestion
    first: Annotated[str, says("point", "rating")]
    first_unrated: Annotated[str, says("point")]
    then: Annotated[str, says("points")]
    rated_point: Annotated[str, says("point", "rating", longest=60)]
    unrated_point: Annotated[str, says("point", longest=60)]
    clear_last: Annotated[str, says("points")]
    weak: Annotated[str, says("point", "rating", "do")]
    all_alike: Annotated[str, says("rating")]
    all_clear: Plain
    now: Annotated[str, says("point", "rating")]
    now_unrated: Annotated[str, says("point")]
    now_clear: Annotated[str, says("point", "rating")]
    change: Label
    nothing: Plain


class PhaseLines(Lines):
    """``reopen`` stands on a button; ``returned`` is said when the reopened points are through.

    ``point_passed`` and ``to_the_end`` are said where the rest of a point or a phase is left.
    """

    AREA = "phases"

    reopen: Annotated[str, says("phase", longest=50)]
    which_phase: Plain
    which_point: Annotated[str, says("phase")]
    whole_phase: Label
    no_such: Plain
    nothing_to_reopen: Plain
    reopened: Annotated[str, says("points")]
    returned: Plain
    point_passed: Plain
    to_the_end: Plain
    nth: Annotated[str, says("number", "ask", longest=120)]
    summary: Label
    check: Label
    no_check: Plain
    check_when_wanted: Plain
    next_check: Annotated[str, says("date")]
