"""How far the journey has come, and what has come of several answers, as it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from flows.content.base import fill
from flows.content.kinds import Standing
from flows.journey.desk import Desk
from flows.messages import Say
from flows.parts.contract import contract
from flows.parts.frames import frames
from flows.parts.memo.lines import MemoLines
from flows.parts.memo.values import Part, Size
from flows.parts.together import turn as together
from flows.parts.type import saying


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


def standing(desk: Desk, names: Iterable[Standing]) -> list[Say]:
    """What the content names, each where there is something to show."""
    return [line for name in names for line in _STANDING[name](desk)]


_STANDING: Mapping[Standing, Callable[[Desk], list[Say]]] = {
    "type": saying.beside,
    "together": together.beside,
    "frames": frames.beside,
    "frame": frames.changing,
    "contract": contract.beside,
}
