"""What is said around the decision that a phase ends in."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, Short, says
from flows.content.texts import StandardQuestion

Plain = Annotated[str, says()]


class DecisionLines(Content):
    """``left`` and ``waiting`` are said where the journey rests for now."""

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
