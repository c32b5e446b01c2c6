"""A journey as its answers alone, for tests of memos: no conversation leads to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.values import Answer, Answers, AnswerState, Journey, Person, Scene, Value
from flows.parts.memo.model import MARK, Memo, lines

#: When the first answer is given; each comes a minute after the one before.
BEGINNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
AUTHOR = "U1"


def marked(memo: Memo) -> frozenset[str]:
    """The ids whose names are to be put in."""
    return frozenset(MARK.findall(memo.model_dump_json()))


def answers_of(given: Mapping[str, Value], at: datetime = BEGINNING) -> Answers:
    """Those answers, in their order; None is one that was skipped."""
    return Answers(
        Answer(
            step,
            AnswerState.GIVEN if value is not None else AnswerState.SKIPPED,
            value,
            AUTHOR,
            at + timedelta(minutes=n),
        )
        for n, (step, value) in enumerate(given.items())
    )


def desk_of(
    flow: Flow, answers: Answers | Mapping[str, Value], title: str = "Bænk ved søen"
) -> Desk:
    """A desk with that journey on it, a week after the last answer."""
    said = answers if isinstance(answers, Answers) else answers_of(answers)
    now = max((each.said_at for each in said), default=BEGINNING) + timedelta(days=7)
    journey = Journey("j1", title, flow.life.replay(said), 1, now)
    return Desk(flow, Scene(Person(AUTHOR), (journey,), "j1", said), now)


def read(memo: Memo) -> str:
    """All that is read in it."""
    return "\n".join(lines(memo))


def section(memo: Memo, title: str) -> str:
    """What is read under that heading; nothing where there is none."""
    found = [each for each in memo.sections if each.title == title]
    bare = memo.model_copy(update={"sections": tuple(found), "facts": (), "notes": ()})
    return "\n".join([*lines(bare)][2:]) if found else ""
