"""Planning, claiming and deciding on real databases; what several workers do at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select, text, update

from bot.slack.arrivals import Arrival, Remind
from bot.store import address
from bot.store.database import Store, open_store
from bot.store.schema import journey, nudge, outbox, person
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns.due import DUE, DueWork, claim
from bot.turns.languages import alone
from bot.turns.nudge_rows import before_deleting
from bot.turns.pipeline import Pipeline
from bot.turns.planning import IN_A_TURN, MARKED
from bot.turns.rows import DELETE_JOURNEY
from flows.inputs import Typed
from tests.bot.turns.filling import fill
from tests.e2e.harness import flow
from tests.e2e.marks import mostly_sqlite

#: A Tuesday at noon in Denmark.
NOON = datetime(2026, 3, 3, 11, tzinfo=UTC)


def rows(url: str, question: Any) -> list[Any]:
    engine = create_engine(address.parse(url))
    with engine.connect() as connection:
        found = list(connection.execute(question))
    engine.dispose()
    return found


def change(url: str, what: Any) -> None:
    engine = create_engine(address.parse(url))
    with engine.begin() as connection:
        connection.execute(what)
    engine.dispose()


def pipeline(store: Store, now: datetime = NOON) -> Pipeline:
    return Pipeline(store, alone(flow()), lambda: now)


async def sweep(store: Store, now: datetime = NOON) -> None:
    work = DueWork(pipeline(store, now))
    while not await work.remind():
        pass


def posted(url: str) -> list[Any]:
    return rows(url, select(outbox).where(outbox.c.method == "chat.postMessage"))


@mostly_sqlite
async def test_a_due_nudge_becomes_one_message(database_url: str, store: Store) -> None:
    fill(database_url, [NOON])
    await sweep(store)
    (sent,) = posted(database_url)
    assert sent.payload["channel"] == "D0"
    assert sent.journey == "j0"
    states = rows(database_url, select(nudge.c.state, nudge.c.stage).order_by(nudge.c.stage))
    assert states == [("sent", 0), ("planned", 1)]
    await sweep(store, NOON + timedelta(hours=1))
    assert len(posted(database_url)) == 1


@mostly_sqlite
async def test_what_is_planned_follows_the_journey(database_url: str, store: Store) -> None:
    fill(database_url, [NOON])
    change(database_url, update(journey).values(stage="paused", replan=True))
    await sweep(store)
    assert not posted(database_url)
    assert rows(database_url, select(nudge.c.state)) == [("dropped",)]


@mostly_sqlite
async def test_who_asks_what_comes_waits_for_some_journeys_and_not_for_thousands(
    database_url: str, store: Store
) -> None:
    """The others are planned by themselves: one person must not hold the only writer up."""
    fill(database_url, [NOON] * (2 * IN_A_TURN))
    change(database_url, update(journey).values(owner="U0", replan=True))
    asks = Arrival("k", "T1", "U0", Typed("påmindelser", "1.0"), "D0")
    await pipeline(store).take(asks)
    left = select(func.count()).where(journey.c.replan)
    assert rows(database_url, left) == [(IN_A_TURN,)]
    await sweep(store)
    assert rows(database_url, left) == [(0,)]


@mostly_sqlite
async def test_decided_from_the_state_as_it_is_then(database_url: str, store: Store) -> None:
    fill(database_url, [NOON])
    change(database_url, update(journey).values(stage="paused"))
    await sweep(store)
    assert not posted(database_url)


@mostly_sqlite
async def test_who_is_gone_gets_nothing(database_url: str, store: Store) -> None:
    fill(database_url, [NOON])
    change(database_url, update(person).values(gone=True))
    await sweep(store)
    assert not posted(database_url)


@mostly_sqlite
async def test_at_night_it_waits_for_the_morning(database_url: str, store: Store) -> None:
    fill(database_url, [NOON])
    await sweep(store, NOON + timedelta(hours=12))
    assert not posted(database_url)
    (due,) = rows(database_url, select(nudge.c.due_at))[0]
    assert due > NOON + timedelta(hours=12)
    await sweep(store, due)
    assert len(posted(database_url)) == 1


async def test_a_claim_is_nobody_elses_until_its_lease_is_over(
    database_url: str, store: Store
) -> None:
    fill(database_url, [NOON])
    first = await store.run(lambda tx: claim(tx, "one", NOON))
    assert first[0] == (("T1", "U0"),)
    assert not (await store.run(lambda tx: claim(tx, "two", NOON)))[0]
    later = NOON + timedelta(seconds=11)
    assert (await store.run(lambda tx: claim(tx, "two", later)))[0]


async def test_a_lease_from_a_clock_that_was_ahead_holds_nothing_up(
    database_url: str, store: Store
) -> None:
    fill(database_url, [NOON])
    ahead = NOON + timedelta(days=400)
    await store.run(lambda tx: claim(tx, "one", ahead))
    assert (await store.run(lambda tx: claim(tx, "two", NOON)))[0]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_workers_at_once_send_each_once(database_url: str) -> None:
    fill(database_url, [NOON] * 210)
    stores = [open_store(database_url) for _ in range(3)]
    await asyncio.gather(*(sweep(each) for each in stores))
    await asyncio.gather(*(each.stop() for each in stores))
    assert len(posted(database_url)) == 210
    lanes = rows(database_url, select(func.count(outbox.c.lane.distinct())))
    assert lanes == [(210,)]


async def test_a_person_with_two_nudges_in_two_claims_hears_once(
    database_url: str, store: Store
) -> None:
    fill(database_url, [NOON, NOON])
    change(database_url, update(nudge).values(user="U0"))
    change(database_url, update(journey).values(owner="U0"))
    due = Arrival("", "T1", "U0", Remind())
    await asyncio.gather(pipeline(store).take(due), pipeline(store).take(due))
    (sent,) = posted(database_url)
    assert "To ting" in sent.payload["text"]


@mostly_sqlite
async def test_the_words_of_a_deleted_journey_are_not_sent(database_url: str, store: Store) -> None:
    fill(database_url, [NOON, NOON])
    change(database_url, update(nudge).values(user="U0"))
    change(database_url, update(journey).values(owner="U0"))
    await sweep(store)
    await store.run(lambda tx: (before_deleting(tx, "j1"), DELETE_JOURNEY.run(tx, at_id="j1")))
    assert not posted(database_url)
    planned = rows(database_url, select(nudge.c.journey).where(nudge.c.stage == 0))
    assert planned == [("j0",)]
    assert rows(database_url, select(nudge.c.state).where(nudge.c.stage == 0)) == [("planned",)]


def plan(tx: Transaction, statement: Statement, **values: Any) -> str:
    form = statement._form(tx)
    lite = tx.dialect.name == "sqlite"
    tx.cursor.execute(f"EXPLAIN {'QUERY PLAN ' if lite else ''}{form.sql}", form.bind(values))
    return "\n".join(str(row[3 if lite else 0]) for row in tx.cursor.fetchall())


@mostly_sqlite
async def test_looking_costs_the_same_however_much_is_planned(
    database_url: str, store: Store
) -> None:
    far = NOON + timedelta(days=90)
    fill(database_url, [far] * 3_000)
    change(database_url, update(journey).where(journey.c.id == "j0").values(replan=True))
    change(database_url, text("ANALYZE"))

    def job(tx: Transaction) -> tuple[str, str]:
        due = plan(tx, DUE, now=NOON, dead=NOON, longest=NOON, most=100)
        return due, plan(tx, MARKED, rested=NOON, now=NOON, most=100)

    due, marked = await store.run(job)
    assert "ix_nudge_due" in due, due
    assert "ix_journey_replan" in marked, marked
    assert await DueWork(pipeline(store)).next_due() == far
