"""What a turn has written goes out at once, claimed as it was written; what cannot, in its turn."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import StoreAway
from bot.outbox import Deliverer, Lease, Owed, owe
from bot.outbox.claim import Claim
from bot.store.database import Store
from tests.bot.outbox.conftest import FakeSlack, MakeDeliverer, status
from tests.bot.outbox.outbox import delivered, put, row, rows, until

NEVER = 3_600


def written(text: str = "hej", channel: str = "D1", **more: Any) -> dict[str, Any]:
    """What a turn hands to `owe`."""
    made = row(text, channel, **more)
    names = ("team", "lane", "method", "payload", "refresh", "shows", "target", "due_at")
    return {**{name: made[name] for name in (*names, "created_at")}, "journey": None}


async def leased(one: Deliverer) -> Lease:
    async with asyncio.timeout(20):
        while (lease := one.lease()) is None:
            await asyncio.sleep(0.01)
    return lease


async def turn(store: Store, one: Deliverer, *owed: dict[str, Any]) -> Owed:
    lease = await leased(one)
    return await store.run(lambda tx: owe(tx, owed, lease))


async def test_it_is_claimed_as_it_is_written_and_sent_at_once(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    one = deliverer(poll=NEVER)
    owed = await turn(store, one, written("1"), written("2"), written("3", "D2"))
    assert {(r.state, r.leased_by, r.attempts) for r in await rows(store)} == {
        ("pending", owed.lease.owner if owed.lease else "", 1)
    }
    assert not owed.left
    one.take(owed)
    found = await delivered(store)
    assert {(r.state, r.attempts) for r in found} == {("sent", 1)}
    assert slack.texts("D1") == ["1", "2"]


async def test_behind_another_message_it_waits_for_its_turn(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    one = deliverer()
    lease = await leased(one)
    held = {"leased_by": "another", "leased_until": datetime.now(UTC) + timedelta(seconds=0.3)}
    await put(store, row("before", **held))
    owed = await store.run(lambda tx: owe(tx, [written("after"), written("free", "D2")], lease))
    assert [r.payload["text"] for r in owed.rows] == ["free"]
    one.take(owed)
    await delivered(store)
    assert slack.texts("D1") == ["before", "after"]


async def test_what_goes_with_a_message_goes_with_it(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    now = datetime.now(UTC)
    shown = {"shows": "j1:goal", "state": "sent", "channel": "D1", "ts": "1.0", "done_at": now}
    await put(store, {**row(), **shown})
    tidy = written(lane="tidy", method="chat.update", payload={"text": "x"}, target="j1:goal")
    home = written(lane="home", method="views.publish", payload={"user_id": "U1"}, refresh="home")
    gone = written(lane="gone", method="chat.update", payload={"text": "x"}, target="j1:none")
    one = deliverer(poll=NEVER)
    owed = await turn(store, one, tidy, home, gone)
    one.take(owed)
    found = await delivered(store)
    assert [r.state for r in found[1:]] == ["sent", "sent", "dropped"]
    [update] = [call.arguments for call in slack.calls if call.method == "chat.update"]
    assert (update["channel"], update["ts"]) == ("D1", "1.0")


async def test_what_follows_a_message_that_has_trouble_stays_behind_it(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    slack.next["chat.postMessage"] = [status(500)]
    one = deliverer()
    one.take(await turn(store, one, written("1"), written("2")))
    found = await delivered(store)
    assert [m["text"] for m in slack.messages["D1"]] == ["1", "2"]
    assert [r.attempts for r in found] == [2, 1]


async def test_what_is_due_later_is_not_taken(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    one = deliverer(poll=NEVER)
    owed = await turn(store, one, written("later", due_at=later), written("now", "D2"))
    assert [r.payload["text"] for r in owed.rows] == ["now"]
    one.take(owed)
    await until(lambda: slack.texts() == ["now"])


async def test_a_turn_that_died_before_it_handed_over_loses_nothing(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    lease = Lease("dead", datetime.now(UTC), datetime.now(UTC) + timedelta(seconds=0.2))
    await store.run(lambda tx: owe(tx, [written()], lease))
    deliverer()
    [found] = await delivered(store)
    assert found.state == "sent"


@pytest.mark.parametrize("channel", ["D1", "C1"])
async def test_what_was_claimed_by_a_commit_that_nobody_heard_of_is_free_at_once(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer, channel: str
) -> None:
    """The database died between the commit and its answer: the lease need not run out, and since
    it is certain that nothing was sent, nobody looks whether it was."""
    one = deliverer()
    lease = await leased(one)
    await store.run(lambda tx: owe(tx, [written("1", channel), written("2", channel)], lease))
    one.lost(lease)
    found = await delivered(store, 5)
    assert [(r.state, r.attempts) for r in found] == [("sent", 1), ("sent", 1)]
    assert slack.texts() == ["1", "2"]
    assert {call.method for call in slack.calls} == {"chat.postMessage"}


async def test_what_is_under_way_is_not_lost(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    """Whatever is taken for lost beside it: each lease is another."""
    one, held = deliverer(), asyncio.Event()

    async def slow(request: Any, arguments: dict[str, Any]) -> Any:
        await held.wait()
        return await slack.ok(request, arguments)

    slack.next["chat.postMessage"] = [slow]
    other = await leased(one)
    one.take(await turn(store, one, written("once")))
    await until(lambda: len(slack.calls) == 1)
    await put(store, row("lost", "D2", leased_by=other.owner, leased_until=other.until))
    one.lost(other)
    await until(lambda: slack.texts("D2") == ["lost"])
    held.set()
    await delivered(store)
    assert sorted(slack.texts()) == ["lost", "once"]


async def test_a_claim_of_its_own_that_nobody_heard_of_is_free_at_once(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.loops.FIRST_REST", 0.01)
    works, unheard = store.run, 1

    async def run(job: Any, owner: str = "") -> Any:
        nonlocal unheard
        found = await works(job, owner)
        if unheard and isinstance(found, Claim) and found.rows:
            unheard -= 1
            raise StoreAway("the database does not answer")
        return found

    monkeypatch.setattr(store, "run", run)
    await put(store, row("once"))
    deliverer()
    [found] = await delivered(store, 5)
    assert (found.state, found.attempts, unheard) == ("sent", 1, 0)
    assert {call.method for call in slack.calls} == {"chat.postMessage"}


async def test_who_does_not_deliver_gives_no_lease(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    one = deliverer()
    await leased(one)
    if store.dialect.name == "sqlite":
        assert deliverer().lease() is None  # one file, one that delivers
    await one.stop()
    assert one.lease() is None
    owed = await store.run(lambda tx: owe(tx, [written()], None))
    assert (owed.rows, owed.left) == ([], True)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_while_people_talk_with_another_process_it_looks_often(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    await put(store, row("1"))
    deliverer(poll=NEVER)
    await delivered(store)
    await put(store, row("2"))
    await delivered(store)
