"""The gate's own button and word: going past it, and taking it after all."""

from __future__ import annotations

from flows.content.vocabulary import Word
from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.gate import GATE, PASSED
from flows.journey.lines import GateLines
from flows.journey.question import SKIP_TEST
from flows.language.words import Said


def _skip(desk: Desk, press: Pressed) -> None:
    """Go past the gate; what was answered at it is kept, and neither steers nor shows."""
    step = desk.step
    if step is None or desk.journey is None or step.id not in _ids(desk):
        desk.again(desk.texts.stale.not_open)
        return
    desk.keep(PASSED, value=True)
    desk.wish("onward", step, desk.lines(GateLines).skipped)


def _take(desk: Desk, said: Said) -> None:
    """'test': from its first question; where it was taken before, that answer is shown."""
    gate = desk.flow.path.section.get(GATE)
    if desk.journey is None or gate is None or desk.answers.get("title") is None:
        desk.again(desk.lines(GateLines).nothing)
        return
    if desk.answers.given(PASSED) is True:
        desk.keep(PASSED, value=False)
    if gate.steps[0].resolved(desk.answers):
        desk.wish("revise", gate.steps[0])
        return
    desk.move_on()
    desk.ask(desk.lines(GateLines).again)


def _ids(desk: Desk) -> set[str]:
    gate = desk.flow.path.section.get(GATE)
    return {step.id for step in gate.steps} if gate is not None else set()


DEEDS = {SKIP_TEST: _skip}
WORDS = {Word.TEST: _take}
