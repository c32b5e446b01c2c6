"""What cannot be planned or decided stops nobody else: it rests, longer each time, and is seen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.slack.arrivals import Arrival
from bot.store.database import Store, open_store
from bot.store.schema import answer, journey, nudge, person, setback, workshop
from bot.turns import planning, report
from bot.turns.due import DueWork
from bot.turns.languages import alone
from flows.inputs import Typed
from tests.bot.turns.filling import fill
from tests.bot.turns.test_reminders import NOON, change, pipeline, posted, rows, sweep
from tests.bot.turns.test_workshop_reminders import begin, mark
from tests.e2e.harness import flow
from tests.e2e.marks import mostly_sqlite

MANY = 6


def far_away(url: str) -> None:
    """A next step on the last day of the calendar."""
    step = {"id": "x", "do": "ringe", "due": "9999-12-31", "state": "open", "origin": ""}
    given = {"step": "next_step:x", "state": "given", "value": step, "author": "U0"}
    change(url, insert(answer).values(journey="j0", said_at=NOON, **given))
    change(url, update(journey).where(journey.c.id == "j0").values(replan=True))


def unknown_state(url: str) -> None:
    given = {"step": "formaal.vaerd", "state": "dreamt", "author": "U0"}
    change(url, insert(answer).values(journey="j0", said_at=NOON, **given))
    change(url, update(journey).where(journey.c.id == "j0").values(replan=True))


def unknown_hours(url: str) -> None:
    change(url, update(person).where(person.c.user == "U0").values(reminders={"hours": "moon"}))
    change(url, update(journey).where(journey.c.id == "j0").values(replan=True))


def unknown_pace(url: str) -> None:
    begin(url)
    change(url, update(workshop).values(pace="slow", due_at=NOON - timedelta(days=1)))


def unknown_round(url: str) -> None:
    begin(url)
    change(url, update(workshop).values(state="dreaming", due_at=NOON - timedelta(days=1)))


#: What planning and deciding read past: it is as if it were not chosen, or not said.
READ_PAST = ("a date in 9999", "unknown hours")
BROKEN: dict[str, Callable[[str], None]] = {
    "a date in 9999": far_away,
    "an unknown answer": unknown_state,
    "unknown hours": unknown_hours,
    "an unknown pace": unknown_pace,
    "an unknown state of a workshop": unknown_round,
}


def setbacks(url: str) -> list[Any]:
    return rows(url, select(setback).order_by(setback.c.about))


@mostly_sqlite
@pytest.mark.parametrize("what", BROKEN)
async def test_everybody_else_is_reminded(database_url: str, store: Store, what: str) -> None:
    fill(database_url, [NOON] * MANY)
    BROKEN[what](database_url)
    await sweep(store)
    await DueWork(pipeline(store)).tick()
    others = {f"D{n}" for n in range(1, MANY)}
    assert others <= {each.payload["channel"] for each in posted(database_url)}
    assert bool(setbacks(database_url)) is (what not in READ_PAST)


@mostly_sqlite
@pytest.mark.parametrize("what", ["an unknown answer", "an unknown pace"])
async def test_it_rests_longer_each_time_and_is_seen(
    database_url: str, store: Store, what: str
) -> None:
    fill(database_url, [NOON] * 2)
    BROKEN[what](database_url)
    rests = []
    now = NOON
    for tries in range(1, 5):
        await sweep(store, now)
        await DueWork(pipeline(store, now)).tick()
        await sweep(store, now)  # it is not tried again at once
        await DueWork(pipeline(store, now)).tick()
        (first, *_) = setbacks(database_url)
        assert first.tries == tries
        rests.append(first.until - now)
        now = max(each.until for each in setbacks(database_url))
    assert rests == sorted(rests)
    assert rests[-1] >= 4 * rests[0]
    seen = "\n".join(report.lines(await report.listed(store)))
    assert first.about in seen
    assert "failed 4 times" in seen


@mostly_sqlite
async def test_what_works_again_is_forgotten(database_url: str, store: Store) -> None:
    fill(database_url, [NOON] * 2)
    unknown_state(database_url)
    await sweep(store)
    assert setbacks(database_url)
    change(database_url, answer.delete())
    later = NOON + timedelta(minutes=5)
    await sweep(store, later)
    assert not setbacks(database_url)
    assert len(posted(database_url)) == 2


@mostly_sqlite
async def test_a_nudge_of_an_unknown_kind_is_left_alone(database_url: str, store: Store) -> None:
    fill(database_url, [NOON] * 2)
    change(database_url, update(nudge).where(nudge.c.user == "U0").values(kind="dream"))
    before = rows(database_url, select(nudge.c.state).where(nudge.c.kind == "dream"))
    await sweep(store)
    assert [each.payload["channel"] for each in posted(database_url)] == ["D1"]
    after = rows(database_url, select(nudge.c.kind, nudge.c.changed_at).where(nudge.c.user == "U0"))
    assert {each.kind for each in after} == {"dream"}
    assert before == [("planned",)]


async def test_the_clock_looks_at_the_longest_due_first(database_url: str, store: Store) -> None:
    """More broken workshops than are looked at at once: the one that works is not starved."""
    begin(database_url)
    values = dict(rows(database_url, select(workshop))[0]._mapping)
    broken = [
        {**values, "id": f"b{n}", "pace": "slow", "due_at": NOON - timedelta(days=9)}
        for n in range(25)
    ]
    change(database_url, insert(workshop).values(broken))
    change(database_url, update(workshop).where(workshop.c.id == "w1").values(due_at=NOON))
    work = DueWork(pipeline(store, NOON + timedelta(days=7)))
    while not await work.tick():
        pass
    (one,) = rows(database_url, select(workshop.c.due_at).where(workshop.c.id == "w1"))
    assert one.due_at is None, "its deadline has passed, and was acted on"
    assert len(setbacks(database_url)) == 25


async def test_a_dry_run_reads_while_others_talk(
    database_url: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn is taken and stored while it plans; and it leaves everything as it was."""
    fill(database_url, [NOON] * 3)
    change(database_url, update(journey).values(replan=True))
    before = (rows(database_url, select(nudge)), rows(database_url, select(journey)))
    planning_now, go_on = threading.Event(), threading.Event()
    plan = planning.planned_journey

    def waits(*given: Any) -> planning.Planned:
        planning_now.set()
        assert go_on.wait(60)
        return plan(*given)

    monkeypatch.setattr(report, "planned_journey", waits)
    reading = open_store(database_url, connections=1, read_only=True)
    rehearsed = asyncio.create_task(report.rehearsed(reading, alone(flow()), NOON))
    await asyncio.to_thread(planning_now.wait, 60)
    arrival = Arrival("k", "T1", "UNEW", Typed("hej", "1.0"), "DNEW")
    await pipeline(store).take(arrival)
    assert not rehearsed.done()
    go_on.set()
    found = await rehearsed
    await reading.stop()
    assert sum(isinstance(each, report.Decided) and bool(each.message) for each in found) == 3
    assert (rows(database_url, select(nudge)), rows(database_url, select(journey))) == before


async def test_a_store_to_read_cannot_write(database_url: str) -> None:
    reading = open_store(database_url, connections=1, read_only=True)
    fill(database_url, [NOON])
    with pytest.raises(Exception, match=r"(?i)read.?only|cannot be written"):
        await reading.run(lambda tx: planning.PLANNED.run(tx, at_id="j0"))
    await reading.stop()


@mostly_sqlite
async def test_a_dry_run_tells_what_would_fail(database_url: str, store: Store) -> None:
    fill(database_url, [NOON] * 2)
    unknown_state(database_url)
    unknown_pace(database_url)
    mark(database_url)
    found = "\n".join(report.decided_lines(await report.rehearsed(store, alone(flow()), NOON)))
    assert "journey:j0 would fail" in found
    assert "planning:w1 would fail" in found
    assert "1 messages" in found
