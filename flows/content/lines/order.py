"""What is said where a phase begins with an overview, and of the order that follows."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from flows.content.base import Content, Label, Line, Short, says
from flows.content.texts import StandardQuestion

Plain = Annotated[str, says()]
#: What one can begin a phase with: the overview, or its first point.
WAYS = ("overblik", "fra_en_ende")


def _both_ways(question: StandardQuestion) -> StandardQuestion:
    if tuple(choice.id for choice in question.choices) != WAYS:
        raise ValueError(f"the choices must be {', '.join(WAYS)}")
    return question


class OrderLines(Content):
    """``first`` and the lines after it announce the order."""

    heading: Short
    start: Annotated[StandardQuestion, AfterValidator(_both_ways)]
    rate: Annotated[str, says("point", longest=200)]
    rated: Line
    low: Label
    high: Label
    conclusion: StandardQuestion
    first: Annotated[str, says("point", "rating")]
    then: Annotated[str, says("points")]
    rated_point: Annotated[str, says("point", "rating", longest=60)]
    clear_last: Annotated[str, says("points")]
    all_alike: Annotated[str, says("rating")]
    all_clear: Plain
    now: Annotated[str, says("point", "rating")]
    now_clear: Annotated[str, says("point", "rating")]
    change: Label
    nothing: Plain
