"""One process's own view of how it is: what it looks at, what that means, and what it costs."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, insert, text

from bot.health.figures import MOST, figures
from bot.health.metrics import MOST_ERRORS, Metrics
from bot.health.watch import LAG, Watch
from bot.loops import Loop
from bot.slack.intake import Hearing
from bot.store.database import Store
from bot.store.schema import nudge, outbox, setback
from tests.e2e.marks import mostly_sqlite

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Ears:
    """How it hears of Slack, as a test says."""

    def __init__(self, hearing: Hearing) -> None:
        self.hearing = hearing

    def state(self) -> Hearing:
        return self.hearing


def write(store: Store, table: Any, *rows: dict[str, Any]) -> None:
    engine = create_engine(store.place)
    with engine.begin() as connection:
        connection.execute(insert(table), rows)
    engine.dispose()


def owed(late: float, state: str = "pending") -> dict[str, Any]:
    at = NOW - timedelta(seconds=late)
    given = {"team": "T1", "lane": f"talk:T1:U{late}", "method": "chat.postMessage"}
    return {**given, "state": state, "attempts": 0, "due_at": at, "created_at": at}


def due(late: float, number: int = 1) -> dict[str, Any]:
    at = NOW - timedelta(seconds=late)
    given = {
        "team": "T1",
        "user": "U1",
        "key": f"k{number}",
        "kind": "step",
        "about": "",
        "cause": "",
    }
    return {**given, "stage": 0, "state": "planned", "due_at": at, "why": "", "changed_at": at}


def watch_of(store: Store, **more: Any) -> Watch:
    watch = Watch(store, lambda: NOW, more.pop("metrics", None))
    watch.phase = ""
    for name, value in more.items():
        setattr(watch, name, value)
    return watch


async def page(watch: Watch, path: str) -> tuple[int, list[dict[str, Any]]]:
    said: Any = await watch.all_pages["GET", path](None)  # type: ignore[arg-type]
    return said.status, [json.loads(line) for line in said.text.splitlines()]


async def failing(watch: Watch, path: str = "/readyz") -> tuple[int, dict[str, str]]:
    """The status, and what is not well, with how bad it is."""
    status, checks = await page(watch, path)
    return status, {each["check"]: each["state"] for each in checks if each["state"] != "ok"}


async def rest() -> float:
    return 60.0


@mostly_sqlite
async def test_all_is_well_and_said_line_by_line(store: Store) -> None:
    loop = Loop("delivery", rest)
    loop.start()
    watch = watch_of(store, loops=(loop,), intake=Ears(Hearing(True, 3.0, 1, 1)))
    status, checks = await page(watch, "/readyz")
    assert status == 200
    assert {each["state"] for each in checks} == {"ok"}
    assert {
        "threads",
        "loops",
        "events",
        "database",
        "schema",
        "delivery",
        "reminders",
        "resting",
    } == {each["check"] for each in checks}
    assert await failing(watch, "/healthz") == (200, {})
    await loop.stop()


@mostly_sqlite
async def test_a_loop_that_has_ended_or_hangs_is_not_alive(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def hang() -> float:
        begun.set()
        await go_on.wait()
        return 60.0

    loop = Loop("delivery", hang)
    watch = watch_of(store, loops=(loop,))
    loop.start()
    await begun.wait()
    assert await failing(watch, "/healthz") == (200, {})
    monkeypatch.setattr("bot.health.watch.HANGS", 0.0)
    assert await failing(watch, "/healthz") == (503, {"loops": "failing"})
    monkeypatch.undo()
    go_on.set()
    await loop.stop()
    assert await failing(watch, "/healthz") == (503, {"loops": "failing"})


async def test_a_database_thread_that_is_gone_is_not_alive(store: Store) -> None:
    await store.stop()
    assert (await failing(watch_of(store), "/healthz"))[0] == 503
    assert (await failing(watch_of(store)))[1] == {"threads": "failing", "database": "failing"}


@mostly_sqlite
async def test_what_is_late_takes_a_worker_out_but_no_web_process(store: Store) -> None:
    """Events that nobody takes in are lost; those that are answered late are not."""
    late = LAG.total_seconds() + 1
    write(store, outbox, owed(late), owed(-late))
    loop = Loop("delivery", rest)
    loop.start()
    by_socket, by_http = Ears(Hearing(True, 3.0, 1, 1)), Ears(Hearing(True, 3.0))
    for intake, loops, expected in (
        (None, (loop,), (503, {"delivery": "failing"})),
        (by_socket, (loop,), (503, {"delivery": "failing"})),
        (by_http, (loop,), (200, {"delivery": "attention"})),
        (by_http, (), (200, {"delivery": "attention"})),
    ):
        assert await failing(watch_of(store, loops=loops, intake=intake)) == expected
    await loop.stop()


@mostly_sqlite
async def test_what_fails_and_rests_asks_for_attention(store: Store) -> None:
    write(store, outbox, owed(10, "resting"))
    write(store, setback, {"about": "person:T1:U1", "tries": 2, "until": NOW, "why": "KeyError"})
    write(store, nudge, due(LAG.total_seconds() + 60))
    assert await failing(watch_of(store)) == (
        200,
        {"reminders": "attention", "resting": "attention"},
    )


@mostly_sqlite
async def test_no_socket_is_not_ready(store: Store) -> None:
    intake = Ears(Hearing(True, 3.0, 0, 1))
    assert await failing(watch_of(store, intake=intake)) == (503, {"events": "failing"})


@mostly_sqlite
@pytest.mark.parametrize("phase", ["starting", "stopping"])
async def test_one_that_starts_or_stops_is_not_ready_but_alive(store: Store, phase: str) -> None:
    watch = watch_of(store, phase=phase)
    assert await failing(watch) == (503, {"process": "failing"})
    assert await failing(watch, "/healthz") == (200, {})


async def test_an_older_program_goes_on_with_a_newer_schema(store: Store) -> None:
    engine = create_engine(store.place)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    found, checks = await page(watch_of(store), "/readyz")
    [schema] = [each for each in checks if each["check"] == "schema"]
    assert (found, schema["state"]) == (200, "ok")
    assert "newer" in schema["says"]


async def test_it_asks_the_database_once_however_many_ask(store: Store) -> None:
    metrics = Metrics("1")
    counted: list[float] = []
    store._meter = metrics  # type: ignore[attr-defined]
    metrics.stored = lambda seconds, failure="": counted.append(seconds)  # type: ignore[method-assign]
    watch = watch_of(store)
    await asyncio.gather(*(watch.ready() for _ in range(50)))
    assert len(counted) == 1


@mostly_sqlite
async def test_a_look_reads_no_more_than_it_may(store: Store) -> None:
    write(store, outbox, *(owed(each) for each in range(MOST + 5)))
    found = await store.run(lambda tx: figures(tx, NOW))
    assert found.outbox["pending"].rows == MOST
    assert found.outbox["pending"].late == timedelta(seconds=MOST + 4)


# What is counted


@mostly_sqlite
async def test_the_page_for_prometheus_is_one_that_it_can_read(store: Store) -> None:
    from prometheus_client.parser import text_string_to_metric_families

    write(store, outbox, owed(90), owed(10, "resting"))
    write(store, setback, {"about": "person:T1:U1", "tries": 2, "until": NOW, "why": "KeyError"})
    metrics = Metrics("0.2.0")
    metrics.turn("pressed", "taken")
    metrics.acknowledged(0.004)
    metrics.stored(0.002, "StoreAway")
    metrics.delivered("chat.postMessage", "sent", 0.3)
    metrics.refused("channel_not_found")
    metrics.nudges("sent", 2)
    watch = watch_of(store, metrics=metrics, intake=Ears(Hearing(False, 7.0, 1, 1)))
    said: Any = await watch.all_pages["GET", "/metrics"](None)  # type: ignore[arg-type]
    values = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(said.text)
        for sample in family.samples
    }
    for key, value in {
        ("samskab_turns_total", "pressed", "taken"): 1,
        ("samskab_acknowledged_seconds_bucket", "0.005"): 1,
        ("samskab_store_failures_total", "StoreAway"): 1,
        ("samskab_deliveries_total", "chat.postMessage", "sent"): 1,
        ("samskab_slack_refusals_total", "channel_not_found"): 1,
        ("samskab_nudges_total", "sent"): 2,
        ("samskab_outbox_rows", "pending"): 1,
        ("samskab_outbox_late_seconds", "pending"): 90,
        ("samskab_outbox_rows", "resting"): 1,
        ("samskab_setbacks", "person"): 1,
        ("samskab_sockets",): 1,
        ("samskab_last_event_seconds",): 7,
        ("samskab_database_up",): 1,
        ("samskab_schema_current",): 1,
        ("samskab_build_info", "0.2.0"): 1,
    }.items():
        assert values[key] == value, key
    assert not re.search(r"\b[TU]1\b", said.text)


def test_what_slack_calls_its_errors_does_not_grow_for_ever() -> None:
    metrics = Metrics("1")
    for number in range(MOST_ERRORS + 50):
        metrics.refused(f"error_{number}")
    metrics.refused("Ikke en fejl, men Karens egne ord")
    page = metrics.page(None, {})
    assert page.count("samskab_slack_refusals_total{") == MOST_ERRORS + 1
    assert 'samskab_slack_refusals_total{error="other"} 51.0' in page
    assert "samskab_database_up 0.0" in page
    assert "Karen" not in page
