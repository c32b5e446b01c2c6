"""What delivery does for workshops: threads, and cards that must get there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest

from bot.outbox.rows import Lane, LaneKind, Refused, Row, Sent
from bot.outbox.verdict import postponed
from bot.store.database import Store
from bot.store.transaction import Transaction
from tests.bot.outbox.conftest import FakeSlack, MakeDeliverer, refuse
from tests.bot.outbox.outbox import delivered, put, row, until
from tests.e2e.marks import mostly_sqlite


def said(text: str, **more: Any) -> dict[str, Any]:
    return row(text, "C1", lane=str(Lane(LaneKind.WORKSHOP, of="w1")), **more)


@mostly_sqlite
async def test_a_reply_goes_to_the_thread_of_the_message_that_it_names(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    await put(store, said("kort", shows="ws:w1:formaal"), said("svar", target="ws:w1:formaal"))
    deliverer()
    await delivered(store)
    card, reply = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert "thread_ts" not in card.arguments
    assert reply.arguments["thread_ts"] == slack.messages["C1"][0]["ts"]


@mostly_sqlite
async def test_without_that_message_it_is_said_in_the_channel(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    await put(store, said("svar", target="ws:w1:nothing"))
    deliverer()
    await delivered(store)
    (reply,) = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert "thread_ts" not in reply.arguments


def test_a_late_card_still_gets_there() -> None:
    made = datetime(2026, 11, 23, 9, tzinfo=UTC)
    lane = str(Lane(LaneKind.CARD, of="w1"))
    card = Row(1, "T", lane, "chat.update", {}, "ws:w1", "ws:w1", 0, None, made)
    tidy = card._replace(lane=str(Lane(LaneKind.TIDY, "T", "U1")))
    late = made + timedelta(minutes=5)
    assert type(postponed(card, late, 30)).__name__ == "Later"
    assert type(postponed(tidy, late, 30)).__name__ == "Dropped"


PICTURE = str(Lane(LaneKind.PICTURE, of="w1", part="formaal:talk"))


def picture(**more: Any) -> dict[str, Any]:
    payload = {"channel": "C1", "filename": "a.png", "base64": "e30=", "alt": "Én siger 1."}
    payload["after"] = "ws:w1:formaal:talk"
    lane, target = PICTURE, "ws:w1:formaal"
    upload = {"method": "files.upload", "payload": payload}
    return row("", "C1", **{"lane": lane, "target": target, **upload, **more})


def shown(name: str, ts: str) -> dict[str, Any]:
    return {**row("sagt"), "shows": name, "state": "sent", "channel": "C1", "ts": ts}


THREAD = shown("ws:w1:formaal", "1.1")


def takes_files(slack: FakeSlack) -> None:
    place = {"upload_url": f"{slack.url}bring", "file_id": "F1"}
    slack.always["files.getUploadURLExternal"] = refuse("", ok=True, **place)


@mostly_sqlite
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


@mostly_sqlite
async def test_a_file_is_made_when_it_is_sent_and_holds_up_nobody(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    takes_files(slack)
    begun, go_on = Event(), Event()

    def make(made: Mapping[str, Any]) -> bytes:
        begun.set()
        assert go_on.wait(20)
        return str(made["what"]).encode()

    payload = {**picture()["payload"], "made": {"what": "kort"}}
    del payload["base64"]
    await put(store, shown("ws:w1:formaal:talk", "1.2"), THREAD, picture(payload=payload))
    deliverer(make=make)
    await until(begun.is_set)
    await put(store, row("imens"))
    await until(lambda: any(call.method == "chat.postMessage" for call in slack.calls))
    go_on.set()
    *_, made, _ = await delivered(store)
    assert made.state == "sent"
    (brought,) = [call for call in slack.calls if call.method == "files.getUploadURLExternal"]
    assert brought.arguments["length"] == str(len("kort"))


@mostly_sqlite
async def test_a_file_that_cannot_be_made_is_refused_and_told(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    def make(made: Mapping[str, Any]) -> bytes:
        raise ImportError("typst")

    def told(tx: Transaction, outcome: Sent | Refused, now: datetime) -> None:
        assert isinstance(outcome, Refused)
        heard.append(outcome.why)

    payload = {"channel": "D1", "filename": "a.png", "made": {"what": "kort"}}
    await put(store, row("", method="files.upload", payload=payload))
    deliverer(make=make, told=told)
    (made,) = await delivered(store)
    assert (made.state, heard) == ("refused", ["not_made"])
    assert "a file is not made: ImportError" in caplog.text


@mostly_sqlite
async def test_a_picture_is_not_sent_twice_nor_without_its_text(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    takes_files(slack)
    tried = picture(tried_at=datetime.now(UTC), lane=f"{PICTURE}:again")
    alone = picture(payload={**picture()["payload"], "after": "ws:w1:formaal:nothing"})
    await put(store, THREAD, shown("ws:w1:formaal:talk", "1.2"), tried, alone)
    deliverer()
    await delivered(store)
    assert slack.calls == []


@mostly_sqlite
async def test_a_picture_in_a_dm_follows_its_words_beside_them(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    takes_files(slack)
    lane = str(Lane(LaneKind.DRAWN, "T1", "U1"))
    payload = {"channel": "D1", "filename": "a.png", "base64": "e30=", "after": "map:j1"}
    upload = {"method": "files.upload", "lane": lane, "target": "map:j1", "payload": payload}
    alone = {**payload, "after": "map:j2"}
    await put(
        store,
        row("ordene", shows="map:j1"),
        row("", **upload),
        row("", **{**upload, "target": "map:j2", "payload": alone}),
    )
    deliverer()
    _, sent, dropped = await delivered(store)
    assert (sent.state, dropped.state) == ("sent", "dropped")
    methods = [call.method for call in slack.calls if call.method != "bring"]
    assert methods[0] == "chat.postMessage"
    assert "thread_ts" not in slack.calls[-1].arguments
