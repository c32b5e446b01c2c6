"""What Slack and the network may do to a row, and what becomes of it."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.outbox import verdict
from bot.outbox.pace import Pace
from bot.outbox.rows import Lane, LaneKind, Row
from bot.outbox.settle import app_uninstalled
from bot.outbox.verdict import MOST_TRIES, Judge, Refusal, explained
from bot.store.database import Store
from bot.store.schema import outbox
from bot.store.statements import Statement
from tests.bot.outbox.conftest import Answer, FakeSlack, MakeDeliverer, drop, refuse, status
from tests.bot.outbox.outbox import changes, delivered, put, row, rows, states, until
from tests.e2e.marks import mostly_sqlite

pytestmark = pytest.mark.usefixtures("short_pauses")
POST = "chat.postMessage"
SECRET = "hemmeligt"
BREAK = """UPDATE outbox SET payload = '{"no' WHERE payload LIKE '%broken%'"""
STATES = Statement(select(outbox.c.id, outbox.c.state, outbox.c.error).order_by(outbox.c.id))


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "FIRST_PAUSE", 0.01)


@mostly_sqlite
@pytest.mark.parametrize(
    "error",
    [
        "account_inactive",
        "cannot_dm_bot",
        "channel_not_found",
        "invalid_blocks",
        "is_archived",
        "message_not_found",
        "missing_scope",
        "msg_too_long",
        "not_in_channel",
        "something_slack_thinks_of_tomorrow",
        "unknown_method",
        "user_not_found",
    ],
)
async def test_a_refusal_is_final_and_the_lane_goes_on(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    caplog: pytest.LogCaptureFixture,
    error: str,
) -> None:
    slack.next[POST] = [refuse(error, response_metadata={"messages": ["[ERROR] at /blocks/0"]})]
    await put(store, row("hemmeligt"), row("next"))
    deliverer()
    refused, sent = await delivered(store)
    assert (refused.state, sent.state) == ("refused", "sent")
    assert refused.error == f"{error}: [ERROR] at /blocks/0"
    assert refused.payload is None
    [line] = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert error in line
    assert "D1" in line
    assert "hemmeligt" not in caplog.text
    assert "xoxb" not in caplog.text


@mostly_sqlite
async def test_a_scope_that_is_missing_is_named(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer, caplog: pytest.LogCaptureFixture
) -> None:
    slack.next[POST] = [refuse("missing_scope", needed="chat:write", provided="commands")]
    await put(store, row())
    deliverer()
    await delivered(store)
    assert "missing_scope (needs chat:write)" in caplog.text


def test_every_refusal_that_is_known_is_explained() -> None:
    for refusal in Refusal:
        assert explained(refusal.value) == f"{refusal.value} ({refusal.meaning})"
    assert explained("something_new") == "something_new"


@mostly_sqlite
@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(status(500), id="500"),
        pytest.param(status(503, "<html>"), id="503-html"),
        pytest.param(status(403, "blocked by a proxy"), id="proxy"),
        pytest.param(status(200, "<html>"), id="200-html"),
        pytest.param(
            status(200, "{not json", **{"Content-Type": "application/json"}), id="200-no-json"
        ),
        pytest.param(drop, id="dropped"),
        pytest.param(refuse("internal_error"), id="internal_error"),
        pytest.param(refuse("fatal_error"), id="fatal_error"),
    ],
)
async def test_trouble_passes(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer, answer: Answer
) -> None:
    slack.next[POST] = [answer, answer]
    await put(store, row("first"), row("second"))
    deliverer()
    first, second = await delivered(store)
    assert (first.state, first.attempts) == ("sent", 3)
    assert second.state == "sent"
    assert [m["text"] for m in slack.messages["D1"]] == ["first", "second"]


@mostly_sqlite
async def test_a_slow_slack_holds_up_only_its_lane(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    async def for_ever(request: web.Request, arguments: dict[str, Any]) -> Any:
        await asyncio.sleep(60)

    slack.next[POST] = [for_ever]
    await put(store, row("slow", "D1"))
    one = deliverer(seconds=0.5)
    await until(lambda: bool(slack.calls))
    await put(store, row("quick", "D2"))
    one.wake()
    slow, quick = await delivered(store)
    assert (slow.attempts, quick.attempts) == (2, 1)
    assert quick.done_at < slow.done_at


@mostly_sqlite
async def test_a_server_that_is_away_is_waited_for(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    there = slack.url
    slack.url = "http://127.0.0.1:9/api/"  # nobody is there
    await put(store, row("hej"))
    one = deliverer()
    async for waiting in changes(store):
        if waiting.attempts >= 3 and waiting.leased_by is None:
            break
    assert waiting.tried_at is None  # it certainly was not sent
    await one.stop()
    slack.url = there
    deliverer()
    await delivered(store)
    assert [call.method for call in slack.calls] == [POST]


@mostly_sqlite
async def test_it_is_given_up_after_a_day(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    slack.always[POST] = status(500)
    await put(store, row("never", attempts=MOST_TRIES - 1), row("young"))
    deliverer()
    async for never in changes(store):
        if never.state != "pending":
            break
    never, young = await rows(store)
    assert (never.state, never.error) == ("refused", "gave_up: HTTP 500")
    assert young.state == "pending"


def test_a_day_is_at_least_a_day() -> None:
    pauses = [min(verdict.LONGEST_PAUSE, 2**n) for n in range(MOST_TRIES - 1)]
    assert 24 * 3_600 - 600 < sum(pauses) < 25 * 3_600


@mostly_sqlite
async def test_slow_down_is_heard(store: Store, slack: FakeSlack, deliverer: MakeDeliverer) -> None:
    slack.next[POST] = [status(429, **{"Retry-After": "2"})]
    await put(store, row("first", "D1"), row("second", "D1"))
    one = deliverer()
    await until(lambda: bool(slack.calls))
    view = row(lane="home:U1", method="views.publish", payload={"user_id": "U1"})
    await put(store, row("other", "D2"), view)
    one.wake()
    found = await delivered(store)
    refused, *later = [call for call in slack.calls if call.method == POST]
    assert min(call.at for call in later) - refused.at >= 2
    assert slack.texts("D1") == ["first", "first", "second"]
    assert found[0].attempts == 1  # being told to wait is no failure
    publish = next(call for call in slack.calls if call.method == "views.publish")
    assert publish.at < later[0].at  # another method need not wait


@mostly_sqlite
async def test_updates_keep_to_their_rate_and_old_ones_are_dropped(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    now = datetime.now(UTC)
    for_ = {"shows": "j1:goal", "state": "sent", "channel": "D1", "ts": "1.0", "done_at": now}
    updates = [
        row(
            lane=str(Lane(LaneKind.TIDY, "T1", f"U{n}")),
            method="chat.update",
            payload={"text": f"{n}"},
            target="j1:goal",
            created_at=now - timedelta(seconds=55),
        )
        for n in range(40)
    ]
    await put(store, row(**for_), *updates)
    deliverer()

    def sent() -> int:
        return sum(call.method == "chat.update" for call in slack.calls)

    async for _ in changes(store):
        if (await states(store)).count("dropped") >= 10 and sent() >= 20:
            break
    assert sent() <= 23  # the burst, and what came free since


@mostly_sqlite
async def test_a_token_that_does_not_work_makes_the_workspace_wait(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verdict, "CLOSED_SECONDS", 0.3)
    slack.next[POST] = [refuse("token_revoked")] * 3
    await put(store, *(row(f"{n}", f"D{n}") for n in range(3)), row("elsewhere", team="T2"))
    deliverer(concurrency=1)
    await delivered(store)
    assert {r.state for r in await rows(store)} == {"sent"}
    loud = [r for r in caplog.records if r.levelno == logging.CRITICAL]
    assert 1 <= len(loud) <= 2  # once a workspace, not once a row
    assert "SLACK_BOT_TOKEN" in loud[0].getMessage()
    assert "works again" in caplog.text


@mostly_sqlite
async def test_a_home_that_changed_meanwhile_is_left(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    slack.next["views.publish"] = [refuse("hash_conflict")]
    await put(store, row(method="views.publish", payload={"user_id": "U1", "hash": "1"}))
    deliverer()
    [found] = await delivered(store)
    assert (found.state, found.error) == ("dropped", "hash_conflict")


@mostly_sqlite
async def test_when_the_app_is_uninstalled_nothing_is_owed(store: Store, slack: FakeSlack) -> None:
    await put(store, row(), row(), row(team="T2"))
    now = datetime.now(UTC)
    assert await store.run(lambda tx: app_uninstalled(tx, "T1", now)) == 2
    found = await rows(store)
    assert [r.state for r in found] == ["dropped", "dropped", "pending"]
    assert found[0].payload is None


@mostly_sqlite
async def test_a_row_that_makes_no_sense_rests_alone_and_is_seen(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer, caplog: pytest.LogCaptureFixture
) -> None:
    odd = [row(payload=None), row(payload=["hemmeligt"]), row(method="no.such")]
    await put(store, *odd, row("sane"))
    if store.dialect.name == "sqlite":
        await put(store, row("broken", "D2"), row("sane", "D2"))
        await store.run(lambda tx: tx.cursor.execute(BREAK, ()) and None)
    deliverer()
    async with asyncio.timeout(20):
        found = await store.run(STATES.all)
        while "pending" in {r.state for r in found}:
            await asyncio.sleep(0.01)
            found = await store.run(STATES.all)
    assert {r.error for r in found if r.state == "resting"} == {"fault: Unsendable"}
    assert {r.state for r in found if r.id <= 3} == {"resting"}
    assert "hemmeligt" not in caplog.text
    assert {(call.method, call.arguments["text"]) for call in slack.calls} == {(POST, "sane")}
    assert caplog.text.count("a fault of ours") == len(found) - len(slack.calls)


@mostly_sqlite
async def test_a_fault_of_ours_is_no_refusal_of_slacks(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It passes: the question comes, and before what follows it."""
    well = Judge.verdict
    left = [1]

    def crashes(judge: Judge, row: Row, *more: Any) -> Any:
        if row.payload["text"] == "first" and left:  # Slack has it already
            left.pop()
            raise ZeroDivisionError(SECRET)
        return well(judge, row, *more)

    monkeypatch.setattr(Judge, "verdict", crashes)
    await put(store, row("first"), row("second"))
    deliverer()
    found = await delivered(store)
    assert [r.state for r in found] == ["sent", "sent"]
    assert [m["text"] for m in slack.messages["D1"]] == ["first", "second"]
    assert caplog.text.count("a fault of ours in chat.postMessage") == 1
    assert "ZeroDivisionError" in caplog.text
    assert "hemmeligt" not in caplog.text


