"""What the memo of a journey says by itself."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Label, Lines, Plain, says


class MemoLines(Lines):
    """Headings, the lines of each section, and what stands around them."""

    AREA = "memo"

    title: Annotated[str, says("title")]
    none: Annotated[str, says("title")]
    here: Annotated[str, says("place")]
    finished: Plain
    decided: Annotated[str, says("phase", "when", "choice")]
    passed_over: Annotated[str, says("title", "when")]
    why: Annotated[str, says("why")]
    point: Annotated[str, says("point", "clarity", "answer")]
    unsaid: Label
    answered: Annotated[str, says("ask", "answer")]
    advice: Annotated[str, says("do", "say")]
    accepted: Annotated[str, says("advice", "why")]
    step_open: Annotated[str, says("step")]
    step_done: Annotated[str, says("step", "date")]
    step_dropped: Annotated[str, says("step", "date")]
    led_to: Plain
    because: Plain
    ticked: Annotated[str, says("task", "date")]
    about: Label
    holds: Label
    open: Label
    open_points: Annotated[str, says("phase", "points")]
    to_do: Label
    next_steps: Label
    tasks: Label
    copy_this: Plain
    file: Annotated[str, says("date", longest=60)]
    copied: Plain
    as_text: Label
    share: Label
    groups_answer: Annotated[str, says("ask")]
