"""Where one phase ends and the next one waits."""

from __future__ import annotations

from flows.content.base import fill
from flows.content.vocabulary import Word
from flows.dialogue.offering import reopen_button
from flows.journey.desk import Desk
from flows.journey.lines import PhaseLines
from flows.journey.question import button, ends_phase
from flows.journey.steps import Step
from flows.messages import Button, Say
from flows.parts.later import leave_behind
from flows.parts.memo.ordering import memo_button
from flows.parts.rhythm import RHYTHM


def leads_to_end(desk: Desk, step: Step) -> bool:
    """Whether the phase was gone through with this step, and not a course run beside it."""
    beside = step.course is not None and step.phase is None
    return not beside and not ends_phase(desk, step)


def rest_again(desk: Desk, here: Step, *lead: Say | str) -> None:
    """What was asked beside the path is over, and the next phase still waits."""
    if here.phase is None:
        raise LookupError("only a phase waits")
    desk.rest()
    go = fill(desk.texts.buttons.next_phase, phase=here.phase.title)
    desk.note(*lead, buttons=(button(desk, go, Word.RESUME, main=True),))


def between_phases(desk: Desk, step: Step, here: Step, *lead: Say | str) -> None:
    """A phase ends in its next step; the next phase waits until the person wants it."""
    if step.phase is None or here.phase is None:
        raise LookupError("only steps of a phase lead from one phase to another")
    desk.rest()
    leave_behind(desk)
    line = Say(desk.texts.phase_done, {"phase": step.phase.title, "next": here.phase.title})
    go = fill(desk.texts.buttons.next_phase, phase=here.phase.title)
    rhythm = desk.flow.path.section.get(RHYTHM)
    last = reopen_button(desk, step.phase)
    if rhythm is not None and rhythm.phase is step.phase:
        last = button(desk, desk.lines(PhaseLines).check, Word.CHECK)
    buttons = (button(desk, go, Word.RESUME, main=True), *to_show(desk), last)
    desk.note(*lead, line, buttons=buttons)


def to_show(desk: Desk) -> tuple[Button, ...]:
    """Where a phase ends: all of it in short, and as a document for others."""
    summary = button(desk, desk.lines(PhaseLines).summary, Word.SUMMARY)
    return (summary, memo_button(desk))
