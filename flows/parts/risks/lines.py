"""What is said when it was thought through what could go wrong."""

from __future__ import annotations

from flows.content.base import Content, Label, Lines, Plain


class RiskButtons(Content):
    """Labels."""

    frame: Label
    step: Label


class RiskLines(Lines):
    """``heaviest`` stands above the risk to look out for most, ``do`` above what is done."""

    AREA = "risks"

    heaviest: Plain
    do: Plain
    nothing_done: Plain
    none: Plain
    framed: Plain
    framed_already: Plain
    gone: Plain
    buttons: RiskButtons
