"""What is said when it was thought through what could go wrong."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, says

Fixed = Annotated[str, says()]


class RiskButtons(Content):
    """Labels."""

    frame: Label
    step: Label


class RiskLines(Content):
    """``heaviest`` stands above the risk to look out for most, ``do`` above what is done."""

    heaviest: Fixed
    do: Fixed
    nothing_done: Fixed
    none: Fixed
    framed: Fixed
    framed_already: Fixed
    gone: Fixed
    buttons: RiskButtons
