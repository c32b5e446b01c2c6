"""The result of rating the seven principles."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, says

Fixed = Annotated[str, says()]


class PrincipleButtons(Content):
    """Labels."""

    step: Label


class PrincipleLines(Content):
    """``left`` stands for a rating that was passed over; ``low`` is the advice."""

    result: Fixed
    result_before: Annotated[str, says("when")]
    each: Annotated[str, says("rating", "number", "short")]
    each_before: Annotated[str, says("rating", "before", "number", "short")]
    left: Fixed
    low: Annotated[str, says("number", "short", "advice")]
    low_several: Annotated[str, says("numbers")]
    fine: Fixed
    nothing: Fixed
    buttons: PrincipleButtons
