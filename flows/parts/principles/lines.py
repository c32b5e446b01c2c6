"""The result of rating the seven principles."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, Lines, Plain, says


class PrincipleButtons(Content):
    """Labels."""

    step: Label


class PrincipleLines(Lines):
    """``left`` stands for a rating that was passed over; ``low`` is the advice."""

    AREA = "principles"

    result: Plain
    result_before: Annotated[str, says("when")]
    each: Annotated[str, says("rating", "number", "short")]
    each_before: Annotated[str, says("rating", "before", "number", "short")]
    left: Plain
    low: Annotated[str, says("number", "short", "advice")]
    low_several: Annotated[str, says("numbers")]
    fine: Plain
    nothing: Plain
    buttons: PrincipleButtons
