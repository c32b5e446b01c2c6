"""What one person does is worked off in the order in which they did it, also across a network."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.chef import Chef
from tests.e2e.harness import World, path, texts
from tests.e2e.lives import lives_in
from tests.e2e.marks import each_once, each_once_crossed, on_postgresql
from tests.e2e.reading import has
from tests.e2e.reading import said as words

#: So many at once: of 60 each third came turned round, when nothing kept their order.
PAIRS = pytest.mark.parametrize("pairs", [12, pytest.param(60, marks=pytest.mark.slow)])
AT_TWO = pytest.mark.parametrize("pairs", [4, pytest.param(20, marks=pytest.mark.slow)])
FIRST, SECOND = "De mødes dagligt på torvet", "Vi hører dem aldrig i sagsgangen"
#: The first two questions that take any text, in the model's own order.
ONE, TWO = "formaal.hvorfor", "formaal.succes"
#: What is asked after them.
THREE = path().by_id["formaal.vaerd"].question.ask
#: What everybody says up to the first of them.
BEFORE = ("hej", "hele vejen", "Mødested for unge", "Spring testen over", "2", "bedre kvalitet")


async def ready(world: World, chefs: list[Chef]) -> None:
    """Everybody is asked the first of the two questions."""
    for text in BEFORE:
        await asyncio.gather(*(world.people.say(each.id, text, expect=1) for each in chefs))
        await world.settled()


def event(chef: Chef, text: str, ts: str) -> dict[str, str]:
    where = {"channel": chef.channel, "channel_type": "im", "user": chef.id}
    return {"type": "message", **where, "text": text, "ts": ts, "event_ts": ts}


def stands(world: World, user: str) -> tuple[object, object]:
    return world.database.given(user, ONE), world.database.given(user, TWO)


@on_postgresql
@PAIRS
async def test_many_pairs_at_once(world: World, pairs: int) -> None:
    people = await world.people.add_people(pairs)
    chefs = [await world.chef(each["id"]) for each in people]
    await ready(world, chefs)
    clock = world.sandbox.core.clock
    said = [(each, text, clock.ts()) for each in chefs for text in (FIRST, SECOND)]
    await asyncio.gather(*(world.people.emit(event(*each)) for each in said))
    await world.settled()
    found = Counter(stands(world, each.id) for each in chefs)
    assert found == {(FIRST, SECOND): pairs}


@on_postgresql
@AT_TWO
async def test_two_processes_get_what_one_person_does_at_once(
    still_world: World, tmp_path: Path, pairs: int
) -> None:
    """Each message goes to another process, and each comes to both: one order, one effect."""
    world = still_world
    async with lives_in(world, tmp_path) as lives:
        for _ in range(2):
            await lives.born()
        people = await world.people.add_people(pairs)
        chefs = [await world.chef(each["id"]) for each in people]
        await ready(world, chefs)
        clock = world.sandbox.core.clock
        said = [(each, text, clock.ts()) for each in chefs for text in (FIRST, SECOND)]
        twice = [event(*each) for each in said for _ in range(2)]
        told = await asyncio.gather(*(world.people.emit(each) for each in twice))
        assert all(each["acked"] for each in told)
        await world.settled()
        assert Counter(stands(world, each.id) for each in chefs) == {(FIRST, SECOND): pairs}
        for chef in chefs:
            shown = await world.people.messages(chef.channel)
            asked = [each for each in shown if each["is_bot"] and has(each, THREE)]
            assert len(asked) == 1, [words(each) for each in shown]


@each_once
async def test_a_first_message_that_is_delayed(world: World, karen: Chef) -> None:
    await ready(world, [karen])
    await world.people.fault("delay", "events_api", seconds=0.5, times=1)
    first = asyncio.create_task(world.people.act(karen.id, "message", text=FIRST))
    while FIRST not in str(await world.people.messages(karen.id, karen.id)):
        await asyncio.sleep(0)
    await world.people.act(karen.id, "message", text=SECOND)
    await first
    await world.settled()
    assert stands(world, karen.id) == (FIRST, SECOND)


@each_once_crossed
async def test_a_first_message_that_slack_repeats_after_the_second(
    world: World, karen: Chef
) -> None:
    await ready(world, [karen])
    older = world.sandbox.core.clock.ts()
    await karen.says(SECOND)
    assert stands(world, karen.id) == (SECOND, None)
    await world.people.emit(event(karen, FIRST, older))
    await karen.listens()
    assert stands(world, karen.id) == (FIRST, SECOND)
    await karen.sees(texts.late.first.split(",")[0], FIRST, SECOND)


@each_once
async def test_one_message_under_eleven_event_ids(world: World, karen: Chef) -> None:
    await ready(world, [karen])
    before = len(await world.calls("chat.postMessage"))
    said = event(karen, FIRST, world.sandbox.core.clock.ts())
    told = await asyncio.gather(*(world.people.emit(said, event_id=f"Ev0{n}") for n in range(11)))
    assert all(each["acked"] for each in told)
    await world.settled()
    assert stands(world, karen.id) == (FIRST, None)
    assert len(await world.calls("chat.postMessage")) == before + 1
