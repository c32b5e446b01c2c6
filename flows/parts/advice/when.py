"""When advice interrupts: it follows from the answers and records, and nothing is counted up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flows.content.kinds import Phase, Speaks
from flows.journey import records
from flows.journey.desk import Desk
from flows.journey.gate import meant
from flows.journey.principles import of_step
from flows.journey.records import Record
from flows.journey.route import ADVISED
from flows.journey.steps import Role, Step
from flows.messages import Say
from flows.parts.advice.findings import (
    MOST,
    AdviceLines,
    Advised,
    Finding,
    advised,
    advisor,
    open_findings,
)
from flows.parts.principles.asking import suggestion
from flows.parts.short.view import SHOWN, advice, dangers

#: So many interruptions a phase; the last is kept for what is as grave as GRAVE.
INTERRUPTIONS, GRAVE = 2, 3


@dataclass(frozen=True, slots=True)
class Due:
    """What is due at an answer. What may not interrupt stands in the phase's summary."""

    finding: Finding
    interrupts: bool


def due(desk: Desk, step: Step) -> Due | None:
    """The gravest thing that the answer just given to ``step`` brings up.

    It has completed it, or ends the point in which it lies. What was asked about before is not due.
    """
    if step.brief or _asks_about_other(desk, step):
        return None
    found = (each for each in _brought_up(desk, step) if advised(desk, each) is None)
    gravest = next(found, None)
    return Due(gravest, _may_interrupt(desk, step.phase, gravest)) if gravest else None


def held_back(desk: Desk, due: Due | None) -> list[Say]:
    """What is grave and may not interrupt is at least named."""
    if due is None or due.interrupts or due.finding.advice.gravity < GRAVE:
        return []
    return [Say(desk.lines(AdviceLines).held_back, {"title": due.finding.advice.title})]


def _brought_up(desk: Desk, step: Step) -> list[Finding]:
    rules, answered = desk.flow.the(advisor), step.after or step.id
    here: dict[str, tuple[Speaks, ...]] = {answered: (Speaks.AT_ONCE,)}
    if _ends_point(desk, step):
        later = (Speaks.AT_ONCE, Speaks.POINT_END)
        here |= dict.fromkeys(_asked_with(desk, step), later)
    return [
        finding
        for finding in rules.touched_by(here, desk.answers)
        if any(finding.advice.speaks in here.get(each, ()) for each in finding.because)
    ]


def _ends_point(desk: Desk, step: Step) -> bool:
    """Of a point that was passed over whole nothing is asked."""
    section = desk.flow.path.section_of[step.id]
    if section.point is None or not desk.route.is_through(section):
        return False
    questions = (each for each in section.steps if each.role is Role.QUESTION)
    return any(desk.answers.given(each.id) is not None for each in questions)


def _asked_with(desk: Desk, step: Step) -> list[str]:
    """The questions of the step's point, and of the courses beside it."""
    every, point = desk.flow.path.sections, step.point
    sections = (each for each in every if each.point is point or each.beside is point)
    return [each.id for section in sections for each in section.steps]


def _asks_about_other(desk: Desk, step: Step) -> bool:
    """Whether what 'andet' means is asked next: then the answer is not complete."""
    other = desk.flow.path.by_id.get(f"{step.id}_other")
    if other is None or not other.on_path(desk.answers):
        return False
    return not other.resolved(desk.answers)


def _may_interrupt(desk: Desk, phase: Phase | None, finding: Finding) -> bool:
    """Not twice in a row, and not more often than there is room for."""
    if desk.stage == ADVISED or _was_just_let_stand(desk):
        return False
    room = INTERRUPTIONS if finding.advice.gravity >= GRAVE else INTERRUPTIONS - 1
    return _interruptions(desk, phase) < room


def _interruptions(desk: Desk, phase: Phase | None) -> int:
    """How many pieces of advice have interrupted the phase."""
    asked = (each.at for each in records.all_of(desk.answers, Advised) if each.at)
    steps = (desk.flow.path.by_id.get(at) for at in asked)
    return sum(step is not None and step.phase is phase for step in steps)


def _was_just_let_stand(desk: Desk) -> bool:
    """Whether the answer before this one was that something stands as it is."""
    for each in reversed(list(desk.answers)):
        if each.step.startswith(f"{Advised.KIND}:"):
            return Advised.model_validate(each.value).choice == "both"
        if each.step in desk.flow.path.by_id and each.said_at != desk.now:
            return False
    return False


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
