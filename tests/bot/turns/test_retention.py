"""What lies too long goes: its chef is told first, once, within working hours, and can keep it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import create_engine, insert, select, update

from bot.slack.arrivals import Arrival
from bot.store.database import Store
from bot.store.schema import (
    answer,
    audit,
    expiry,
    hold,
    journey,
    metadata,
    outbox,
    person,
    workspace,
)
from bot.store.transaction import Transaction
from bot.turns import rows
from bot.turns.languages import alone
from bot.turns.pipeline import Pipeline
from bot.turns.retention import Keeping
from flows.dialogue.data import FETCH, KEEP, DataLines
from flows.inputs import Action, Pressed, Verb
from tests.e2e.harness import flow
from tests.e2e.marks import mostly_sqlite

FLOW = flow()
LINES = FLOW.library.lines(DataLines)
#: A Monday morning.
START = datetime(2026, 11, 23, 9, tzinfo=UTC)
OLD = START - timedelta(days=400)
NEXT_DAY = timedelta(days=1)


class Year:
    """A workspace in which somebody has an old journey and a fresh one, as time passes."""

    def __init__(self, store: Store, months: int | None = 12) -> None:
        self.store, self.now = store, START
        self.turns = Pipeline(store, alone(FLOW), lambda: self.now)
        self.keeping = Keeping(self.turns, months)
        self._engine = create_engine(store.place, isolation_level="AUTOCOMMIT")
        who = {"team": "T1", "user": "U1", "channel": "D1", "tz": "Europe/Copenhagen"}
        at = {"created_at": OLD, "updated_at": OLD, "welcomed": True}
        self.do(insert(person).values(**who, **at, open_journey="old"))
        for id, touched in (("old", OLD), ("fresh", START - timedelta(days=20))):
            row = {"id": id, "team": "T1", "owner": "U1", "title": f"{id} mærkeord", "revision": 1}
            times = {"stage": "afklaring.points", "created_at": OLD, "updated_at": touched}
            self.do(insert(journey).values(**row, **times, replan=False))
            said = {"journey": id, "step": "a.b", "state": "given", "value": f"{id} mærkeord"}
            self.do(insert(answer).values(**said, author="U1", said_at=OLD))

    def do(self, statement: Any) -> Any:
        with self._engine.connect() as connection:
            found = connection.execute(statement)
            return list(found) if found.returns_rows else None

    async def passes(self, **time: float) -> None:
        self.now += timedelta(**time)
        while await self.keeping.round() == 0:
            pass

    def told(self) -> list[str]:
        found = self.do(select(outbox.c.payload).where(outbox.c.lane == "talk:T1:U1"))
        return [row.payload["text"] for row in found if "mærkeord" in str(row.payload)]

    def journeys(self) -> set[str]:
        return {row.id for row in self.do(select(journey.c.id))}

    def close(self) -> None:
        self._engine.dispose()


@mostly_sqlite
async def test_its_chef_is_told_and_a_month_later_it_goes(store: Store) -> None:
    year = Year(store)
    await year.passes()
    (said,) = year.told()
    assert "old mærkeord" in said
    assert "23. december" in said
    (row,) = year.do(select(outbox.c.payload).where(outbox.c.journey == "old"))
    assert LINES.keep_it in str(row.payload)
    assert FETCH in str(row.payload)
    for _ in range(29):
        await year.passes(days=1)
    assert (len(year.told()), year.journeys()) == (1, {"old", "fresh"})  # once, and it waits
    await year.passes(days=1, minutes=1)
    assert year.journeys() == {"fresh"}
    everything = [str(year.do(select(each))) for each in metadata.sorted_tables]
    assert not [each for each in everything if "old mærkeord" in each]
    if store.dialect.name == "sqlite":
        path = Path(str(store.place.database))
        disk = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
        assert "old mærkeord".encode() not in disk
        assert "fresh mærkeord".encode() in disk
    assert year.do(select(person.c.open_journey))[0][0] is None
    deeds = [row.deed for row in year.do(select(audit).order_by(audit.c.id))]
    assert deeds == ["warned", "expired"]
    year.close()


async def test_what_a_colleague_has_answered_since_keeps_it(store: Store) -> None:
    """A focus point that was given away is a part of it, also after its chef was told."""
    year = Year(store)
    whose = {"delegated_from": "old", "delegated_by": "U1", "delegated_point": "formaal"}
    row = {"id": "part", "team": "T1", "owner": "U2", "title": "Formål", "revision": 1}
    times = {"stage": "afklaring.points", "created_at": OLD, "updated_at": OLD}
    year.do(insert(journey).values(**row, **times, **whose, replan=False))
    await year.passes()
    assert len(year.told()) == 1
    year.do(update(journey).where(journey.c.id == "part").values(updated_at=year.now + NEXT_DAY))
    await year.passes(days=31)
    assert year.journeys() == {"old", "fresh", "part"}
    assert year.do(select(expiry)) == []
    year.close()


async def test_what_its_chef_writes_at_the_last_moment_keeps_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn that came first is waited for, and then it is looked at anew."""
    year = Year(store)
    await year.passes()

    def written(tx: Transaction, **_: str) -> None:
        rows.SAVE_JOURNEY.send(tx, **saved, at_id="old", updated_at=year.now)

    saved = {"title": "old mærkeord", "stage": "afklaring.points", "asked": None, "grown": 1}
    lock = SimpleNamespace(send=written, one_or_none=rows.LOCK.one_or_none)
    monkeypatch.setattr(rows, "LOCK", lock)
    await year.passes(days=31)
    assert year.journeys() == {"old", "fresh"}
    year.close()


