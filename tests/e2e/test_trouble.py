"""The database fails: the person is told, nothing counts as done, and nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.e2e.chef import Chef
from tests.e2e.harness import ALI, World, texts
from tests.e2e.lives import lives_in
from tests.e2e.marks import by_both, on_postgresql, on_sqlite
from tests.e2e.reading import has

WHY, ASKED_WHY, ASKED_SUCCESS = (
    "formaal.hvorfor",
    "Hvorfor skal netop den her opgave",
    "Hvordan kan I se, at det er lykkedes",
)


async def told_and_then_stored(chef: Chef, answer: str) -> None:
    """After the trouble: Slack repeats the event, the answer counts once, and it goes on."""
    world = chef.world
    await world.repeated(lambda: world.database.given(chef.id, WHY))
    await world.settled()
    assert world.database.given(chef.id, WHY) == answer
    assert [each.step for each in world.database.answers(chef.id)].count(WHY) == 1
    shown = await world.people.messages(chef.channel)
    told = [each for each in shown if has(each, texts.trouble.not_stored)]
    asked = [each for each in shown if has(each, ASKED_SUCCESS)]
    assert (len(told), len(asked)) == (1, 1)


@on_sqlite
@pytest.mark.parametrize("transport", ["http"])
async def test_a_full_disk(still_world: World, tmp_path: Path) -> None:
    world = still_world
    answer = "Det ved de unge. " * 170
    async with lives_in(world, tmp_path) as lives:
        life = await lives.born()
        karen = await world.chef()
        await karen.has_begun("bedre kvalitet")
        await karen.sees(ASKED_WHY)
        await world.people.settings(ack_seconds=2.0)
        life.fill_disk()
        await karen.says(answer, wait=False)
        await karen.will_see(texts.trouble.not_stored)
        assert world.database.given(karen.id, WHY) is None
        life.fill_disk()
        await told_and_then_stored(karen, answer.strip())
        assert "the disk is full" in lives.log


@on_sqlite
async def test_a_locked_file(karen: Chef, world: World) -> None:
    """Refused in time, told where it lasts, and not where Slack's first repetition is taken."""
    world.calm = False
    await karen.has_begun("bedre kvalitet")
    await karen.sees(ASKED_WHY)
    await world.people.settings(ack_seconds=3.0)
    other = sqlite3.connect(str(world.database.place.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await karen.says("Det ved de unge", wait=False)
    await karen.will_see(texts.trouble.not_stored)
    assert not [each for each in await world.people.problems() if "timeout" in str(each)]
    other.execute("ROLLBACK")
    other.close()
    await told_and_then_stored(karen, "Det ved de unge")
    assert world.log.said("locked by another program")


@contextmanager
def away(url: str) -> Iterator[None]:
    """PostgreSQL ends every connection to the database, and takes no new ones."""
    place, _, name = url.rpartition("/")
    name = name.partition("?")[0]
    with psycopg.connect(
        url.replace(f"{place}/{name}", f"{place}/postgres"), autocommit=True
    ) as db:
        db.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        db.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s",
            [name],
        )
        yield
        db.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@on_postgresql
@by_both
async def test_a_lost_database(karen: Chef, world: World) -> None:
    world.calm = False
    await karen.has_begun("bedre kvalitet")
    question = await karen.sees(ASKED_WHY)
    await world.people.settings(ack_seconds=1.5)
    world.database.close()
    with away(world.database.url):
        await karen.says("Det ved de unge", wait=False)
        await karen.will_see(texts.trouble.not_stored)
        lost = await world.people.press(karen.id, question, texts.buttons.pause)
        assert not lost["acked"]
    while not (await world.people.say(ALI, "hej"))["acked"]:
        pass  # for a second the bot does not even ask the database
    await told_and_then_stored(karen, "Det ved de unge")
    assert world.log.said("the database does not answer")


@on_postgresql
async def test_a_database_that_was_away_for_a_moment(karen: Chef, world: World) -> None:
    await karen.has_begun()
    world.database.close()
    with away(world.database.url):
        pass
    await karen.says("bedre kvalitet")
    await karen.sees(ASKED_WHY)


@on_sqlite
@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
async def test_a_question_whose_blocks_slack_refuses_is_asked_in_words(
    karen: Chef, world: World, error: str
) -> None:
    world.calm = False
    await karen.has_begun()
    await world.people.fault("error", "chat.postMessage", error=error)
    await karen.says("bedre kvalitet")
    await karen.sees("Hvorfor skal netop den her opgave")
    assert not karen.last.get("blocks")
    await karen.says("De ved det", thread_ts=karen.last["ts"])
    assert world.database.given(karen.id, "formaal.hvorfor") == "De ved det"


@on_sqlite
async def test_tidying_that_is_refused_is_let_be(karen: Chef, world: World) -> None:
    await karen.has_begun()
    await world.people.fault("error", "chat.update", error="cant_update_message")
    await karen.says("bedre kvalitet")
    assert len(karen.heard) == 1
