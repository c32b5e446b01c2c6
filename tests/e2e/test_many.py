"""Many people at once, and a bot that is told to stop while they talk."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from bot.outbox.owing import FLOOD
from bot.outbox.rows import Row
from bot.sandbox.client import SandboxClient
from flows.journey.gate import PASSED
from flows.journey.steps import Step
from tests.e2e.harness import Hasty, World, path, texts
from tests.e2e.lives import lives_in
from tests.e2e.marks import on_sqlite
from tests.e2e.reading import has

#: What is typed from the title on: the first nine questions. Who is owed more than ``FLOOD``
#: messages, since Slack is slow and they are not, is told the last of them alone.
ANSWERS = (
    "Mødested for unge",
    "spring testen over",
    "2",
    "bedre kvalitet",
    "Det ved de unge",
    "40 om ugen",
    "ja",
    "2",
    "1",
)
assert len(ANSWERS) < FLOOD

ASKED = (
    "title",
    "gate.parter",
    "afklaring.start",
    "formaal.gevinster",
    "formaal.hvorfor",
    "formaal.succes",
    "formaal.vaerd",
    "typen.valg",
    "type.afsender",
    "type.styring",
)


def steps() -> list[Step]:
    return [path().by_id[id] for id in ASKED]


async def talk(people: SandboxClient, user: str, *lines: str) -> None:
    """Says one thing after the other, as soon as the bot has taken in the one before."""
    for line in lines:
        assert (await people.say(user, line))["acked"]


async def everything_is_there(world: World, people: list[dict[str, str]]) -> None:
    """Every answer is stored, and every question was asked once, in order."""
    said = await world.people.many_messages([person["im"] for person in people])
    for person in people:
        answers = world.database.answers(person["id"])
        expected = [PASSED if step == "gate.parter" else step for step in ASKED[: len(ANSWERS)]]
        assert [answer.step for answer in answers] == expected
        assert answers.given("formaal.hvorfor") == "Det ved de unge"
        heard = [message for message in said[person["im"]] if message["is_bot"]]
        assert has(heard[0], texts.welcome.privacy)
        assert len(heard) == 1 + len(ASKED)
        for message, step in zip(heard[1:], steps(), strict=True):
            assert has(message, step.question.ask)


class Tidiless(Hasty):
    """Redraws nothing, as when Slack is busy: questions go first."""

    def book(self, row: Row, patience: float) -> float:
        return 3600.0 if row.may_be_dropped else super().book(row, patience)


@pytest.mark.parametrize(
    ("database_url", "count"),
    [
        ("sqlite", 8),
        ("postgresql", 5),
        pytest.param("sqlite", 200, marks=pytest.mark.slow),
        pytest.param("postgresql", 100, marks=pytest.mark.slow),
    ],
    indirect=["database_url"],
)
async def test_many_people_at_once(still_world: World, count: int) -> None:
    world = still_world
    await world.begin(pace=Tidiless())
    await world.people.settings(traffic=False)
    people = await world.people.add_people(count)
    await asyncio.gather(
        *(talk(world.people, person["id"], "hej", "hele vejen", *ANSWERS) for person in people)
    )
    await world.delivered()
    await everything_is_there(world, people)


@on_sqlite
async def test_nothing_is_left_unsaid_where_slack_is_slower_than_people(still_world: World) -> None:
    world = still_world
    await world.begin(pace=Tidiless())
    people = await world.people.add_people(1)
    await world.people.fault("slow", "chat.postMessage", seconds=1.0)
    await talk(world.people, people[0]["id"], "hej", "hele vejen", *ANSWERS)
    await world.delivered()
    await everything_is_there(world, people)


def stored(world: World, people: list[dict[str, str]]) -> Counter[str]:
    """How often each answer is stored."""
    return Counter(
        answer.value for person in people for answer in world.database.answers(person["id"])
    )


@on_sqlite
async def test_told_to_stop_while_people_talk(still_world: World, tmp_path: Path) -> None:
    world = still_world
    people = await world.people.add_people(40)
    async with lives_in(world, tmp_path) as lives:
        life = await lives.born()
        await asyncio.gather(
            *(talk(world.people, person["id"], "hej", "hele vejen") for person in people)
        )
        await world.delivered()
        for person in people:
            await world.people.say(person["id"], ANSWERS[0], wait=False)
        await world.until(world.database.owed)
        life.tell_to_stop()
        await world.until(lambda: not life.alive)
        assert life.code == 0, lives.log
        await lives.born()
        await world.people.forward(100)
        await world.repeated(lambda: stored(world, people) == {ANSWERS[0]: len(people)})
        await world.settled()
    said = await world.people.many_messages([person["im"] for person in people])
    for messages in said.values():
        asked = [message for message in messages if has(message, steps()[1].question.ask)]
        assert len(asked) == 1
