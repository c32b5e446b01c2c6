"""Whether advice follows: what was given once is worked out anew from the answers before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from pydantic import ValidationError

from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.values import Answer, Answers, AnswerState, Journey, Person, Scene
from flows.language.dates import zone
from flows.parts.advice.findings import Advised, advisor
from flows.parts.advice.when import Given, advised_before
from flows.parts.memo.kinds import build
from flows.parts.memo.model import MARK, Memo, placed_lines


class Follows(StrEnum):
    """Whether it follows from the answers under the content and rules that are here.

    OTHER: it does not, and was given by another version of them. GONE: answers were removed since,
    so nothing can be said.
    """

    YES = "yes"
    NO = "no"
    OTHER = "other"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Replayed:
    """One piece of advice: the step that it stood before, what was said, and what is said now."""

    step: str
    on: datetime
    version: str
    was: tuple[str, ...]
    now: tuple[str, ...]
    follows: Follows


def replay(flow: Flow, said: Sequence[Answer]) -> Iterator[Replayed]:
    """All advice that is kept among the answers, each worked out anew.

    ``said`` is all that was ever answered in the journey, in its order: what was said later
    followed an earlier answer, and the earlier one is what advice was given upon.
    """
    for n, each in enumerate(said):
        if each.state is not AnswerState.GIVEN:
            continue
        kind, _, id = each.step.partition(":")
        if kind == Given.KIND:
            found = _given(flow, said[:n], each)
        elif kind == Advised.KIND:
            found = _advised(flow, said[:n], each, id)
        else:
            continue
        if found is None:
            continue
        step, version, was, now = found
        gone = any(later.state is AnswerState.REMOVED for later in said[n + 1 :])
        yield Replayed(
            step, each.said_at, version, was, now, _judged(flow, version, was, now, gone)
        )


_Found = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def _given(flow: Flow, before: Sequence[Answer], answer: Answer) -> _Found | None:
    try:
        given = Given.model_validate(answer.value)
    except ValidationError:
        return None
    step = flow.path.by_id.get(given.id)
    now = advised_before(_desk(flow, before, answer), step) if step is not None else ()
    return given.id, given.version, given.said, now


def _advised(flow: Flow, before: Sequence[Answer], answer: Answer, id: str) -> _Found | None:
    """An interruption; what came of it afterwards is no advice."""
    try:
        record = Advised.model_validate(answer.value)
    except ValidationError:
        return None
    if record.choice != "asked":
        return None
    finding = flow.the(advisor).finding(id, Answers(before))
    return record.at or id, record.version, (id,), (id,) if finding is not None else ()


def _judged(
    flow: Flow, version: str, was: tuple[str, ...], now: tuple[str, ...], gone: bool
) -> Follows:
    if was == now:
        return Follows.YES
    if gone:
        return Follows.GONE
    return Follows.NO if version == flow.library.version else Follows.OTHER


def _desk(flow: Flow, said: Sequence[Answer], at: Answer) -> Desk:
    return _as_it_was(flow, Answers(said), "", Person(at.author), at.said_at)


def _as_it_was(
    flow: Flow,
    answers: Answers,
    title: str,
    person: Person,
    now: datetime,
    earlier: tuple[Answer, ...] = (),
) -> Desk:
    journey = Journey("replayed", title, flow.life.replay(answers), 0, now)
    return Desk(flow, Scene(person, (journey,), journey.id, answers, earlier=earlier), now)


# A memo


def made_again(
    flow: Flow, memo: Memo, answers: Answers, person: Person, earlier: tuple[Answer, ...] = ()
) -> Memo:
    """The memo of a journey as these answers make it, on its day and for who made it.

    ``answers`` are those that held then, ``earlier`` as in the scene of a turn.
    """
    noon = datetime.combine(memo.on, time(12), zone(person.tz))
    desk = _as_it_was(flow, answers, memo.about, person, noon, earlier)
    return build(desk, memo.kind, memo.state, memo.number)


def unlike(memo: Memo, made: Memo) -> tuple[str, str] | None:
    """The section and the line in which the memo says something else than the one made again.

    None where it says the same; a name may be any, and the notes below are no matter of answers.
    """
    bare = {"notes": ()}
    said = [*placed_lines(memo.model_copy(update=bare))]
    again = [*placed_lines(made.model_copy(update=bare))]
    for (place, line), (_, expected) in zip(said, again, strict=False):
        if not re.fullmatch(_any_name(expected), line, re.DOTALL):
            return place, line
    longer = said if len(said) > len(again) else again
    rest = longer[min(len(said), len(again)) :]
    return rest[0] if rest else None


def _any_name(line: str) -> str:
    return ".*?".join(map(re.escape, MARK.split(line)[::2]))
