"""A journey replayed with one other answer. Pure: nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flows.content.kinds import NO, OTHER, YES, Kind
from flows.journey.flow import Flow
from flows.journey.gate import doubts, meant
from flows.journey.placing import CHOSEN, placing
from flows.journey.route import CLEAR, Route
from flows.journey.steps import Step, ids_of
from flows.journey.values import Answers, AnswerState, Value
from flows.parts.advice.findings import Finding, advisor


@dataclass(frozen=True, slots=True)
class Seen:
    """What the answers come to.

    ``next`` is the question that would be open, by id; ``types`` are those chosen or pointed at;
    ``verdicts`` are titles; ``open`` are the points that were begun and are not clear, by id;
    ``asked`` the steps on the path, by id.
    """

    next: str | None
    types: tuple[str, ...]
    findings: tuple[Finding, ...]
    verdicts: tuple[str, ...]
    open: tuple[str, ...]
    asked: tuple[str, ...]


def seen(flow: Flow, answers: Answers, stage: str | None = None) -> Seen:
    """What they come to; where the ``stage`` is not known, taken in their order from the first."""
    route = Route(flow.path, answers)
    here = route.open(stage or flow.life.replay(answers))
    chosen = answers.given(CHOSEN)
    begun = {step.point.id for step in route.walked if step.point is not None}
    points = (point for _, point in flow.library.focus_points() if point.id in begun)
    steps = (step for section in route.sections for step in section.steps)
    return Seen(
        next=here.id if here is not None else None,
        types=(chosen,) if isinstance(chosen, str) else placing(flow.library, answers).points_at,
        findings=tuple(flow.the(advisor).findings(answers)),
        verdicts=_verdicts(flow, answers),
        open=tuple(point.id for point in points if route.clarity(point) != CLEAR),
        asked=tuple(step.id for step in steps if step.on_path(answers)),
    )


def _verdicts(flow: Flow, answers: Answers) -> tuple[str, ...]:
    """What the gate's answers mean, and what the doubts are."""
    gate = (verdict.title for verdict, _ in meant(flow.library, answers))
    doubted = (each.verdict.title for each in doubts(flow.library, flow.path.steps, answers))
    return tuple(dict.fromkeys((*gate, *doubted)))


def with_other(answers: Answers, step: str, value: Value) -> Answers:
    """The answers as if this one had been given where that one was, at the same time."""
    last = answers.get(step)
    said = (
        replace(each, value=value, state=AnswerState.GIVEN) if each is last else each
        for each in answers
    )
    return Answers(said)


#: The kinds of questions whose answers can be tried otherwise.
CLOSED = (Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.YES_NO)


def others(step: Step, value: Value) -> Iterable[str]:
    """The ids of what could have been answered instead; of several, what is put in or taken out."""
    question = step.question
    if question.kind is Kind.SCALE:
        ids = [str(n) for n in range(1, 6)]
    elif question.kind is Kind.YES_NO:
        return [NO if value else YES]
    else:
        ids = [each.id for each in question.choices]
    if question.kind is Kind.CHOICES:
        return [id for id in [*ids, *({OTHER} & set(value))] if tried(step, value, id) is not None]
    return [id for id in ids if id not in set(ids_of(value))]


def tried(step: Step, value: Value, id: str) -> Value | None:
    """The answer with ``id`` in the place of what was said, or beside it; None: nothing is left."""
    question = step.question
    if question.kind is Kind.YES_NO:
        return id == YES
    if question.kind is Kind.SCALE:
        return int(id) if id.isdigit() else None
    if question.kind is Kind.CHOICE:
        return id
    if id in value:
        return [each for each in value if each != id] or None
    alone = {each.id for each in question.choices if each.alone}
    if id in alone:
        return [id]
    return [*(each for each in value if each not in alone), id]
