"""What delivery does for workshops: threads, cards that must get there, and what is noted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.outbox.rows import Row
from bot.outbox.verdict import postponed
from bot.store.database import Store
from bot.store.schema import news
from bot.store.statements import Statement
from tests.bot.outbox.conftest import FakeSlack, MakeDeliverer, refuse
from tests.bot.outbox.outbox import delivered, put, row

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


def picture(**more: Any) -> dict[str, Any]:
    payload = {"channel": "C1", "filename": "a.png", "base64": "e30=", "alt": "Én siger 1."}
    payload["after"] = "ws:w1:formaal:talk"
    lane, target = "ws:w1:formaal:talk#picture", "ws:w1:formaal"
    upload = {"method": "files.upload", "payload": payload}
    return row("", "C1", **{"lane": lane, "target": target, **upload, **more})


def shown(name: str, ts: str) -> dict[str, Any]:
    return {**row("sagt"), "shows": name, "state": "sent", "channel": "C1", "ts": ts}


THREAD = shown("ws:w1:formaal", "1.1")


def takes_files(slack: FakeSlack) -> None:
    place = {"upload_url": f"{slack.url}bring", "file_id": "F1"}
    slack.always["files.getUploadURLExternal"] = refuse("", ok=True, **place)


async def test_a_picture_goes_to_the_thread_after_its_text(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    takes_files(slack)
    talk = said("teksten", shows="ws:w1:formaal:talk", target="ws:w1:formaal")
    await put(store, THREAD, talk, picture())
    deliverer()
    await delivered(store)
    methods = [call.method for call in slack.calls if call.method != "bring"]
    assert methods == [
        "chat.postMessage", "files.getUploadURLExternal", "files.completeUploadExternal",
    ]  # fmt: skip
    asked, shared = [call.arguments for call in slack.calls if call.method.startswith("files.")]
    assert asked == {"filename": "a.png", "length": "2", "alt_txt": "Én siger 1."}
    assert (shared["channel_id"], shared["thread_ts"]) == ("C1", "1.1")


async def test_a_refused_picture_is_no_news(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    slack.always["files.getUploadURLExternal"] = refuse("file_uploads_disabled")
    await put(store, THREAD, shown("ws:w1:formaal:talk", "1.2"), picture())
    deliverer()
    await delivered(store)
    assert await noted(store) == {}


async def test_a_picture_is_not_sent_twice_nor_without_its_text(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    takes_files(slack)
    tried = picture(tried_at=datetime.now(UTC), lane="ws:w1:formaal:talk#again")
    alone = picture(payload={**picture()["payload"], "after": "ws:w1:formaal:nothing"})
    await put(store, THREAD, shown("ws:w1:formaal:talk", "1.2"), tried, alone)
    deliverer()
    await delivered(store)
    assert slack.calls == []
