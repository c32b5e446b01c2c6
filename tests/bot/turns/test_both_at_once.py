"""A group's conclusion and the chef's own answer at once: neither loses the other's change."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.slack.arrivals import Arrival
from bot.store.database import open_store
from bot.store.schema import answer, journey
from flows.inputs import Typed
from flows.workshop.inputs import Deed, Form
from tests.bot.turns.sitting import CHEF, LIBRARY, TEAM, Sitting

#: What the chef says up to the first question of the first phase, and then at the same time.
BEFORE = ("hej", "hele vejen", "Mødested for unge", "Spring testen over", "2")
AT_ONCE = ("bedre kvalitet", "Det ved de selv.", "40 unge om ugen", "ja", "styret")
TIMES = [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 4))]


async def says(meeting: Sitting, text: str, number: int) -> None:
    typed = Typed(text, f"{number}.0")
    await meeting.turns.take(Arrival(f"m{number}", TEAM, CHEF, typed, "D1"))


def revision(meeting: Sitting, id: str) -> int:
    (row,) = meeting.rows(select(journey.c.revision).where(journey.c.id == id))
    return int(row.revision)


def said(meeting: Sitting, id: str, author: str) -> int:
    mine = select(answer.c.id).where(answer.c.journey == id, answer.c.author.startswith(author))
    return len(meeting.rows(mine.where(~answer.c.step.contains(":"))))


@pytest.mark.parametrize("time", TIMES)
async def test_a_conclusion_and_an_answer(database_url: str, time: int) -> None:
    """Two processes: what orders one process's threads is of no help."""
    stores = [open_store(database_url), open_store(database_url)]
    dm, meeting = Sitting(stores[0], 3), Sitting(stores[1], 3)
    for number, text in enumerate(BEFORE, 1):
        await says(dm, text, number)
    (own,) = dm.rows(select(journey.c.id))
    points = list(LIBRARY.point)[2 : 2 + len(AT_ONCE)]
    meeting.filled = {"journey": own.id}
    await meeting.begin(*points)
    for number, (point, text) in enumerate(zip(points, AT_ONCE, strict=True), len(BEFORE) + 1):
        for user in meeting.users:
            await meeting.answers(user, 3, "Fordi de bor der", point)
        await meeting.does(CHEF, Deed.REVEAL, point)
        before = revision(meeting, own.id), said(meeting, own.id, CHEF)
        concluded = meeting.sends(CHEF, Form.CONCLUDE, point, text="Sammen", clarity="afklaret")
        await asyncio.gather(concluded, says(dm, text, number))
        after = revision(meeting, own.id), said(meeting, own.id, CHEF)
        assert after[1] > before[1], f"{text} is stored"
        assert after[0] == before[0] + 2, "one for the answer, one for the conclusion"
        if point != points[-1]:
            await meeting.does(CHEF, Deed.NEXT, point)
    assert said(meeting, own.id, "group:") >= len(points)
    for each in (dm, meeting):
        each.close()
    await asyncio.gather(*(each.stop() for each in stores))