async def test_who_has_many_holds_up_nobody(store: Store) -> None:
    """One is told of one a day; the others of theirs all the same."""
    year = Year(store)
    for n in range(25):
        row = {"id": f"own{n}", "team": "T1", "owner": "U1", "title": "x", "revision": 1}
        times = {"stage": "afklaring.points", "created_at": OLD, "updated_at": OLD - NEXT_DAY}
        year.do(insert(journey).values(**row, **times, replan=False))
    year.do(
        insert(person).values(
            team="T1", user="U2", channel="D2", welcomed=True, created_at=OLD, updated_at=OLD
        )
    )
    year.do(update(journey).where(journey.c.id == "old").values(owner="U2"))
    await year.passes()
    assert [row.journey for row in year.do(select(expiry.c.journey))].count("old") == 1
    year.close()


@mostly_sqlite
async def test_whoever_wants_it_keeps_it(store: Store) -> None:
    year = Year(store)
    await year.passes()
    year.now += timedelta(days=3)
    keep = Pressed(Action(Verb.DO, "old", KEEP))
    await year.turns.take(Arrival("k1", "T1", "U1", keep, "D1"))
    await year.passes(days=60)
    assert year.journeys() == {"old", "fresh"}
    assert year.do(select(expiry)) == []
    year.close()


@mostly_sqlite
@pytest.mark.parametrize("at", ["2026-11-22 10:00", "2026-11-23 04:00", "2026-12-25 10:00"])
async def test_nobody_is_told_outside_working_hours(store: Store, at: str) -> None:
    year = Year(store)
    year.now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    await year.passes()
    assert year.told() == []
    assert year.do(select(expiry)) == []
    year.close()


@mostly_sqlite
async def test_what_is_on_hold_stays(store: Store) -> None:
    year = Year(store)
    await year.passes()
    held = {"journey": "old", "set_by": "cli", "set_at": START, "why": "En sag"}
    year.do(insert(hold).values(**held))
    await year.passes(days=200)
    assert year.journeys() == {"old", "fresh"}
    year.close()


async def test_the_workspace_says_how_long(store: Store) -> None:
    year = Year(store, months=12)
    settings = {"team": "T1", "settings": {}, "changed_by": "U1", "changed_at": START}
    year.do(insert(workspace).values(**settings, retention_days=None, hold=False))
    await year.passes()
    assert year.told() == []  # that is: for ever
    year.do(update(workspace).values(retention_days=3650))
    await year.passes(hours=1)
    assert year.told() == []
    year.do(update(workspace).values(retention_days=40))
    await year.passes(hours=1)
    assert len(year.told()) == 1  # at most one a day
    await year.passes(days=1)
    assert len(year.told()) == 2
    year.do(update(workspace).values(hold=True))
    await year.passes(days=90)
    assert year.journeys() == {"old", "fresh"}
    year.close()


@mostly_sqlite
async def test_nothing_goes_where_nobody_has_said_so(store: Store) -> None:
    year = Year(store, months=None)
    await year.passes(days=4000)
    assert (year.told(), year.journeys()) == ([], {"old", "fresh"})
    year.close()
