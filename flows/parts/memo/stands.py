"""What the journey stands on: what was decided, the type, the frames, the contract."""

from __future__ import annotations

from collections.abc import Iterator

from flows.content.kinds import Phase, Standing
from flows.journey.decision import awaits_of, decision_of, outcome, reason_of
from flows.journey.desk import Desk
from flows.journey.gate import doubts
from flows.journey.showing import said_when, show
from flows.messages import Say, Slot, joined
from flows.parts.memo.answers import in_short
from flows.parts.memo.lines import MemoLines
from flows.parts.memo.standing import standing
from flows.parts.memo.values import Part, Size

#: What is shown of it, in this order; each where there is something to show.
SHOWN: tuple[Standing, ...] = ("type", "together", "frames", "contract")


def found(desk: Desk, _: Size) -> Iterator[Part]:
    """All that was decided about the journey as a whole."""
    said = [*_passed_over(desk), *_decisions(desk), *standing(desk, SHOWN)]
    if said:
        yield Part(desk.lines(MemoLines).holds, tuple(said))


def _decisions(desk: Desk) -> Iterator[Say]:
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
