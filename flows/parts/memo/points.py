"""What a focus point has come to: the answers that carry it, and how clarified it is."""

from __future__ import annotations

from flows.content.base import fill
from flows.content.kinds import FocusPoint, Phase
from flows.journey.desk import Desk
from flows.journey.lines import OrderLines
from flows.journey.order import conclusion_of, rating
from flows.journey.route import CLEAR, OPEN, PARTLY
from flows.journey.steps import Step
from flows.messages import Say, joined
from flows.parts.memo.document import MemoLines, given, named, on_a_line


def carrying(desk: Desk, point: FocusPoint) -> list[Step]:
    """What says what the point has come to, as far as it was answered, in the order of the path."""
    refs = {*point.carries, conclusion_of(point)}
    return [step for step in answered_in(desk, point) if _ref(step) in refs]


def answered_in(desk: Desk, point: FocusPoint) -> list[Step]:
    """All that was answered in the point, after what carries it from a course."""
    path = desk.flow.path
    elsewhere = [path.by_id[ref] for ref in point.carries if not ref.startswith(f"{point.id}.")]
    return given(desk, (*elsewhere, *path.of_point(point)))


def _ref(step: Step) -> str:
    """The question, also of a step that asks it about another criterion."""
    of = step.point or step.course
    return f"{of.id}.{step.question.id}" if of is not None else step.id


def is_answered(desk: Desk, point: FocusPoint) -> bool:
    """Whether something was answered in the point, or what carries it."""
    return bool(answered_in(desk, point))


def clarity_in_line(desk: Desk, point: FocusPoint) -> str:
    """How clarified it is, or else how it was rated."""
    label, given = clarity_label(desk, point), _rating(desk, point)
    if label is None and given is not None:
        return fill(desk.texts.settled.scale, value=given)
    return label.lower() if label is not None else desk.lines(MemoLines).unsaid


def line_of(desk: Desk, point: FocusPoint) -> Say:
    """What the point has come to: the answers that carry it, or else the first one, as asked."""
    lines = desk.lines(MemoLines)
    said = [named(desk, step) for step in carrying(desk, point)]
    if not said:
        said = [on_a_line(desk, answered_in(desk, point)[0])]
    slots = {"point": point.short, "clarity": clarity_in_line(desk, point)}
    return Say(lines.point, {**slots, "answer": joined(*said, by=" · ")})


def rating_in_overview(desk: Desk, point: FocusPoint) -> str | None:
    """'*Formål* (4)', or None where it was not rated."""
    given = _rating(desk, point)
    if given is None:
        return None
    return fill(desk.lines(OrderLines).rated_point, point=point.short, rating=given)


def _rating(desk: Desk, point: FocusPoint) -> int | None:
    phase = desk.flow.path.section[point.id].phase
    return rating(phase, point, desk.answers) if phase is not None else None


def clarity_label(desk: Desk, point: FocusPoint) -> str | None:
    """'Afklaret', 'Delvist' …, or None where the point was neither called so nor gone through."""
    found = desk.route.clarity(point)
    labels = {each.id: each.label for each in desk.texts.steps.clarity.choices}
    return labels.get(found or "")


def open_points(desk: Desk, phase: Phase) -> list[FocusPoint]:
    """The focus points of the phase that are not clarified, those left open first."""
    order = [OPEN, None, PARTLY]
    found = [(desk.route.clarity(point), point) for point in asked_points(desk, phase)]
    unclear = [(order.index(clarity), point) for clarity, point in found if clarity != CLEAR]
    return [point for _, point in sorted(unclear, key=lambda pair: pair[0])]


def asked_points(desk: Desk, phase: Phase) -> list[FocusPoint]:
    """The focus points of the phase of which this journey asks something."""
    return [point for point in phase.focus_points if desk.route.questions(point)]
