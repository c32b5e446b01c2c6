"""What is said where a journey rests until a moment."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, says

Plain = Annotated[str, says()]


class LaterLines(Content):
    """``button`` stands beside a question instead of the usual pause."""

    button: Label
    tomorrow: Label
    week: Label
    month: Label
    write: Label
    ask: Plain
    not_a_moment: Plain
    until: Annotated[str, says("title", "when")]