@mostly_sqlite
async def test_a_fault_of_ours_that_stays_holds_up_nobody_for_long(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It rests longer each time, and is tried again by a program that may have been mended."""
    well = Judge.verdict

    def crashes(judge: Judge, row: Row, *more: Any) -> Any:
        if row.payload["text"] == "first":
            raise ZeroDivisionError
        return well(judge, row, *more)

    slack.next[POST] = [status(500)] * verdict.HOLDS_UP
    monkeypatch.setattr(Judge, "verdict", crashes)
    await put(store, row("first"), row("second"))
    one = deliverer()
    found = await delivered(store)
    assert [r.state for r in found] == ["resting", "sent"]
    assert (found[0].attempts, found[0].error) == (verdict.HOLDS_UP, "fault: ZeroDivisionError")
    await one.stop()
    monkeypatch.setattr(Judge, "verdict", well)
    deliverer()
    async for mended in changes(store):
        if mended.state == "sent":
            break


@mostly_sqlite
async def test_a_dm_that_is_gone_is_looked_up_anew(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    async def gone(request: web.Request, arguments: dict[str, Any]) -> web.StreamResponse:
        if arguments["channel"].startswith("D"):
            return await refuse("channel_not_found")(request, arguments)
        return web.json_response({"ok": True, "channel": "D9", "ts": "1.0"})

    slack.always[POST] = gone
    lane = str(Lane(LaneKind.TALK, "T1", "U1"))
    await put(store, row("spørgsmål", lane=lane), row("i kanalen", "D2"))
    deliverer()
    question, other = await delivered(store)
    assert (question.state, question.channel) == ("sent", "D9")
    assert (other.state, other.error) == ("refused", "channel_not_found")
    asked = [c.arguments["channel"] for c in slack.calls if c.arguments["text"] == "spørgsmål"]
    assert asked == ["D1", "U1"]


@mostly_sqlite
async def test_a_crash_of_the_loop_is_logged_and_it_starts_again(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.loops.FIRST_REST", 0.01)
    one = deliverer()
    monkeypatch.setattr(one, "_round", None)
    await until(lambda: "crashed and starts again" in caplog.text)
    monkeypatch.undo()
    await put(store, row())
    await delivered(store)


@mostly_sqlite
async def test_one_message_a_second_a_channel_and_no_lane_waits_for_another(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    await put(
        store,
        *(row(f"a{n}", "C1", lane=f"C1:{n}") for n in range(3)),  # three threads of one channel
        *(row(f"b{n}", f"D{n}") for n in range(40)),
    )
    began = time.monotonic()
    deliverer(pace=Pace(posts_a_minute=120), poll=3_600)
    await delivered(store)
    at = [c.at - began for c in slack.calls if c.arguments["channel"] == "C1"]
    assert at[1] >= 0.5
    assert at[2] >= 1
    assert max(c.at - began for c in slack.calls if c.arguments["channel"] != "C1") < at[2]
