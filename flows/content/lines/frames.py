"""What is said about the frames."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, says

Fixed = Annotated[str, says()]


class FrameLines(Content):
    """``each`` and ``since`` are lines of the list, ``was`` and ``why`` stand below one."""

    end: Annotated[str, says("date")]
    guard: Annotated[str, says("what")]
    none: Fixed
    all: Fixed
    fixed: Fixed
    elastic: Fixed
    undecided: Fixed
    ended: Fixed
    each: Annotated[str, says("text")]
    since: Annotated[str, says("text", "when")]
    was: Annotated[str, says("was")]
    why: Annotated[str, says("why")]
    which: Fixed
    beside_fixed: Annotated[str, says("frames")]
    beside_elastic: Annotated[str, says("frames")]
    one: Fixed
    changed: Fixed
    unchanged: Fixed
    gone: Fixed
    can_change: Fixed
