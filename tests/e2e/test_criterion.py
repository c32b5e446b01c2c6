"""The success criterion as it was written first is there when a memo is made of it."""

from __future__ import annotations

from sqlalchemy import select

from bot.store.database import open_store
from bot.store.schema import journey
from bot.turns import memo_rows, rows
from flows.journey.values import Answers, Person, Scene
from tests.e2e.chef import Chef
from tests.e2e.harness import World
from tests.e2e.marks import mostly_sqlite

FIRST, LAST = "40 unge bruger stedet hver uge", "30 unge bruger stedet hver uge"


@mostly_sqlite
async def test_its_first_wording_is_loaded_for_a_memo(karen: Chef, world: World) -> None:
    await karen.has_begun()
    for said in ("bedre kvalitet", "Det ved de selv", FIRST):
        await karen.says(said)
    await karen.edits(FIRST, LAST)
    (row,) = world.database.rows(select(journey))
    store = open_store(world.database.url)
    try:
        answers = Answers(await store.run(lambda tx: rows.answers_of(tx, row.id)))
        scene = Scene(Person(karen.id), (), row.id, answers)
        made = await store.run(lambda tx: memo_rows.with_memos(tx, row.team, scene))
    finally:
        await store.stop()
    assert answers.given("formaal.succes") == LAST
    assert [each.value for each in made.earlier] == [FIRST, LAST]
