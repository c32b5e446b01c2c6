"""What is old goes, what is young or owed stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from bot.store.database import Store
from bot.store.housekeeping import AT_ONCE, prune
from bot.store.schema import (
    dissent,
    hold,
    inbox,
    journey,
    nudge,
    outbox,
    workshop,
    workspace,
)
from bot.store.statements import Statement
from bot.store.transaction import Transaction

NOW = datetime(2026, 3, 31, tzinfo=UTC)
HEARD = Statement(insert(inbox), columns=("key", "received_at"))
OWED = Statement(
    insert(outbox).values(team="T1", lane="D1", method="x", attempts=0, due_at=NOW),
    columns=("id", "state", "created_at", "done_at"),
)
INBOX = Statement(select(inbox.c.key).order_by(inbox.c.key))
OUTBOX = Statement(select(outbox.c.id).order_by(outbox.c.id))


def days(number: float) -> datetime:
    return NOW - timedelta(days=number)


async def test_old_rows_go(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        HEARD.many(tx, [{"key": f"{n}", "received_at": days(n)} for n in (1, 6.9, 7.1, 9)])
        for id_, state, done in (
            (1, "sent", 31),
            (2, "refused", 40),
            (3, "sent", 29),
            (4, "pending", None),
        ):
            done_at = None if done is None else days(done)
            OWED.run(tx, id=id_, state=state, created_at=days(50), done_at=done_at)
        more = prune(tx, NOW)
        return more, [r.key for r in INBOX.all(tx)], [r.id for r in OUTBOX.all(tx)]

    assert await store.run(job) == (False, ["1", "6.9"], [3, 4])


async def test_it_takes_a_few_at_a_time(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        HEARD.many(tx, [{"key": f"{n}", "received_at": days(8)} for n in range(AT_ONCE + 1)])
        return prune(tx, NOW), len(INBOX.all(tx)), prune(tx, NOW), len(INBOX.all(tx))

    assert await store.run(job) == (True, 1, False, 0)


SHOWN = Statement(
    insert(outbox).values(team="T1", lane="ws:w1", method="x", attempts=0, due_at=NOW),
    columns=("id", "state", "shows", "created_at", "done_at"),
)


async def test_cards_of_workshops_can_be_redrawn_for_longer(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        for id_, shows, done in ((1, "j1:3", 31), (2, "ws:w1", 31), (3, "ws:w1", 91)):
            at = {"created_at": days(100), "done_at": days(done)}
            SHOWN.run(tx, id=id_, state="sent", shows=shows, **at)
        prune(tx, NOW)
        return [r.id for r in OUTBOX.all(tx)]

    assert await store.run(job) == [2]


NUDGED = Statement(
    insert(nudge).values(
        team="T1", user="U1", kind="lying", about="", cause="x", stage=0, why="", due_at=NOW
    ),
    columns=("key", "state", "sent_at", "changed_at"),
)
NUDGES = Statement(select(nudge.c.key).order_by(nudge.c.key))


async def test_nudges_that_nobody_heeded_go_too(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        for key, state, age in (
            ("ignored", "sent", 181),
            ("late", "sent", 179),
            ("done", "acted", 31),
            ("just done", "acted", 29),
            ("waiting", "planned", 400),
        ):
            sent = None if state == "planned" else days(age)
            NUDGED.run(tx, key=key, state=state, sent_at=sent, changed_at=days(age))
        prune(tx, NOW)
        return [row.key for row in NUDGES.all(tx)]

    assert await store.run(job) == ["just done", "late", "waiting"]


HELD = Statement(
    insert(workshop).values(
        team="T1",
        channel="C1",
        title="x",
        chef="U1",
        facilitator="U1",
        pace="live",
        naming="names",
        guests="none",
    ),
    columns=("id", "state", "led_at"),
)
SAID = Statement(
    insert(dissent).values(point="formaal", text="Nej"), columns=("id", "workshop", "author")
)
WORKSHOPS = Statement(select(workshop.c.id).order_by(workshop.c.id))


async def test_workshops_that_are_over_go_after_a_year_with_all_that_was_said(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        for id_, state, age in (
            ("w1", "ended", 366),
            ("w2", "cancelled", 366),
            ("w3", "ended", 364),
            ("w4", "running", 900),
        ):
            HELD.run(tx, id=id_, state=state, led_at=days(age))
            SAID.run(tx, id=id_, workshop=id_, author="U2")
        prune(tx, NOW)
        said = Statement(select(dissent.c.workshop).order_by(dissent.c.workshop)).all(tx)
        return [row.id for row in WORKSHOPS.all(tx)], [row.workshop for row in said]

    assert await store.run(job) == (["w3", "w4"], ["w3", "w4"])


async def test_workshops_that_must_be_kept_stay(store: Store) -> None:
    """Those of a journey on hold, and all where the workspace lets nothing be deleted."""
    begun = Statement(
        insert(journey).values(team="T1", owner="U1", title="x", stage="gate", revision=1),
        columns=("id", "created_at", "updated_at"),
    )
    kept = Statement(insert(hold).values(journey="j1", set_by="cli", set_at=NOW, why="En sag"))
    paused = Statement(
        insert(workspace).values(team="T2", settings={}, hold=True, changed_by="U1", changed_at=NOW)
    )

    def job(tx: Transaction) -> Any:
        begun.run(tx, id="j1", created_at=NOW, updated_at=NOW)
        kept.run(tx)
        paused.run(tx)
        for id_, of, team in (("w1", "j1", "T1"), ("w2", None, "T1"), ("w3", None, "T2")):
            HELD.run(tx, id=id_, state="ended", led_at=days(400))
            moved = update(workshop).where(workshop.c.id == id_).values(journey=of, team=team)
            Statement(moved).run(tx)
        prune(tx, NOW)
        return [row.id for row in WORKSHOPS.all(tx)]

    assert await store.run(job) == ["w1", "w3"]
