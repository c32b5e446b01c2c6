"""What is said around a course, whichever it is."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, says


class CourseLines(Content):
    """``begins`` comes before the first question, ``left`` when one goes back before the end."""

    place: Annotated[str, says("title")]
    begins: Annotated[str, says("title", "aim")]
    left: Annotated[str, says("title")]
    leave: Label
    needs_journey: Annotated[str, says()]
