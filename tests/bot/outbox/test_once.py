"""A message is there once, also when a process dies or an answer is lost on the way."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import delete, update

from bot.errors import StoreAway
from bot.outbox import Deliverer, verdict
from bot.outbox.calls import open_client
from bot.outbox.clients import OneWorkspace
from bot.store.database import Store, open_store
from bot.store.schema import outbox
from bot.store.statements import Statement
from tests.bot.outbox.conftest import FakeSlack, MakeDeliverer, drop, refuse, status
from tests.bot.outbox.outbox import changes, delivered, put, row, rows, until
from tests.e2e.lives import Life, open_lives
from tests.e2e.marks import mostly_sqlite

POST = "chat.postMessage"
HISTORY = "conversations.history"
EXPIRE = Statement(update(outbox).values(leased_until=datetime(2026, 1, 1, tzinfo=UTC)))


def deliver() -> int:
    """A deliverer in a process of its own."""

    async def main() -> int:
        client = open_client("xoxb-child", os.environ["SLACK_API_URL"])
        Deliverer(open_store(os.environ["DATABASE_URL"]), OneWorkspace(client, "T1")).start()
        return await asyncio.Event().wait()

    return asyncio.run(main())


async def dies(child: Life) -> None:
    child.kill()
    await until(lambda: not child.alive)


@pytest.fixture
async def child(database_url: str, slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Life]:
    given = {"DATABASE_URL": database_url, "SLACK_API_URL": slack.url}
    async with open_lives(tmp_path, 0.0, given) as lives:
        yield await lives.born(f"{deliver.__module__}:{deliver.__name__}")


async def _take_over(store: Store, deliverer: MakeDeliverer) -> list[Any]:
    """Deliver after a process that died. On PostgreSQL its leases run out by themselves."""
    if store.dialect.name == "postgresql":
        await store.run(EXPIRE.run)
    deliverer()
    return await delivered(store)


def said(slack: FakeSlack, channel: str = "D1") -> list[str]:
    return [message["text"] for message in slack.messages.get(channel, [])]


async def test_killed_between_slacks_ok_and_the_mark(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    child: Life,
) -> None:
    async def kill_after_posting(request: web.Request, arguments: dict[str, Any]) -> Any:
        answer = await slack.ok(request, arguments)
        await dies(child)
        return answer

    slack.next[POST] = [kill_after_posting]
    await put(store, row("first"), row("second"))
    await until(lambda: not child.alive)
    assert [r.state for r in await rows(store)] == ["pending", "pending"]
    first, second = await _take_over(store, deliverer)
    assert said(slack) == ["first", "second"]
    assert (first.state, first.ts) == ("sent", slack.messages["D1"][0]["ts"])
    assert second.state == "sent"


async def test_killed_before_slack_took_it(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    child: Life,
) -> None:
    async def kill_without_posting(request: web.Request, arguments: dict[str, Any]) -> Any:
        await dies(child)
        return web.Response(status=500)

    slack.next[POST] = [kill_without_posting]
    await put(store, row("first"), row("second"))
    await until(lambda: not child.alive)
    await _take_over(store, deliverer)
    assert said(slack) == ["first", "second"]


@mostly_sqlite
@pytest.mark.parametrize("error", ["missing_scope", "unknown_method", "channel_not_found"])
async def test_where_the_history_cannot_be_read_it_is_sent(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer, error: str
) -> None:
    slack.always[HISTORY] = refuse(error)
    await put(store, row("maybe twice", tried_at=datetime.now(UTC)))
    deliverer()
    await delivered(store)
    assert [call.method for call in slack.calls] == [HISTORY, POST]


@mostly_sqlite
async def test_where_the_history_is_slow_to_come_it_is_waited_for(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verdict, "FIRST_PAUSE", 0.01)
    slack.next[HISTORY] = [status(500), refuse("ratelimited")]
    await put(store, row("once", tried_at=datetime.now(UTC)))
    deliverer()
    await delivered(store)
    assert [call.method for call in slack.calls] == [HISTORY] * 3 + [POST]


@mostly_sqlite
async def test_the_history_is_asked_from_before_the_first_try(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    tried_at = datetime.now(UTC) - timedelta(hours=2)
    in_thread = {"channel": "D2", "text": "svar", "thread_ts": "1.5"}
    await put(
        store, row(tried_at=tried_at), row(channel="D2", payload=in_thread, tried_at=tried_at)
    )
    deliverer()
    await delivered(store)
    asked = {c.method: c.arguments for c in slack.calls if c.method != POST}
    assert float(asked[HISTORY]["oldest"]) == pytest.approx(tried_at.timestamp() - 60)
    assert asked[HISTORY]["include_all_metadata"] == "true"
    assert asked["conversations.replies"]["ts"] == "1.5"


@mostly_sqlite
async def test_what_was_certainly_not_sent_needs_no_history(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    slack.next[POST] = [status(429, **{"Retry-After": "1"})]
    await put(store, row())
    deliverer()
    await delivered(store)
    assert [call.method for call in slack.calls] == [POST, POST]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_workers_share_the_rows(
    store: Store, database_url: str, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    async def in_a_while(request: web.Request, arguments: dict[str, Any]) -> Any:
        await asyncio.sleep(0.01)
        return await slack.ok(request, arguments)

    slack.always[POST] = in_a_while
    await put(store, *(row(f"{n}", f"D{lane}") for n in range(5) for lane in range(50)))
    other = open_store(database_url)
    deliverer(token="xoxb-one", concurrency=5)
    second = deliverer(token="xoxb-two", concurrency=5, store=other)
    await delivered(store)
    await second.stop()
    await other.stop()
    for lane in range(50):
        assert said(slack, f"D{lane}") == ["0", "1", "2", "3", "4"]
    assert {call.token for call in slack.calls} == {"xoxb-one", "xoxb-two"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_second_process_on_sqlite_stands_by_until_the_first_is_dead(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    child: Life,
) -> None:
    await put(store, row("to the child"))
    await delivered(store)
    one = deliverer(token="xoxb-standby")
    await put(store, *(row(f"{n}", f"D{n}") for n in range(20)))
    await delivered(store)
    assert {call.token for call in slack.calls} == {"xoxb-child"}
    await dies(child)
    await put(store, row("to the next"))
    await delivered(store)
    assert slack.calls[-1].token == "xoxb-standby"
    await one.drain()


async def test_a_lease_that_ran_out_while_the_machine_slept(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    awake = asyncio.Event()

    async def sleep(request: web.Request, arguments: dict[str, Any]) -> Any:
        await awake.wait()
        return await slack.ok(request, arguments)

    slack.next[POST] = [sleep]
    await put(store, row("once"))
    deliverer()
    await until(lambda: bool(slack.calls))
    await store.run(EXPIRE.run)
    async for found in changes(store):
        if found.attempts == 2:  # it was claimed again
            break
    awake.set()
    await delivered(store)
    assert said(slack) == ["once"]


async def test_a_database_that_goes_away_under_it(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every other transaction of the deliverer fails; what it knows is not lost."""
    monkeypatch.setattr("bot.loops.FIRST_REST", 0.01)
    works, count = store.run, 0

    async def run(job: Any) -> Any:
        nonlocal count
        count += 1
        if job.__name__ == "job" and count % 2:
            raise StoreAway("the database does not answer")
        return await works(job)

    await put(store, *(row(f"{n}") for n in range(5)))
    monkeypatch.setattr(store, "run", run)
    deliverer()
    await delivered(store)
    assert said(slack) == ["0", "1", "2", "3", "4"]


