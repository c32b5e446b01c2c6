"""What a journey has taught, through the front door: kept, shared, withdrawn, deleted."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import insert

from bot.store.database import open_store
from bot.store.schema import answer, journey
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from flows.parts.learning import LearningLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, path, texts
from tests.e2e.marks import mostly_sqlite

lines = library().lines(LearningLines)
LEARNT = "Vi skulle have spurgt naboerne"


async def learns(world: World, who: Chef) -> None:
    """The journey is at its end, but for the last question, and something was learnt."""
    journey_id = world.database.journeys(who.id)[0].id
    now = datetime.now(UTC)
    row = Statement(
        insert(answer),
        columns=("journey", "step", "state", "value", "author", "message", "said_at"),
    )
    move = Statement(journey.update().values(stage=path().stages[-1], asked=path().steps[-1].id))
    store = open_store(world.database.url)

    def write(tx: Transaction) -> None:
        for step in path().steps[1:-1]:
            given = step.id == lines.questions[0]
            row.run(
                tx,
                journey=journey_id,
                step=step.id,
                state="given" if given else "skipped",
                value=LEARNT if given else None,
                author=who.id,
                message=None,
                said_at=now,
            )
        move.run(tx)

    await store.run(write)
    await store.stop()


@mostly_sqlite
async def test_shared_withdrawn_and_deleted(karen: Chef, ali: Chef, world: World) -> None:
    await karen.has_begun()
    await learns(world, karen)
    await karen.says("spring over")
    await karen.sees(lines.may_share, LEARNT)
    await ali.says("hele vejen")
    assert world.database.given(karen.id, lines.questions[0]) == LEARNT
    await ali.sees(texts.steps.title.ask)
    await karen.presses(lines.share)
    await karen.sees(lines.shared)
    mette = await world.chef("Mette Eksempel")
    await mette.says("hele vejen")
    await mette.sees(LEARNT, texts.steps.title.ask)
    await karen.says("læring")
    await karen.presses(lines.withdraw)
    await karen.sees(lines.withdrawn)
    jens = await world.chef("Jens Eksempel")
    await jens.says("hele vejen")
    assert not any(LEARNT in str(message) for message in jens.heard)
