"""How far the journey has come."""

from __future__ import annotations

from collections.abc import Iterator

from flows.content.base import fill
from flows.journey.desk import Desk
from flows.messages import Say
from flows.parts.memo.lines import MemoLines
from flows.parts.memo.values import Part, Size


def where(desk: Desk, _: Size) -> Iterator[Part]:
    """The phase and the focus point that are open, or that all are gone through."""
    lines = desk.lines(MemoLines)
    step = desk.flow.path.first_open(desk.answers)
    if step is None:
        yield Part(lines.about, (Say(lines.finished),))
    elif step.phase is not None:
        place = step.phase.title
        if step.point is not None:
            names = {"phase": step.phase.title, "point": step.point.short}
            place = fill(desk.texts.place.point, **names)
        yield Part(lines.about, (Say(lines.here, {"place": place}),))
