"""What is said about next steps."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Label, Lines, Plain, says


class NextStepLines(Lines):
    """A step in words, the list of them, and what happens to one."""

    AREA = "next_steps"

    who: Annotated[str, says("who")]
    due: Annotated[str, says("date")]
    overdue: Annotated[str, says("date")]
    heading: Annotated[str, says("title")]
    none: Annotated[str, says("title")]
    more: Annotated[str, says("count")]
    done_so_far: Annotated[str, says("count")]
    ask_new: Plain
    ask_who: Plain
    ask_due: Plain
    ask_move: Plain
    ask_result: Plain
    ask_reason: Plain
    kept: Plain
    moved: Plain
    noted: Plain
    reopened: Plain
    not_told: Annotated[str, says("who")]
    gone: Plain
    closed: Plain
    there_already: Plain
    suggestions: Annotated[str, says("phase")]
    no_suggestions: Plain
    because: Annotated[str, says("point")]
    new: Label
    done: Label
    move: Label
    drop: Label
    suggest: Label
    take: Label
    myself: Label
    no_date: Label
    undo: Label
    show: Label
