"""What is said around a course, whichever it is."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, says


class CourseLines(Content):
    """``left`` is said where one goes back before the end; ``last_time`` where it is run again."""

    place: Annotated[str, says("title")]
    left: Annotated[str, says("title")]
    last_time: Annotated[str, says("when")]
    leave: Label
    needs_journey: Annotated[str, says()]
