"""Rows reach Slack: in the order of their lane, once, and are marked."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from bot.outbox.pace import Pace
from bot.store.database import Store
from tests.bot.outbox.conftest import FakeSlack, MakeDeliverer, refuse
from tests.bot.outbox.outbox import delivered, put, row, rows, states, until
from tests.e2e.marks import mostly_sqlite


@mostly_sqlite
async def test_a_row_is_sent_and_marked(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    [id_] = await put(store, row("Hej. Hvad handler det om?", shows="j1:title"))
    deliverer()
    [sent] = await delivered(store)
    assert slack.texts() == ["Hej. Hvad handler det om?"]
    assert slack.calls[0].arguments["metadata"] == {
        "event_type": "samskab_outbox",
        "event_payload": {"id": str(id_)},
    }
    assert (sent.state, sent.channel, sent.ts) == ("sent", "D1", "1772366400.000000")
    assert (sent.payload, sent.leased_by, sent.tried_at, sent.attempts) == (None, None, None, 1)
    assert sent.done_at is not None


@mostly_sqlite
async def test_a_lane_keeps_its_order_while_others_go_on(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    hold = asyncio.Event()

    async def slow(request: web.Request, arguments: dict[str, Any]) -> Any:
        await hold.wait()
        return await slack.ok(request, arguments)

    slack.next["chat.postMessage"] = [slow]
    await put(store, *(row(f"a{n}", "D1") for n in range(3)))
    deliverer()
    await until(lambda: bool(slack.calls))
    await put(store, *(row(f"b{n}", "D2") for n in range(3)))
    await until(lambda: len(slack.texts("D2")) == 3)
    assert slack.texts("D1") == ["a0"]
    hold.set()
    await delivered(store)
    assert slack.texts("D1") == ["a0", "a1", "a2"]
    assert slack.texts("D2") == ["b0", "b1", "b2"]


async def test_many_lanes_at_once_all_in_order(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    async def in_a_while(request: web.Request, arguments: dict[str, Any]) -> Any:
        await asyncio.sleep(0.005)
        return await slack.ok(request, arguments)

    slack.always["chat.postMessage"] = in_a_while
    await put(store, *(row(f"{n}", f"D{lane}") for n in range(4) for lane in range(60)))
    deliverer(concurrency=20)
    found = await delivered(store)
    assert {r.state for r in found} == {"sent"}
    for lane in range(60):
        assert slack.texts(f"D{lane}") == ["0", "1", "2", "3"]
    assert 1 < slack.most_under_way <= 20


@mostly_sqlite
async def test_it_wakes_without_waiting_for_its_next_look(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    one = deliverer(poll=3_600)
    await asyncio.sleep(0)
    await put(store, row())
    await asyncio.to_thread(one.wake)
    await delivered(store, seconds=10)


@mostly_sqlite
async def test_a_row_waits_until_it_is_due(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    due = datetime.now(UTC) + timedelta(seconds=0.3)
    await put(store, row("later", due_at=due), row("after it"))
    deliverer(poll=3_600)  # only the timer of the due row can wake it
    found = await delivered(store, seconds=10)
    assert slack.texts("D1") == ["later", "after it"]
    assert found[0].done_at > due


async def test_a_row_that_is_not_due_holds_up_its_own_conversation_alone(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    due = datetime.now(UTC) + timedelta(days=1)
    await put(store, row("later", due_at=due), row("after it"), row("other", "D2"))
    await deliverer().drain(10)
    assert (slack.texts("D1"), slack.texts("D2")) == ([], ["other"])


@mostly_sqlite
async def test_of_several_refreshes_only_the_newest_is_sent(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    def home(version: int, user: str) -> dict[str, Any]:
        view = {"user_id": user, "view": {"version": version}}
        return row(
            lane=f"home:{user}",
            method="views.publish",
            payload=view,
            refresh=f"home:{user}",
        )

    await put(store, home(1, "U1"), home(2, "U1"), home(1, "U2"), home(3, "U1"))
    deliverer()
    found = await delivered(store)
    assert [r.state for r in found] == ["dropped", "dropped", "sent", "sent"]
    shown = {c.arguments["user_id"]: c.arguments["view"]["version"] for c in slack.calls}
    assert shown == {"U1": 3, "U2": 1}
    assert [r.payload for r in found] == [None] * 4


def tidy(target: str, **more: Any) -> dict[str, Any]:
    return row(
        lane="D1#tidy",
        method="chat.update",
        payload={"text": "besvaret"},
        target=target,
        **more,
    )


@mostly_sqlite
async def test_an_update_finds_the_message_that_shows_the_question(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    slack.next["chat.postMessage"] = [refuse("internal_error")]  # so that the update has to wait
    await put(store, row("Q", "U1", shows="j1:goal"), tidy("j1:goal"), row("Q", shows="j1:goal"))
    deliverer()
    await delivered(store)
    [update] = [call for call in slack.calls if call.method == "chat.update"]
    first = slack.messages["U1"][0]
    assert (update.arguments["ts"], update.arguments["channel"]) == (first["ts"], "U1")


@mostly_sqlite
async def test_an_update_of_what_was_never_shown_is_dropped(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    slack.next["chat.postMessage"] = [refuse("invalid_blocks")]
    await put(store, row("Q", shows="j1:goal"), tidy("j1:goal"), tidy("j1:nothing"))
    deliverer()
    assert [r.state for r in await delivered(store)] == ["refused", "dropped", "dropped"]


@mostly_sqlite
async def test_draining_delivers_what_is_due_and_puts_back_the_rest(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    await put(store, *(row(f"{n}", f"D{n}") for n in range(30)), row("later", due_at=later))
    one = deliverer(poll=3_600)
    await one.drain()
    assert len(slack.texts()) == 30
    assert await states(store) == ["sent"] * 30 + ["pending"]


async def test_draining_ends_in_time_and_gives_back_leases(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    await put(store, *(row(f"{n}", lane=f"L{n}") for n in range(4)))  # one channel: they must wait
    one = deliverer(pace=Pace(posts_a_minute=30))
    await until(lambda: bool(slack.calls))
    async with asyncio.timeout(5):
        await one.drain(seconds=0.1)
    found = await rows(store)
    assert sorted(r.state for r in found) == ["pending", "pending", "pending", "sent"]
    assert {(r.leased_by, r.attempts, r.tried_at) for r in found if r.state == "pending"} == {
        (None, 0, None)
    }


@mostly_sqlite
async def test_stopping_twice_or_before_starting_does_no_harm(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    one = deliverer()
    await one.stop()
    await one.stop()
    one.wake()
