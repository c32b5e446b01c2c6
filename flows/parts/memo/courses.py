"""What was answered in courses, by course."""

from __future__ import annotations

from collections.abc import Iterator

from flows.journey.desk import Desk
from flows.parts.memo.answers import lines
from flows.parts.memo.values import Part, Size


def asked(desk: Desk, size: Size) -> Iterator[Part]:
    """Each course in which something was answered; in short, what came of them stands elsewhere."""
    if size is Size.SHORT:
        return
    for section in (*desk.flow.path.sections, *desk.flow.path.aside):
        if section.course is not None and (found := tuple(lines(desk, section.steps, size))):
            yield Part(section.course.title, found)