async def test_all_kinds_of_trouble_at_once(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verdict, "FIRST_PAUSE", 0.005)
    monkeypatch.setattr(verdict, "LONGEST_PAUSE", 0.1)
    dice = random.Random(7)

    async def after_posting(request: web.Request, arguments: dict[str, Any]) -> Any:
        await slack.ok(request, arguments)
        return await dice.choice([status(500), drop, refuse("fatal_error")])(request, arguments)

    async def any_trouble(request: web.Request, arguments: dict[str, Any]) -> Any:
        await asyncio.sleep(dice.uniform(0, 0.01))
        troubles = [status(502), drop, after_posting, after_posting]
        answer = dice.choice([*troubles, *[slack.ok] * 3])
        return await answer(request, arguments)

    slack.always[POST] = any_trouble
    await put(store, *(row(f"{n}", f"D{lane}") for n in range(6) for lane in range(15)))
    deliverer()
    found = await delivered(store)
    assert {r.state for r in found} == {"sent"}
    for lane in range(15):
        assert said(slack, f"D{lane}") == [f"{n}" for n in range(6)]


async def test_a_message_changed_by_its_journeys_deletion_is_not_sent_again(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    """A row deleted while it is on its way leaves nothing behind."""

    gone = asyncio.Event()

    async def wait(request: web.Request, arguments: dict[str, Any]) -> Any:
        await gone.wait()
        return await slack.ok(request, arguments)

    slack.next[POST] = [wait]
    await put(store, row("deleted"))
    one = deliverer()
    await until(lambda: bool(slack.calls))
    await store.run(Statement(delete(outbox)).run)
    gone.set()
    await one.drain()
    assert await rows(store) == []
    assert said(slack) == ["deleted"]
