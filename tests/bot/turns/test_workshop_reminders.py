"""Reminders of workshops over days, on real databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from bot.store.database import Store
from bot.store.schema import contribution, nudge, participant, round, tie, workshop
from tests.bot.turns.test_reminders import change, posted, rows, sweep
from tests.e2e.marks import mostly_sqlite

#: A Monday at noon in Denmark; the deadline is on Thursday.
BEGUN = datetime(2026, 3, 2, 11, tzinfo=UTC)
DEADLINE = datetime(2026, 3, 5, 11, tzinfo=UTC)
WEDNESDAY = datetime(2026, 3, 4, 14, 20, tzinfo=UTC)


def begin(url: str, **more: Any) -> None:
    """Karen leads; Ali and Mette take part. The first focus point is open for answers."""
    change(
        url,
        insert(workshop).values(
            id="w1", team="T1", channel="C1", title="Mødested", chef="UKAREN",
            facilitator="UKAREN", led_at=BEGUN, pace="days", naming="anonymous",
            state="running", deadline=DEADLINE, guests="none", tz="Europe/Copenhagen",
            due_at=DEADLINE, **more,
        ),
    )  # fmt: skip
    change(url, insert(round).values(workshop="w1", point="formaal", place=0, state="collecting",
                                     withheld=False, rerated=False))  # fmt: skip
    for user in ("UKAREN", "UALI", "UMETTE"):
        change(url, insert(participant).values(workshop="w1", user=user, left=False, guest=False))
    mark(url)


def mark(url: str) -> None:
    from bot.store.schema import replan

    change(url, replan.delete())
    change(url, insert(replan).values(workshop="w1", marked_at=BEGUN))


def answer(url: str, user: str) -> None:
    id = f"c-{user}"
    change(url, insert(contribution).values(id=id, workshop="w1", point="formaal", sitting=1,
                                            rating=3, answer="ja", passed=False))  # fmt: skip
    change(url, insert(tie).values(contribution=id, user=user))


@mostly_sqlite
async def test_only_who_has_not_answered_hears_before_the_deadline(
    database_url: str, store: Store
) -> None:
    begin(database_url)
    answer(database_url, "UKAREN")
    await sweep(store, BEGUN + timedelta(minutes=5))
    assert not posted(database_url)
    answer(database_url, "UALI")  # nobody planned anew
    await sweep(store, WEDNESDAY)
    (sent,) = posted(database_url)
    assert sent.payload["channel"] == "UMETTE"
    assert "Fristen er i morgen kl. 12" in sent.payload["text"]
    assert "UALI" not in str(sent.payload)
    assert "workshop.answer" in str(sent.payload)


@mostly_sqlite
async def test_the_facilitator_hears_when_all_have_answered(
    database_url: str, store: Store
) -> None:
    begin(database_url)
    for user in ("UKAREN", "UALI", "UMETTE"):
        answer(database_url, user)
    await sweep(store, WEDNESDAY)
    (sent,) = posted(database_url)
    assert sent.payload["channel"] == "UKAREN"
    assert "Alle har svaret" in sent.payload["text"]
    assert "<#C1>" in sent.payload["text"]


async def test_a_workshop_that_is_over_reminds_nobody(database_url: str, store: Store) -> None:
    begin(database_url)
    await sweep(store, BEGUN + timedelta(minutes=5))
    change(database_url, update(workshop).values(state="ended"))
    await sweep(store, WEDNESDAY)
    assert not posted(database_url)
    assert {each.state for each in rows(database_url, select(nudge.c.state))} == {"dropped"}
