"""Told apart, once it was said what one is together about: developing or delivering."""

from __future__ import annotations

from flows.content import leaning
from flows.journey.desk import Desk
from flows.journey.steps import Step
from flows.messages import Say
from flows.parts.together import ABOUT, called, together
from flows.parts.together.lines import TogetherLines
from flows.pieces import cited


def _told_apart(desk: Desk, step: Step) -> list[Say]:
    """What it is called that they take part in, and what that asks of one."""
    found = together(desk.answers) if step.id == ABOUT else None
    if found is None or step.question.source is None:
        return []
    line = Say(getattr(desk.lines(TogetherLines).told, found.value))
    return [line, cited(desk.flow.library, step.question.source)]


def beside(desk: Desk) -> list[Say]:
    """What they take part in, and what it was chosen to be called."""
    found, word, lines = together(desk.answers), called(desk.answers), desk.lines(TogetherLines)
    if found is None:
        return []
    said = [Say(getattr(lines.beside, found.value))]
    return [*said, Say(getattr(lines.called, word))] if word else said


LINES = (TogetherLines,)
ON_ANSWER = {leaning.focus_point("afgraensning"): _told_apart}
