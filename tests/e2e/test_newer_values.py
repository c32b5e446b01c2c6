"""An older program beside a newer one meets values that it does not know.

It leaves them alone: what it can it reads past, and what it cannot it refuses, so that Slack sends
it again and a newer process takes it. Nobody else is held up by it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, Table, create_engine, insert, select, update

from bot.store.schema import (
    answer,
    conclusion,
    journey,
    nudge,
    outbox,
    person,
    round,
    workshop,
)
from tests.bot.store.released import fill, lately, rows_of
from tests.e2e.harness import ALI, KAREN, open_world, texts
from tests.e2e.marks import on_both

NEWER = "newer"
TEAM, WHO, JOURNEY = "T0EKSEMPEL", "U0KAREN001", "2d01d1319cc5"
NOW = datetime.now(UTC) - timedelta(minutes=5)
STEP = {"id": "1", "do": "ringe", "due": None, "state": "open", "origin": ""}
TABLES = (journey, answer, person, nudge, workshop, round, conclusion)


def said(step: str, value: Any = None, state: str = "given") -> Any:
    given = {"journey": JOURNEY, "step": step, "value": value, "state": state}
    return insert(answer).values(**given, author=WHO, said_at=NOW)


def owed(**newer: str) -> Any:
    given = {"team": TEAM, "lane": f"talk:{TEAM}:U0NOBODY1", "method": "chat.postMessage"}
    given |= {"state": "pending", "attempts": "0", **newer}
    payload = {"channel": "U0NOBODY1", "text": "x"}
    return insert(outbox).values(**given, payload=payload, due_at=NOW, created_at=NOW)


#: A word like this one gives any side question up.
GIVEN_UP = "a side question"
HERS, MINE = person.c.user == WHO, nudge.c.user == WHO
ODD: dict[str, Any] = {
    "a stage": update(journey).where(journey.c.id == JOURNEY).values(stage=NEWER),
    "an answer's state": said("formaal.hvorfor", None, NEWER),
    "an answer to a question that there is not": said("newer.question", "ja"),
    "an answer's form": said("formaal.vaerdi", {NEWER: 1}),
    "a kind of record": said("newer:1", {"a": 1}),
    "a record's field": said("next_step:1", {**STEP, NEWER: 1}),
    "a record's state": said("next_step:1", {**STEP, "state": NEWER}),
    "reminders": update(person).where(HERS).values(reminders={"hours": NEWER, NEWER: 1}),
    "a side question": update(person).where(HERS).values(asking={"what": NEWER, "journeys": []}),
    "a nudge's kind": update(nudge).where(MINE).values(kind=NEWER),
    "a nudge's state": update(nudge).where(MINE).values(state=NEWER),
    "a workshop's state": update(workshop).values(state=NEWER, due_at=NOW),
    "a workshop's pace": update(workshop).values(pace=NEWER, due_at=NOW),
    "a workshop's naming": update(workshop).values(naming=NEWER, due_at=NOW),
    "a round's state": update(round).values(state=NEWER),
    "a conclusion's clarity": update(conclusion).values(clarity=NEWER),
    "a message's state": owed(state=NEWER),
    "a message's method": owed(method=NEWER, lane=f"{NEWER}:1"),
}
Kept = dict[Table, list[dict[str, Any]]]


@asynccontextmanager
async def changed(engine: Engine, odd: Any) -> AsyncIterator[None]:
    """The database with one odd value, planned anew; as it was before, afterwards.

    In a thread: the bot's transactions end in this loop, and a lock is waited for.
    """
    kept = await asyncio.to_thread(_change, engine, odd)
    yield
    await asyncio.to_thread(_put_back, engine, kept)


def _change(engine: Engine, odd: Any) -> Kept:
    with engine.begin() as connection:
        kept = {
            table: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in TABLES
        }
        connection.execute(odd)
        connection.execute(update(journey).values(replan=True))
    return kept


def _put_back(engine: Engine, kept: Kept) -> None:
    with engine.begin() as connection:
        for table in (answer, nudge):
            connection.execute(table.delete())
            connection.execute(insert(table), kept[table])
        for table in set(TABLES) - {answer, nudge}:
            key = [column.name for column in table.primary_key]
            for row in kept[table]:
                these = [table.c[name] == row[name] for name in key]
                connection.execute(update(table).where(*these).values(row))


@pytest.mark.slow
@on_both
async def test_they_are_left_alone(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.asking.QUIET", 0.0)
    rows = rows_of("0.1.0")
    kept = {name: rows[name] for name in rows if name != "setback"}
    fill(database_url, kept, lately(rows))
    async with open_world(database_url, "socket") as world:
        world.calm = False
        await world.begin()
        karen, ali = await world.chef(KAREN), await world.chef(ALI)
        await karen.will_see("Et svar, der venter")
        refused, engine = set(), create_engine(world.database.place)
        for name, odd in ODD.items():
            async with changed(engine, odd):
                await ali.says("status")
                assert ali.heard, name
                await ali.sees("Formål")
                await karen.says("status", wait=False)
                await karen.will_see("")  # whatever it is
                if any(texts.trouble.not_understood in each["text"] for each in karen.heard):
                    refused.add(name)
                left = world.database.tables_with(NEWER) or name == GIVEN_UP
                assert left, f"{name} is not left alone"
            await world.repeated(lambda: not world.sandbox.core.transport.pending)
        engine.dispose()
        assert refused <= {"an answer's state"}
        assert not world.log.said("delivery crashed")
