"""What the journey stands on: how far it is, what was decided, the type, the frames; what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from flows.content.base import fill
from flows.content.kinds import Phase, Standing
from flows.journey import records
from flows.journey.decision import awaits_of, decision_of, outcome, reason_of
from flows.journey.desk import Desk
from flows.journey.gate import GATE, doubts
from flows.journey.gate import reason_of as reason_at_gate
from flows.journey.life import STOPPED, WAITING
from flows.journey.lines import DecisionLines
from flows.journey.short import DECISION
from flows.journey.showing import RECALLED, beginning, on_one_line, said_when, show
from flows.journey.steps import Role, Step
from flows.messages import Say, Slot, Words, bullet, joined
from flows.parts import contract, frames, together
from flows.parts import type as saying
from flows.parts.advice.findings import Advised, advisor, from_whom, is_accepted
from flows.parts.memo.document import (
    MemoLines,
    Part,
    Size,
    in_full,
    in_short,
    is_said,
    named,
    on_a_line,
)
from flows.parts.opponent import record as opponent
from flows.pieces import cited


def where(desk: Desk, _: Size) -> Iterator[Part]:
    """The phase and the focus point that are open, that all are gone through, or why it rests."""
    lines = desk.lines(MemoLines)
    step = desk.route.first
    if said := why_it_rests(desk):
        yield Part(lines.about, said)
    elif step is None:
        yield Part(lines.about, (Say(lines.finished),))
    elif step.phase is not None:
        place = step.phase.title
        if step.point is not None:
            names = {"phase": step.phase.title, "point": step.point.short}
            place = fill(desk.texts.place.point, **names)
        yield Part(lines.about, (Say(lines.here, {"place": place}),))


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


def tested(desk: Desk, size: Size) -> Iterator[Part]:
    """What was answered at the gate; in short on one line."""
    gate = desk.flow.path.section.get(GATE)
    steps = gate.steps if gate is not None else ()
    reasons = {reason_at_gate(step.id) for step in steps}  # they stand with what was passed over
    asked = [s for s in steps if s.role in (Role.SORTING, Role.REASON) and s.id not in reasons]
    said = [step for step in asked if is_said(desk, step)]
    if not said:
        return
    title = said[0].heading or ""
    if size is Size.SHORT:
        yield Part(title, (joined(*(named(desk, step) for step in said), by=" · "),))
    else:
        yield Part(title, tuple(in_full(desk, step) for step in said))


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


#: What is shown of it, in this order; each where there is something to show.
SHOWN: tuple[Standing, ...] = ("type", "together", "frames", "contract")


def found(desk: Desk, _: Size) -> Iterator[Part]:
    """All that was decided about the journey as a whole."""
    said = [*_passed_over(desk), *_decisions(desk), *standing(desk, SHOWN)]
    if said:
        yield Part(desk.lines(MemoLines).holds, tuple(said))


def early(desk: Desk, line: str) -> Iterator[Say]:
    """What was decided on the short way, in this line: the choice, and when."""
    decided = desk.answers.get(DECISION)
    if decided is not None and desk.answers.given(DECISION) is not None:
        shown = show(desk, desk.flow.path.by_id[DECISION], decided)
        yield Say(line, {"when": said_when(desk, decided), "choice": shown})


def _decisions(desk: Desk) -> Iterator[Say]:
    yield from early(desk, desk.lines(MemoLines).decided_early)
    for phase in desk.flow.library.phases:
        decided = desk.answers.get(decision_of(phase))
        if decided is None or desk.answers.given(decided.step) is None:
            continue
        step = desk.flow.path.by_id[decided.step]
        slots: dict[str, Slot] = {
            "phase": phase.title,
            "when": said_when(desk, decided),
            "choice": show(desk, step, decided),
        }
        reason = _reason(desk, phase, outcome(phase, decided.value))
        yield _with(desk, desk.lines(MemoLines).decided, slots, reason)


def _reason(desk: Desk, phase: Phase, came: str | None) -> str | None:
    if came is None:
        return None
    id = awaits_of(phase) if came == "wait" else reason_of(phase, came)
    return id if id in desk.flow.path.by_id and desk.answers.given(id) is not None else None


def _passed_over(desk: Desk) -> Iterator[Say]:
    """What spoke against going on, where the chef went on all the same."""
    for doubt in doubts(desk.flow.library, desk.flow.path.steps, desk.answers):
        if doubt.reason is None:
            continue
        given = desk.answers.given(doubt.reason.step) is not None
        slots: dict[str, Slot] = {
            "title": doubt.verdict.title,
            "when": said_when(desk, doubt.said),
        }
        yield _with(
            desk, desk.lines(MemoLines).passed_over, slots, doubt.reason.step if given else None
        )


def _with(desk: Desk, line: str, slots: dict[str, Slot], reason: str | None) -> Say:
    if reason is None:
        return Say(line, slots)
    shown = in_short(desk, desk.flow.path.by_id[reason])
    return joined(Say(line, slots), Say(desk.lines(MemoLines).why, {"why": shown}))


def challenged(desk: Desk, _: Size) -> Iterator[Part]:
    """What the chef answered the opponent."""
    if said := opponent.lines(desk):
        yield Part(desk.lines(opponent.OpponentLines).heading, tuple(said))


#: So many in the short memo, the most important first.
MOST = 3


def to_do(desk: Desk, size: Size) -> Iterator[Part]:
    """What is worth doing, with why; in the whole memo also its source."""
    lines = desk.lines(MemoLines)
    found = desk.flow.the(advisor).findings(desk.answers)
    found = [each for each in found if not is_accepted(desk, each)]
    said: list[Say] = []
    for finding in found if size is Size.WHOLE else found[:MOST]:
        advice = finding.advice
        said.append(Say(lines.advice, {"title": advice.title, "say": advice.say, "do": advice.do}))
        if size is Size.WHOLE:
            said.append(from_whom(desk, advice))
    said += _accepted(desk)
    if said:
        yield Part(lines.to_do, tuple(said))


def _accepted(desk: Desk) -> Iterator[Say]:
    titles = {each.id: each.title for each in desk.flow.library.advice}
    for record in records.all_of(desk.answers, Advised):
        if record.choice == "both" and record.why and record.id in titles:
            why = on_one_line(Words(record.why), RECALLED)
            yield Say(desk.lines(MemoLines).accepted, {"advice": titles[record.id], "why": why})
