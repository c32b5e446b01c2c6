"""What comes when it should not: after the end, twice, forged, or when the journey is gone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.outbox.rows import Lane, LaneKind
from bot.store.schema import outbox, round, workshop
from bot.store.transaction import Transaction
from bot.turns import rows as turns
from bot.turns.forgetting import forget
from bot.turns.planning import scene_of
from flows.workshop.inputs import Deed, Form, RemarkSaved, Submitted
from flows.workshop.reminder import due
from tests.bot.turns.conftest import MakeSitting
from tests.bot.turns.sitting import CHEF, LIBRARY, START, TEAM, Sitting, lines
from tests.e2e.marks import mostly_sqlite


def shop(meeting: Sitting) -> Any:
    (row,) = meeting.rows(select(workshop).where(workshop.c.id == meeting.id))
    return row


def posted(meeting: Sitting) -> int:
    """How many messages the channel has been owed."""
    mine = outbox.c.lane == str(Lane(LaneKind.WORKSHOP, of=meeting.id))
    return len(meeting.rows(select(outbox.c.id).where(mine)))


@mostly_sqlite
async def test_a_dialog_sent_after_the_end_hands_nothing_over(sitting: MakeSitting) -> None:
    meeting = await sitting(3).begin("formaal")
    await meeting.does(CHEF, Deed.END, arg="yes")
    before = posted(meeting)
    taken = await meeting.take(CHEF, Submitted(Form.HAND_OVER, "", {"user": ("U2",)}))
    assert taken.notice is not None
    assert lines.refused.over in str(taken.notice)
    assert shop(meeting).facilitator == CHEF
    assert posted(meeting) == before


@mostly_sqlite
async def test_trying_the_channel_again_is_done_once(sitting: MakeSitting) -> None:
    meeting = await sitting(3).begin("formaal")
    before = posted(meeting)
    await meeting.does(CHEF, Deed.RETRY)
    assert posted(meeting) == before


@mostly_sqlite
async def test_input_to_a_round_that_is_not_there(sitting: MakeSitting) -> None:
    meeting = await sitting(3).begin("formaal")
    before = posted(meeting)
    await meeting.take("U2", RemarkSaved("U3", "Husk budgettet", "findes_ikke"))
    assert meeting.rows(select(outbox.c.id).where(outbox.c.lane == f"whisper:{TEAM}:U2"))
    assert posted(meeting) == before


@mostly_sqlite
@pytest.mark.parametrize("moment", ["9" * 30, "0", "-1", "nej"])
async def test_a_deadline_that_is_no_moment(sitting: MakeSitting, moment: str) -> None:
    with pytest.raises(AssertionError, match="deadline"):
        await sitting(3, pace="days", deadline=moment).begin("formaal")


@mostly_sqlite
async def test_the_messages_stay_when_the_journey_goes(sitting: MakeSitting) -> None:
    """The card is drawn anew, and the answers come in the thread, also after it."""
    meeting = await sitting(3).begin("formaal")
    before, journey = posted(meeting), shop(meeting).journey

    def delete(tx: Transaction) -> None:
        turns.DELETE_OUTBOX.run(tx, at_id=journey)
        turns.DELETE_JOURNEY.run(tx, at_id=journey)

    await meeting.store.run(delete)
    assert shop(meeting).journey is None
    assert posted(meeting) == before
    await meeting.does(CHEF, Deed.END, arg="yes")
    told = outbox.c.lane == str(Lane(LaneKind.TALK, TEAM, CHEF))
    assert not meeting.rows(select(outbox.c.id).where(told)), "there is no journey to tell of"


async def test_who_leads_is_forgotten(sitting: MakeSitting) -> None:
    """Nobody has to wait a day for them."""
    meeting = await sitting(3).begin("formaal")
    await meeting.does("U2", Deed.TAKE_OVER)
    assert shop(meeting).facilitator == CHEF
    await meeting.store.run(lambda tx: forget(tx, TEAM, CHEF, START))
    await meeting.does("U2", Deed.TAKE_OVER)
    assert shop(meeting).facilitator == "U2"


@mostly_sqlite
async def test_the_chef_gets_the_whole_of_a_long_summary(sitting: MakeSitting) -> None:
    meeting = await sitting(3).begin(*list(LIBRARY.point)[:12])
    points = [row.point for row in meeting.rows(select(round).order_by(round.c.place))]
    for point in points:
        await meeting.answers("U2", 3, "Et svar", point)
        await meeting.does(CHEF, Deed.REVEAL, point)
        await meeting.sends(CHEF, Form.CONCLUDE, point, text="& " * 480 + point, clarity="afklaret")
        await meeting.does(CHEF, Deed.NEXT)
    await meeting.does(CHEF, Deed.END)
    told = meeting.rows(
        select(outbox.c.payload).where(outbox.c.lane == str(Lane(LaneKind.TALK, TEAM, CHEF)))
    )
    said = "".join(str(row.payload["blocks"]) for row in told)
    assert [point for point in points if point not in said] == []


@mostly_sqlite
@pytest.mark.parametrize("forgotten", [False, True])
async def test_who_is_forgotten_is_not_reminded(sitting: MakeSitting, forgotten: bool) -> None:
    deadline = str(int(START.timestamp()) + 24 * 3600)
    meeting = await sitting(3, pace="days", deadline=deadline).begin("formaal")
    await meeting.answers("U2", 3, "Et svar")
    if forgotten:
        await meeting.store.run(lambda tx: forget(tx, TEAM, CHEF, START))
    await meeting.later(days=1, minutes=1)
    scene = await meeting.store.run(lambda tx: scene_of(tx, meeting.id))
    assert scene is not None
    assert [each.user for each in due(scene)] == ([] if forgotten else [CHEF])
