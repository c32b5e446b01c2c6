"""What is said about the four directions and their tasks."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Label, Lines, says


class DirectionLines(Lines):
    """One direction a message, each task with what can be done about it."""

    AREA = "directions"

    heading: Annotated[str, says("direction", "phase")]
    towards: Annotated[str, says("towards")]
    none: Annotated[str, says("phase")]
    task: Annotated[str, says("task", "first_step")]
    ticked: Annotated[str, says("task", "date")]
    step: Annotated[str, says("task")]
    done: Annotated[str, says("task")]
    undone: Annotated[str, says("task")]
    tick: Label
    untick: Label
    make_step: Label
    show: Label
