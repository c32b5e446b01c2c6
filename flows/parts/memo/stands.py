"""What the journey stands on: why it rests, what was decided, the type, the frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from flows.content.kinds import Standing
from flows.journey.decision import awaits_of, decision_of, outcome, reason_of
from flows.journey.desk import Desk
from flows.journey.life import STOPPED, WAITING
from flows.journey.lines import DecisionLines
from flows.journey.short import DECISION
from flows.journey.showing import beginning, said_when, show
from flows.journey.steps import Role, Step
from flows.messages import Say, bullet
from flows.parts import contract, frames, together
from flows.parts import type as saying
from flows.parts.memo.document import (
    MemoLines,
    on_a_line,
)
from flows.pieces import cited


def why_it_rests(desk: Desk) -> tuple[Say, ...]:
    """Of a journey that was stopped or waits: that, and the verdict or decision that led there."""
    step, lines = desk.route.first, desk.lines(MemoLines)
    if desk.stage not in (STOPPED, WAITING) or step is None:
        return ()
    why = [*_verdict(desk, step), *held(desk, step)]
    line = lines.stopped if desk.stage == STOPPED else lines.waits
    return (Say(line), *why) if why else ()


def _verdict(desk: Desk, step: Step) -> Iterator[Say]:
    """What the gate said, and the answer that it followed from."""
    verdict, asked = step.verdict, desk.flow.path.by_id.get(step.reopens or "")
    said = desk.answers.get(asked.id) if asked is not None else None
    if verdict is None or asked is None or said is None or desk.answers.get(step.id) is None:
        return
    slots = {"when": said_when(desk, said), "title": verdict.title}
    yield Say(desk.lines(MemoLines).verdict, slots)
    yield bullet(on_a_line(desk, asked))
    yield Say(verdict.call_it)
    yield cited(desk.flow.library, verdict.source)


def held(desk: Desk, step: Step) -> list[Say]:
    """Where a phase's decision did not lead on: what was decided, when and why."""
    decided = desk.answers.get(decision_of(step.phase)) if step.phase is not None else None
    if step.role is not Role.HOLD or step.phase is None or decided is None:
        return []
    path, lines = desk.flow.path, desk.lines(DecisionLines)
    came = outcome(step.phase, decided.value)
    slots = {
        "when": said_when(desk, decided),
        "choice": show(desk, path.by_id[decided.step], decided),
    }
    waits = came == "wait"
    reason = path.by_id[awaits_of(step.phase) if waits else reason_of(step.phase, came)]
    if desk.answers.given(reason.id) is None:
        return [Say(lines.decided_alone, slots)]
    quote = beginning(show(desk, reason, desk.answers.get(reason.id)))
    return [Say(lines.decided_wait if waits else lines.decided, slots, quote=quote)]


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


def early(desk: Desk, line: str) -> Iterator[Say]:
    """What was decided on the short way, in this line: the choice, and when."""
    decided = desk.answers.get(DECISION)
    if decided is not None and desk.answers.given(DECISION) is not None:
        shown = show(desk, desk.flow.path.by_id[DECISION], decided)
        yield Say(line, {"when": said_when(desk, decided), "choice": shown})
