# ruff: noqa: F811 - the fixtures of delivery
"""What came of what was sent is an input like any other: refused, answered, and one bad outcome."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import insert, select

from bot.errors import StoreAway
from bot.outbox import verdict
from bot.outbox.rows import Lane, LaneKind, Refused, Sent
from bot.slack.arrivals import Arrival, Taken
from bot.slack.people import Facts
from bot.store.database import Store
from bot.store.schema import outbox, participant, person, workshop
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import news
from bot.turns.languages import alone
from bot.turns.pipeline import Pipeline
from flows.workshop.inputs import Deactivated
from tests.bot.outbox.conftest import (  # noqa: F401
    FakeSlack,
    MakeDeliverer,
    deliverer,
    refuse,
    slack,
)
from tests.bot.outbox.outbox import delivered, put, row
from tests.bot.turns.conftest import MakeSitting
from tests.bot.turns.sitting import CHANNEL, CHEF, TEAM, Sitting
from tests.e2e.harness import flow
from tests.e2e.marks import mostly_sqlite


def shop(meeting: Sitting) -> Any:
    (found,) = meeting.rows(select(workshop).where(workshop.c.id == meeting.id))
    return found


async def begun(sitting: MakeSitting) -> Sitting:
    """A workshop in a channel of which it is not known who is a guest."""
    meeting = sitting(3)
    meeting.shared = False
    return await meeting.begin("formaal")


@mostly_sqlite
async def test_an_archived_channel_is_told_to_who_leads(
    sitting: MakeSitting,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
) -> None:
    meeting = await begun(sitting)
    slack.always["chat.postMessage"] = refuse("is_archived")
    deliverer(told=meeting.turns.told)
    await delivered(meeting.store)
    assert shop(meeting).lost == "is_archived"
    told = select(outbox.c.id).where(outbox.c.lane == str(Lane(LaneKind.TALK, TEAM, CHEF)))
    assert len(meeting.rows(told)) == 1


@mostly_sqlite
async def test_a_card_that_is_gone_is_posted_again(
    sitting: MakeSitting,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
) -> None:
    meeting = await sitting(3).begin("formaal")
    one = deliverer(told=meeting.turns.told)
    await delivered(meeting.store)
    posts = [call for call in slack.calls if call.method == "chat.postMessage"]
    slack.next["chat.update"] = [refuse("message_not_found")]
    await meeting.answers("U2", 3, "Et svar")
    one.wake()
    await delivered(meeting.store)
    again = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert len(again) == len(posts) + 1


@mostly_sqlite
async def test_guests_are_looked_for_one_by_one(
    sitting: MakeSitting,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
) -> None:
    async def members(request: Any, arguments: Any) -> Any:
        return await refuse("", ok=True, members=["U1", "U2"])(request, arguments)

    async def info(request: Any, arguments: Any) -> Any:
        user = {"id": arguments["user"], "is_restricted": arguments["user"] == "U2"}
        return await refuse("", ok=True, user=user)(request, arguments)

    slack.always |= {"conversations.members": members, "users.info": info}
    meeting = await begun(sitting)
    deliverer(told=meeting.turns.told)
    await delivered(meeting.store)
    assert shop(meeting).guests == "some"
    people = meeting.rows(select(participant.c.user, participant.c.guest).order_by("user"))
    assert [each.user for each in people if each.guest] == ["U2"]


@mostly_sqlite
async def test_nobody_is_a_guest(
    sitting: MakeSitting,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
) -> None:
    slack.always["conversations.members"] = refuse("", ok=True, members=["U1"])
    slack.always["users.info"] = refuse("", ok=True, user={"id": "U1"})
    meeting = await begun(sitting)
    deliverer(told=meeting.turns.told)
    await delivered(meeting.store)
    assert shop(meeting).guests == "none"


@mostly_sqlite
async def test_a_refused_picture_is_no_loss(
    sitting: MakeSitting,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
) -> None:
    meeting = await begun(sitting)
    deliverer(told=meeting.turns.told)
    await delivered(meeting.store)
    slack.always["files.getUploadURLExternal"] = refuse("is_archived")
    shows = f"ws:{meeting.id}:formaal"
    payload = {"channel": CHANNEL, "filename": "a.png", "base64": "e30=", "after": shows}
    picture = {"method": "files.upload", "payload": payload, "target": shows}
    await put(
        meeting.store,
        row("", CHANNEL, lane=str(Lane(LaneKind.PICTURE, of=meeting.id, part=shows)), **picture),
    )
    await delivered(meeting.store)
    assert shop(meeting).lost is None


@mostly_sqlite
async def test_what_follows_from_one_outcome_drops_no_other(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A bug of ours: those beside it are marked, and it is told again."""
    monkeypatch.setattr(verdict, "FIRST_PAUSE", 0.01)
    heard: list[str] = []

    def told(tx: Transaction, outcome: Sent | Refused, now: datetime) -> None:
        heard.append(outcome.row.payload["text"])
        if outcome.row.payload["text"] == "to" and heard.count("to") == 1:
            raise LookupError

    slack.always["chat.postMessage"] = refuse("is_archived")
    await put(store, *(row(text, text, lane=text) for text in ("en", "to", "tre")))
    deliverer(told=told)
    await delivered(store)
    assert sorted(heard) == ["en", "to", "to", "tre"]
    states = await store.run(Statement(select(outbox.c.state)).all)
    assert [each.state for each in states] == ["refused"] * 3


async def test_a_persons_time_zone_is_kept(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
) -> None:
    now = datetime.now(UTC)
    add = Statement(
        insert(person).values(team="T1", welcomed=False, created_at=now, updated_at=now),
        columns=("user",),
    )
    read = Statement(select(person.c.tz).order_by(person.c.user))
    await store.run(lambda tx: add.many(tx, [{"user": f"U{n}"} for n in range(1, 4)]))

    async def info(request: web.Request, arguments: dict[str, Any]) -> Any:
        zone = {"U1": "Atlantic/Faroe", "U2": "No/Such"}.get(arguments["user"])
        return web.json_response({"ok": True, "user": {"id": arguments["user"], "tz": zone}})

    slack.always["users.info"] = info
    await put(
        store,
        *(
            row(
                lane=str(Lane(LaneKind.ZONE, "T1", f"U{n}")),
                method="users.info",
                payload={"user": f"U{n}"},
            )
            for n in (1, 2, 3)
        ),
    )
    told = Pipeline(store, alone(flow())).told
    deliverer(told=told)
    await delivered(store)
    assert [r.tz for r in await store.run(read.all)] == ["Atlantic/Faroe", None, None]


async def test_who_is_gone_is_told_again_where_a_meeting_could_not_be(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack repeats what was not acknowledged: then it is news still."""
    turns = Pipeline(store, alone(flow()))
    left = Arrival("", TEAM, "", Deactivated("U2"), workshop="w1")
    monkeypatch.setattr(news, "someone_changed", lambda *_: [left])
    taken: list[Arrival] = []

    async def fails_at_first(arrival: Arrival) -> Taken:
        taken.append(arrival)
        if len(taken) == 1:
            raise StoreAway("the database does not answer")
        return Taken()

    monkeypatch.setattr(turns, "take", fails_at_first)
    await turns.keep_names(TEAM, {"U2": "Ali"})
    gone = Facts(None, "Ali", True)
    with pytest.raises(StoreAway):
        await turns.someone_changed(TEAM, "U2", gone)
    for _ in range(2):
        await turns.someone_changed(TEAM, "U2", gone)
    assert taken == [left, left]
