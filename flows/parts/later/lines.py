"""What is said where a journey rests until a moment."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Label, Lines, Plain, says


class LaterLines(Lines):
    """``button`` stands beside a question instead of the usual pause."""

    AREA = "later"

    button: Label
    tomorrow: Label
    week: Label
    month: Label
    write: Label
    ask: Plain
    not_a_moment: Plain
    until: Annotated[str, says("title", "when")]
