"""What is said about the frames."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Lines, Plain, says


class FrameLines(Lines):
    """``each`` and ``since`` are lines of the list, ``was`` and ``why`` stand below one."""

    AREA = "frames"

    end: Annotated[str, says("date")]
    guard: Annotated[str, says("what")]
    none: Plain
    all: Plain
    fixed: Plain
    elastic: Plain
    undecided: Plain
    ended: Plain
    each: Annotated[str, says("text")]
    since: Annotated[str, says("text", "when")]
    was: Annotated[str, says("was")]
    why: Annotated[str, says("why")]
    which: Plain
    beside_fixed: Annotated[str, says("frames")]
    beside_elastic: Annotated[str, says("frames")]
    one: Plain
    changed: Plain
    unchanged: Plain
    gone: Plain
    can_change: Plain
