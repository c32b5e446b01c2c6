"""What delivery does for workshops: threads, cards that must get there, and what is noted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.delivery.rows import Row
from bot.delivery.verdict import postponed
from bot.store.database import Store
from bot.store.statements import Statement
from bot.store.workshop_schema import news
from tests.bot.delivery.conftest import FakeSlack, MakeDeliverer, refuse
from tests.bot.delivery.outbox import delivered, put, row

NEWS = Statement(select(news).order_by(news.c.about))


def said(text: str, **more: Any) -> dict[str, Any]:
    return row(text, "C1", lane="ws:w1", **more)


async def noted(store: Store) -> dict[str, str]:
    return {each.about: each.said for each in await store.run(NEWS.all)}


async def test_a_reply_goes_to_the_thread_of_the_message_that_it_names(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    await put(store, said("kort", shows="ws:w1:formaal"), said("svar", target="ws:w1:formaal"))
    deliverer()
    await delivered(store)
    card, reply = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert "thread_ts" not in card.arguments
    assert reply.arguments["thread_ts"] == slack.messages["C1"][0]["ts"]


async def test_without_that_message_it_is_said_in_the_channel(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    await put(store, said("svar", target="ws:w1:nothing"))
    deliverer()
    await delivered(store)
    (reply,) = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert "thread_ts" not in reply.arguments


async def test_what_is_refused_is_noted_for_the_workshop_alone(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    slack.always["chat.postMessage"] = refuse("is_archived")
    slack.always["chat.update"] = refuse("message_not_found")
    update = row("nyt", "C1", lane="ws:w1:formaal#", method="chat.update", target="ws:w1:formaal")
    there = {**row("kort"), "shows": "ws:w1:formaal", "state": "sent", "channel": "C1", "ts": "1.1"}
    await put(store, there, said("i kanalen"), update, row("til Karen", "D1"))
    deliverer()
    await delivered(store)
    assert await noted(store) == {"channel": "is_archived", "ws:w1:formaal": "message_not_found"}


async def test_guests_are_looked_for_one_by_one(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    async def members(request: Any, arguments: Any) -> Any:
        return await refuse("", ok=True, members=["U1", "U2"])(request, arguments)

    async def info(request: Any, arguments: Any) -> Any:
        user = {"id": arguments["user"], "is_restricted": arguments["user"] == "U2"}
        return await refuse("", ok=True, user=user)(request, arguments)

    slack.always |= {"conversations.members": members, "users.info": info}
    look = row(lane="ws:w1#look", method="conversations.members", payload={"channel": "C1"})
    await put(store, look)
    deliverer()
    await delivered(store)
    assert await noted(store) == {"guest:U2": "guest", "look": "done"}


def test_a_late_card_still_gets_there() -> None:
    made = datetime(2026, 11, 23, 9, tzinfo=UTC)
    card = Row(1, "T", "ws:w1#", "chat.update", {}, "ws:w1", "ws:w1", 0, None, made)
    tidy = card._replace(refresh=None)
    late = made + timedelta(minutes=5)
    assert type(postponed(card, late, 30)).__name__ == "Later"
    assert type(postponed(tidy, late, 30)).__name__ == "Dropped"
