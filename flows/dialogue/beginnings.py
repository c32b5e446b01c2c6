"""What is said before a question that belongs to the gate or to a phase's decision."""

from __future__ import annotations

from collections.abc import Callable

from flows.journey.decision import awaits_of, decision_of, outcome, reason_of
from flows.journey.desk import Desk
from flows.journey.gate import GATE, Doubt, doubts
from flows.journey.lines import DecisionLines, GateLines, OrderLines
from flows.journey.order import is_own, rated
from flows.journey.showing import beginning, said_when, show
from flows.journey.steps import Role, Step
from flows.messages import Say, joined
from flows.pieces import cited

#: At most this many doubts are told of at once.
DOUBTS_SHOWN = 2


def beginnings(desk: Desk, step: Step) -> list[Say]:
    """The lines before the question; none for most."""
    begin = _BEGINNINGS.get(step.role)
    return begin(desk, step) if begin is not None else []


def _sorting(desk: Desk, step: Step) -> list[Say]:
    first = desk.flow.path.section[GATE].steps[0]
    return [Say(desk.lines(GateLines).begins)] if first.id == step.id else []


def _verdict(_: Desk, step: Step) -> list[Say]:
    verdict = step.verdict
    return [joined(verdict.says, verdict.call_it)] if verdict is not None else []


def _decision(desk: Desk, step: Step) -> list[Say]:
    """What speaks against going on, from the gate and the answers, and what that advises."""
    if step.phase is not desk.flow.library.phases[0]:
        return []
    found = doubts(desk.flow.library, desk.flow.path.steps, desk.answers)
    if not found:
        return []
    lines = [line for doubt in found[:DOUBTS_SHOWN] for line in _doubt(desk, doubt)]
    return [*lines, advice(desk, found)]


def _doubt(desk: Desk, doubt: Doubt) -> list[Say]:
    lines = desk.lines(GateLines)
    line = lines.went_on if doubt.reason is not None else lines.doubted
    slots = {"title": doubt.verdict.title, "when": said_when(desk, doubt.said)}
    quote = None
    if doubt.reason is not None and desk.answers.given(doubt.reason.step) is not None:
        quote = beginning(show(desk, desk.flow.path.by_id[doubt.reason.step], doubt.reason))
    return [Say(line, slots, quote=quote), cited(desk.flow.library, doubt.verdict.source)]


def advice(desk: Desk, found: tuple[Doubt, ...]) -> Say:
    """What the weightiest of the doubts advises."""
    lines = desk.lines(GateLines)
    advised = {
        "leave": lines.advice_leave,
        "something_else": lines.advice_name,
        "name_first": lines.advice_wait,
    }
    return Say(advised[found[0].verdict.outcome])


def _hold(desk: Desk, step: Step) -> list[Say]:
    """What was decided, when and why."""
    phase = step.phase
    if phase is None:
        return []
    path, lines = desk.flow.path, desk.lines(DecisionLines)
    decided = desk.answers.get(decision_of(phase))
    if decided is None:
        return []
    came = outcome(phase, decided.value)
    slots = {
        "when": said_when(desk, decided),
        "choice": show(desk, path.by_id[decided.step], decided),
    }
    reason = path.by_id[awaits_of(phase) if came == "wait" else reason_of(phase, came)]
    if desk.answers.given(reason.id) is None:
        return [Say(lines.decided_alone, slots)]
    quote = beginning(show(desk, reason, desk.answers.get(reason.id)))
    return [Say(lines.decided_wait if came == "wait" else lines.decided, slots, quote=quote)]


def _point(desk: Desk, step: Step) -> list[Say]:
    """In an order of the chef's own: which point it is now, and why."""
    phase, point = step.phase, step.point
    if phase is None or point is None or not is_own(phase, desk.answers):
        return []
    path = desk.flow.path
    if not desk.route.is_untouched(path.section_of[step.id]):
        return []
    if not any(each.phase is phase and each.point for each in desk.route.walked):
        return []  # the order was said just before
    lines = desk.lines(OrderLines)
    line = lines.now_clear if step.role is Role.CONCLUSION else lines.now
    return [Say(line, {"point": point.short, "rating": str(rated(point, desk.answers))})]


_BEGINNINGS: dict[Role, Callable[[Desk, Step], list[Say]]] = {
    Role.SORTING: _sorting,
    Role.VERDICT: _verdict,
    Role.DECISION: _decision,
    Role.HOLD: _hold,
    Role.QUESTION: _point,
    Role.CONCLUSION: _point,
}
