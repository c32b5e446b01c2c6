"""Somebody writes faster than they can be answered: a burst is answered once, and all is kept."""

from __future__ import annotations

from sqlalchemy import create_engine, select

from bot.outbox.owing import FLOOD
from bot.slack.arrivals import Arrival
from bot.store.database import Store
from bot.store.schema import PENDING, answer, outbox
from bot.turns.languages import alone
from bot.turns.pipeline import Pipeline
from flows.inputs import Typed
from tests.e2e.harness import flow
from tests.e2e.marks import on_sqlite


@on_sqlite
async def test_a_burst_is_answered_at_once(store: Store) -> None:
    turns = Pipeline(store, alone(flow()))
    said = ["hej", "begynd", "Mødested", *["spring over"] * 60, "status"]
    for number, text in enumerate(said):
        await turns.take(Arrival(f"k{number}", "T1", "U1", Typed(text, f"{number}.0"), "D1"))
    await turns.take(Arrival("other", "T1", "U2", Typed("hej", "1.0"), "D2"))
    engine = create_engine(store.place)
    waiting = select(outbox.c.refresh, outbox.c.payload).where(
        outbox.c.state == PENDING, outbox.c.lane == "talk:T1:U1"
    )
    with engine.connect() as connection:
        rows = connection.execute(waiting.order_by(outbox.c.id)).all()
        kept = connection.execute(select(answer.c.id).where(answer.c.state == "skipped")).all()
        others = connection.execute(
            select(outbox.c.refresh).where(outbox.c.lane == "talk:T1:U2")
        ).all()
    engine.dispose()
    first = [row for row in rows if row.refresh is None]
    assert len(first) < FLOOD + 5  # the rest give way to the newest of them
    assert {row.refresh for row in rows[len(first) :]} == {"flood:talk:T1:U1"}
    assert "Mødested" in str(rows[-1].payload)  # where one is, after all of it
    assert len(kept) > 10
    assert {row.refresh for row in others} == {None}
