"""Advice as it was given: what was said before somebody decided, and by which content and rules.

It is kept just before the answer that follows it, so that all answers before it are those that it
was given upon: years later it can be seen why, and ``parts.memo.replay`` shows whether it follows.
"""

from __future__ import annotations

from typing import ClassVar

from flows.content.kinds import Phase
from flows.journey.desk import Desk
from flows.journey.gate import meant
from flows.journey.principles import of_step
from flows.journey.records import Record
from flows.journey.steps import Role, Step
from flows.parts.advice.findings import MOST, open_findings
from flows.parts.principles.asking import suggestion
from flows.parts.short.view import SHOWN, advice, dangers


class Given(Record):
    """What was advised before the step ``id`` was answered.

    ``said`` is ids of the content, the gravest first; of the view it begins with what it spoke for.
    """

    KIND: ClassVar[str] = "given"

    said: tuple[str, ...]
    version: str


def note(desk: Desk, step: Step) -> None:
    """Keep what was advised, before the answer to ``step`` is."""
    if said := advised_before(desk, step):
        desk.put(Given(id=step.id, said=said, version=desk.flow.library.version))


def advised_before(desk: Desk, step: Step) -> tuple[str, ...]:
    """What is advised before the step is answered; nothing where it is a step without advice."""
    if step.role is Role.VERDICT and step.verdict is not None:
        ids = [verdict.id for verdict, _ in meant(desk.flow.library, desk.answers)]
        return (step.verdict.id,) if step.verdict.id in ids else ()
    if step.role is Role.VIEW:
        found = [each.danger.verdict or each.danger.rule or "" for each in dangers(desk)[:SHOWN]]
        return (advice(desk)[0], *found)
    if step.phase is not None and _ends_phase(step, step.phase):
        return tuple(each.advice.id for each in open_findings(desk, step.phase)[:MOST])
    if step.role is Role.PRINCIPLE:
        rating, taken = suggestion(desk, step), of_step(desk.flow.library, step)
        return (taken[0].id, str(rating)) if taken is not None and rating is not None else ()
    return ()


def _ends_phase(step: Step, phase: Phase) -> bool:
    """Whether the phase's summary stands before it: the decision, or where none is, the step."""
    return step.role is (Role.NEXT_STEP if phase.decision is None else Role.DECISION)
