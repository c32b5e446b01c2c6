"""Statements: values go in and come back as they were, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import sqlite

from bot.store.database import Store
from bot.store.schema import inbox, journey, outbox
from bot.store.statements import Statement, insert_once
from bot.store.transaction import Transaction

NOON = datetime(2026, 3, 1, 12, 30, 0, 123456, tzinfo=UTC)

ADD = Statement(
    insert(outbox).values(state="pending", attempts=0, created_at=NOON).returning(outbox.c.id),
    columns=("team", "lane", "method", "payload", "due_at"),
)
READ = Statement(
    select(outbox.c.id, outbox.c.payload, outbox.c.due_at, outbox.c.attempts)
    .where(outbox.c.lane == bindparam("in_lane"))
    .order_by(outbox.c.id)
)
COUNT_UP = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(attempts=outbox.c.attempts + bindparam("by"))
)
HEARD = insert_once(inbox, "key", "received_at")


def _add(tx: Transaction, payload: Any, due_at: datetime = NOON, **more: Any) -> int:
    values = {"team": "T1", "lane": "D1", "method": "chat.postMessage", **more}
    return int(ADD.one_or_none(tx, payload=payload, due_at=due_at, **values).id)


async def test_values_come_back_as_they_were(store: Store) -> None:
    payload = {"text": "Rød grød med fløde – “100 %”", "blocks": [{"n": 1}, None, True]}
    in_copenhagen = NOON.astimezone(timezone(timedelta(hours=1)))

    def job(tx: Transaction) -> Any:
        row = _add(tx, payload, due_at=in_copenhagen)
        return row, READ.one_or_none(tx, in_lane="D1")

    row, read = await store.run(job)
    assert read == (row, payload, NOON, 0)
    assert read.due_at.utcoffset() == timedelta(0)
    assert read.payload == payload


async def test_a_plain_value_is_no_other_afterwards(store: Store) -> None:
    """SQLite makes numbers of texts that look like one"""
    values = [2, 2.5, True, "2", "1e5", "ja", ""]

    def job(tx: Transaction) -> list[Any]:
        for value in values:
            _add(tx, value)
        return [row.payload for row in READ.all(tx, in_lane="D1")]

    read = await store.run(job)
    assert [(type(each), each) for each in read] == [(type(each), each) for each in values]


async def test_nothing_is_null(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        _add(tx, None)
        tx.cursor.execute("SELECT count(*) FROM outbox WHERE payload IS NULL")
        return tx.cursor.fetchall()[0][0], READ.one_or_none(tx, in_lane="D1").payload

    assert await store.run(job) == (1, None)


async def test_rows_are_counted_and_come_in_order(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        rows = [_add(tx, {}) for _ in range(3)]
        COUNT_UP.many(tx, [{"row": row, "by": row} for row in rows])
        touched = COUNT_UP.run(tx, row=rows[0], by=10), COUNT_UP.run(tx, row=-1, by=1)
        return rows, touched, READ.all(tx, in_lane="D1"), READ.all(tx, in_lane="nowhere")

    rows, touched, read, none = await store.run(job)
    assert touched == (1, 0)
    assert [(row.id, row.attempts) for row in read] == [
        (rows[0], rows[0] + 10),
        (rows[1], rows[1]),
        (rows[2], rows[2]),
    ]
    assert none == []


async def test_a_default_of_the_statement_may_be_overridden(store: Store) -> None:
    await store.run(lambda tx: _add(tx, {}, attempts=7))
    read = await store.run(lambda tx: READ.one_or_none(tx, in_lane="D1"))
    assert read.attempts == 7


async def test_what_is_there_already_is_not_inserted_again(store: Store) -> None:
    def job(tx: Transaction) -> int:
        return HEARD.run(tx, key="Ev1", received_at=NOON)

    assert [await store.run(job), await store.run(job)] == [1, 0]


def test_what_another_thread_finds_is_a_whole_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two may use it first: what is there for the second must hold the ending too."""
    statement, seen = insert_once(inbox, "key", "received_at"), []

    class Found(dict[str, Any]):
        def __setitem__(self, name: str, form: Any) -> None:
            seen.append(form.sql)
            super().__setitem__(name, form)

    monkeypatch.setattr(statement, "_forms", Found())
    whole = statement.sql(sqlite.dialect())
    assert seen == [whole]
    assert whole.endswith("ON CONFLICT DO NOTHING")


@pytest.mark.parametrize("values", [{}, {"key": "Ev1"}, {"keys": "Ev1", "received_at": NOON}])
async def test_missing_and_misspelt_values_are_named(
    store: Store, values: dict[str, object]
) -> None:
    with pytest.raises(TypeError, match=r"received_at|keys"):
        await store.run(lambda tx: HEARD.run(tx, **values))


async def test_a_time_without_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        await store.run(lambda tx: HEARD.run(tx, key="x", received_at=NOON.replace(tzinfo=None)))


async def test_deleting_a_journey_deletes_its_answers(store: Store) -> None:
    def job(tx: Transaction) -> Any:
        tx.cursor.execute(
            "INSERT INTO journey (id, team, owner, title, stage, revision, created_at,"
            " updated_at) VALUES ('j1', 'T1', 'U1', 'x', 'x', 0, '2026-01-01', '2026-01-01')"
        )
        tx.cursor.execute(
            "INSERT INTO answer (journey, step, state, author, said_at)"
            " VALUES ('j1', 'x', 'given', 'U1', '2026-01-01')"
        )
        Statement(delete(journey)).run(tx)
        tx.cursor.execute("SELECT count(*) FROM answer")
        return tx.cursor.fetchall()[0][0]

    assert await store.run(job) == 0


async def test_what_is_asked_in_a_row_is_read_in_any_order_and_after_the_commit(
    store: Store,
) -> None:
    def job(tx: Transaction) -> list[Any]:
        new = HEARD.ask(tx, key="k", received_at=NOON)
        again = HEARD.ask(tx, key="k", received_at=NOON)
        before = READ.ask(tx, in_lane="D1")
        _add(tx, "x")
        after = READ.ask(tx, in_lane="D1")
        assert [each.payload for each in after.all()] == ["x"]
        late = READ.ask(tx, in_lane="none")
        return [new, again, before, late]

    new, again, before, late = await store.run(job)
    assert (new.touched, again.touched) == (1, 0)
    assert (before.all(), late.one_or_none()) == ([], None)
