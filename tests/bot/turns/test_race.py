"""An answer in the same instant as the reveal: in, or told that it was late; never half."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

import pytest
from sqlalchemy import select

from bot.outbox.rows import Lane, LaneKind
from bot.store.schema import contribution, outbox, tie
from flows.workshop.inputs import Deed
from tests.bot.turns.conftest import MakeSitting
from tests.bot.turns.sitting import CHEF, Sitting, lines

#: So often at least, and five times as often where one of the two has not come.
TIMES = [10, pytest.param(150, marks=pytest.mark.slow)]


async def after(seconds: float, doing):  # type: ignore[no-untyped-def]
    await asyncio.sleep(seconds)
    return await doing


def shown(meeting: Sitting) -> list[str]:
    """The answers as they are after the reveal."""
    here = select(contribution.c.answer).where(contribution.c.workshop == meeting.id)
    return [row.answer for row in meeting.rows(here)]


def said(meeting: Sitting) -> Counter[str]:
    """How often the channel was told of a reveal."""
    mine = select(outbox.c.payload).where(
        outbox.c.lane == str(Lane(LaneKind.WORKSHOP, of=meeting.id))
    )
    found = [str(row.payload) for row in meeting.rows(mine)]
    return Counter("answers" for text in found if lines.talk.answers.split(",")[0] in text)


async def race(meeting: Sitting, spread: float) -> str:
    """Three answers, then one more and two reveals at once. What became of the one more."""
    await meeting.begin("formaal")
    for user, rating in (("U1", 5), ("U2", 1), ("U3", 3)):
        await meeting.answers(user, rating, f"Svar fra {user}")
    taken, *_ = await asyncio.gather(
        after(random.uniform(0, spread), meeting.answers("U4", 2, "I sidste øjeblik")),
        after(random.uniform(0, spread), meeting.does(CHEF, Deed.REVEAL)),
        after(random.uniform(0, spread), meeting.does(CHEF, Deed.REVEAL)),
    )
    assert taken.notice is not None
    late = taken.notice.title == lines.answer.not_taken
    assert ("I sidste øjeblik" in shown(meeting)) is not late
    if late:
        assert "I sidste øjeblik" in str(taken.notice.quotes)
    assert len(shown(meeting)) == (3 if late else 4)
    assert said(meeting)["answers"] == 1
    mine = select(tie).join(contribution, contribution.c.id == tie.c.contribution)
    assert not meeting.rows(mine.where(contribution.c.workshop == meeting.id))
    return "late" if late else "in"


@pytest.mark.parametrize("times", TIMES)
async def test_an_answer_against_the_reveal(sitting: MakeSitting, times: int) -> None:
    random.seed(20261123)
    became: Counter[str] = Counter()
    while became.total() < times or (len(became) < 2 and became.total() < 5 * times):
        became[await race(sitting(5), 0.004)] += 1
    assert set(became) == {"late", "in"}, became
