"""What was decided, what is advised, and what the reader is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flows.content.kinds import Phase
from flows.journey.decision import decision_of, outcome
from flows.journey.desk import Desk
from flows.journey.short import DECISION
from flows.journey.values import Answer
from flows.messages import Say, Words
from flows.parts.advice.rules import LEEWAY, OWNER
from flows.parts.frames import UNDECIDED
from flows.parts.memo.document import is_said
from flows.parts.memo.lines import KindLines
from flows.parts.memo.model import Block, Paragraph
from flows.parts.memo.points import is_answered
from flows.parts.memo.writing import (
    bullets,
    day_of,
    of_words,
    paragraph,
    sentence,
    written,
)
from flows.parts.short.view import advice, dangers

Blocks = Iterator[Block]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that holds: where it was made, and whether it is 'go', 'wait' or 'leave'."""

    answer: Answer
    phase: Phase | None
    outcome: str | None

    @property
    def sentences(self) -> tuple[str, ...]:
        """The steps that say it, and why."""
        id = self.answer.step
        return (id, *(f"{id}_{more}" for more in ("reason", "against", "awaits", "until")))


def decided(desk: Desk) -> list[Decided]:
    """The decisions, in the order in which they were made."""
    phases = desk.flow.library.phases
    of = [(DECISION, None), *((decision_of(phase), phase) for phase in phases)]
    found = []
    for id, phase in of:
        step, answer = desk.flow.path.by_id.get(id), desk.answers.get(id)
        if step is not None and answer is not None and is_said(desk, step):
            came = outcome(phase or phases[0], answer.value)
            found.append(Decided(answer, phase, came))
    return sorted(found, key=lambda each: desk.answers.at(each.answer.step))


def _decision(desk: Desk, each: Decided) -> Paragraph:
    when = written(desk.lines(KindLines).decided_on, {"date": day_of(desk, each.answer.said_at)})
    said = [text for id in each.sentences if (text := sentence(desk, id)) is not None]
    return paragraph(*said[:1], when, *said[1:])


def _latest(desk: Desk) -> Blocks:
    found = decided(desk)
    lines = desk.lines(KindLines)
    yield _decision(desk, found[-1]) if found else paragraph(written(lines.undecided))


def _decisions(desk: Desk) -> Blocks:
    found = decided(desk)
    if not found:
        yield from _latest(desk)
    for each in reversed(found):
        yield _decision(desk, each)


def _advice(desk: Desk) -> Blocks:
    """What the gravest danger speaks for, beside what was decided."""
    lines, found = desk.lines(KindLines).advice, decided(desk)
    speaks_for, then = advice(desk)
    if not dangers(desk) or (found and found[-1].phase and found[-1].outcome == speaks_for == "go"):
        return
    said = Say(getattr(lines, speaks_for), {"then": then})
    line = lines.before
    if found:
        line = lines.also if found[-1].outcome == speaks_for else lines.other
    yield paragraph(written(line, {"advice": said}))


def _asked(desk: Desk) -> Blocks:
    """What the reader is to say yes to; nothing once it is carried out."""
    lines, phases, found = desk.lines(KindLines).asking, desk.flow.library.phases, decided(desk)
    if any(is_answered(desk, point) for phase in phases[2:] for point in phase.focus_points):
        return
    last = found[-1] if found else None
    line = getattr(lines, (last and last.outcome) or "undecided")
    if last is not None and last.phase is phases[1] and last.outcome == "go":
        line = lines.begin
    yield paragraph(written(line, {"about": Words(desk.current.title)}))
    more = []
    owner = desk.answers.get(OWNER)
    if owner is not None and desk.answers.given(OWNER) is None:
        more.append(written(lines.owner))
    for id, line in ((LEEWAY, lines.leeway), (UNDECIDED, lines.missing)):
        text = desk.answers.given(id)
        if isinstance(text, str):
            more.append(written(line, {"answer": of_words(text)}))
    yield from bullets(more)


def leaves(desk: Desk) -> bool:
    """Whether it was decided not to co-create."""
    found = decided(desk)
    return bool(found) and found[-1].outcome == "leave"


BLOCKS: Mapping[str, Callable[[Desk], Blocks]] = {
    "decision": _latest,
    "decisions": _decisions,
    "advice": _advice,
    "asked": _asked,
}
