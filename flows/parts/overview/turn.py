"""'rækkefølge': how the phase is begun is asked again, also in the middle of it."""

from __future__ import annotations

from flows.journey.desk import Desk
from flows.journey.lines import OrderLines
from flows.journey.order import start_of
from flows.language.words import Said, Word


def _order(desk: Desk, said: Said) -> None:
    start = _start(desk)
    step = desk.flow.path.by_id.get(start) if start is not None else None
    if step is None or step is desk.step:
        desk.again(*([desk.lines(OrderLines).nothing] if step is None else []))
    else:
        desk.wish("revise", step)


def _start(desk: Desk) -> str | None:
    """How the phase was begun that one is in, where that was asked."""
    if desk.journey is None:
        return None
    walked = desk.route.walked
    phase = desk.step.phase if desk.step is not None else walked[-1].phase if walked else None
    if phase is None or desk.answers.get(start_of(phase)) is None:
        return None
    return start_of(phase)


WORDS = {Word.ORDER: _order}
