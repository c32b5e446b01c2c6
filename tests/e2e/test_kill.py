"""SIGKILL between any two steps of a turn: nothing is lost, and nothing comes twice."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from pathlib import Path

import pytest

from flows.journey.principles import of_step
from flows.parts.advice.findings import AdviceLines
from flows.parts.next_steps import NextStepLines
from tests.e2e.chef import Chef
from tests.e2e.harness import ALI, KAREN, METTE, World, library, path
from tests.e2e.lives import DELIVERY, TURN, Life, lives_in
from tests.e2e.marks import on_postgresql, on_sqlite
from tests.e2e.reading import buttons, has

#: A turn with its delivery has more steps than the first, and fewer than the second; and edges.
STEPS, EDGES = (30, 200), (8, 60)


async def asked(chef: Chef) -> str:
    """The question that the database says stands open; between phases, go on.

    What is asked about a next step, beside the path, is answered first. Of a principle it is what
    one is to agree with: how that is asked depends on what was answered before.
    """
    steps = library().lines(NextStepLines)
    for beside in (steps.myself, steps.no_date):
        if beside in buttons(chef.last):
            await chef.presses(beside)
    journey = chef.world.database.journeys(chef.id)[0]
    if journey.stage == "paused":
        await chef.says("fortsæt")
        journey = chef.world.database.journeys(chef.id)[0]
    step = path().by_id[journey.asked]
    principle = of_step(library(), step)
    return principle[1].says if principle is not None else step.question.ask


def kept(chef: Chef) -> int:
    """How much is kept of what was answered, also what was followed by something newer."""
    return sum(1 for _ in chef.world.database.answers(chef.id))


async def unharmed(chef: Chef, life: Life, answered: int) -> bool:
    """Wait for the end of the turn, or of the bot; whether the turn came first."""
    world = chef.world

    def is_done() -> bool:
        return kept(chef) > answered and not world.database.owed()

    await world.until(
        lambda: not life.alive or is_done(), "a bot that is dead, or has done the turn"
    )
    return life.alive


async def recovered(chef: Chef, answered: int) -> None:
    """Slack repeats what was not acknowledged; then all that is owed is there."""
    world = chef.world
    await world.people.forward(60)  # what the dead bot has not acknowledged is past
    await world.repeated(lambda: kept(chef) > answered)
    await world.settled()
    await chef.listens()


def nothing_lost_or_twice(chef: Chef) -> None:
    world = chef.world
    channel = world.sandbox.workspace.channels[chef.channel]
    said = Counter(m.raw["text"] for m in channel.messages.values() if "bot_id" in m.raw)
    assert not [text for text, times in said.items() if times > 1], said
    told = world.database.answers(chef.id)
    answers = Counter(answer.step for answer in told if answer.step in path().by_id)
    assert set(answers.values()) <= {1}


@on_sqlite
@pytest.mark.parametrize(
    ("edges", "stride"), [(True, 5), pytest.param(False, 1, marks=pytest.mark.slow)]
)
async def test_killed_at_every_step(
    still_world: World, tmp_path: Path, edges: bool, stride: int
) -> None:
    world = still_world
    fewest, most = EDGES if edges else STEPS
    async with lives_in(world, tmp_path) as lives:
        life = await lives.born(kill_at=1, edges=edges)
        karen = await world.chef()
        await karen.has_begun()
        for kill_at in range(1, most, stride):
            question, answered = await asked(karen), kept(karen)
            assert has(karen.last, question), life.killed_at
            life.arm()
            await karen.answers_by_typing(f"Svar {kill_at}", wait=False)
            if done := await unharmed(karen, life, answered):
                break
            life = await lives.born(kill_at=kill_at + stride, edges=edges)
            await recovered(karen, answered)
            nothing_lost_or_twice(karen)
        assert done
        assert kill_at > fewest


@on_postgresql
@pytest.mark.parametrize("transport", ["http"])
@pytest.mark.parametrize(
    ("role", "kills"),
    [
        ("web", (1, 16, 18)),
        ("worker", (1, 6, 9)),
        pytest.param("web", (1, 12, 16, 17, 18), marks=pytest.mark.slow),
        pytest.param("worker", (1, 5, 6, 7, 8, 9, 11), marks=pytest.mark.slow),
    ],
)
async def test_web_and_worker_killed(
    still_world: World, tmp_path: Path, role: str, kills: tuple[int, ...]
) -> None:
    world = still_world
    other = {"web": "worker", "worker": "web"}[role]
    arms = {"web": TURN, "worker": DELIVERY}[role]
    async with lives_in(world, tmp_path) as lives:
        await lives.born(other)
        life = await lives.born(role, kills[0], arms)
        karen = await world.chef()
        await karen.has_begun()
        killed = 0
        for next_kill in (*kills[1:], 0):
            question, answered = await asked(karen), kept(karen)
            assert has(karen.last, question), life.killed_at
            life.arm()
            await karen.answers_by_typing("Det ved de 40 unge", wait=False)
            if await unharmed(karen, life, answered):
                await life.end()
            killed += bool(life.killed_at)
            await world.later(seconds=60)  # so long may rows be held by one who is dead
            life = await lives.born(role, next_kill, arms)
            await recovered(karen, answered)
            nothing_lost_or_twice(karen)
        assert killed > len(kills) / 2
        await karen.answers_by_typing("Det ved de 40 unge")
        assert has(karen.last, await asked(karen))
        await life.end()
        assert life.code == 0


@on_postgresql
@pytest.mark.parametrize("transport", ["http"])
async def test_what_a_dead_worker_held_is_sent_at_once(still_world: World, tmp_path: Path) -> None:
    """Killed when Slack has the message, and it is not marked: no lease is waited for."""
    world = still_world
    async with lives_in(world, tmp_path) as lives:
        life = await lives.born("worker", 4, DELIVERY, edges=True)
        await lives.born("web")
        karen = await world.chef()
        await karen.has_begun()
        life.arm()
        await karen.answers_by_typing("Det ved de 40 unge", wait=False)
        await world.until(lambda: not life.alive, "a dead worker")
        await lives.born("worker")
        began = time.monotonic()
        await world.delivered()
        assert time.monotonic() - began < 20, "the lease is longer"
        await karen.listens()
        assert has(karen.last, await asked(karen))
        nothing_lost_or_twice(karen)


@on_postgresql
async def test_two_bots_share_the_events(still_world: World, tmp_path: Path) -> None:
    world = still_world
    async with lives_in(world, tmp_path) as lives:
        both = [await lives.born(), await lives.born()]
        assert world.sandbox.sockets.connected == 4  # two each
        chefs = [await world.chef(name) for name in (KAREN, ALI, METTE)]
        await asyncio.gather(*(chef.says("hej") for chef in chefs))
        await asyncio.gather(*(chef.says("hele vejen") for chef in chefs))
        for _ in range(5):
            await asyncio.gather(*(chef.answers_by_typing(f"Svar {chef.id}") for chef in chefs))
        for chef in chefs:
            assert has(chef.last, await asked(chef))
            assert kept(chef) >= 5  # and what follows from them, as that the test is over
            nothing_lost_or_twice(chef)
        for life in both:
            await life.end()
            assert life.code == 0


@on_sqlite
async def test_killed_at_a_click(still_world: World, tmp_path: Path) -> None:
    """Slack does not repeat a click; the person does, where the buttons still stand.

    To 'Nej' there is advice: it is kept in the same breath.
    """
    world = still_world
    people = await world.people.add_people(3)
    async with lives_in(world, tmp_path) as lives:
        life = await lives.born(kill_at=9)
        labels, kills = ("Nej", "Ja", "Nej"), (17, 41, 0)
        for next_kill, label, person in zip(kills, labels, people, strict=True):
            chef = await world.chef(person["id"])
            await chef.begins("Mødested for unge")
            for text in ("bedre kvalitet", "Det ved de 40 unge", "40 om ugen"):
                await chef.says(text)
            life.arm()
            click = {"user": chef.id, "where": chef.last, "what": label}
            await life.meets(world, world.people.press(**click))
            await unharmed(chef, life, 4)
            await life.end()
            life = await lives.born(kill_at=next_kill)
            if not world.database.given(chef.id, "formaal.vaerd"):
                assert (await world.people.press(**click))["acked"]
            await recovered(chef, 4)
            if label == "Nej":
                assert library().lines(AdviceLines).stands in buttons(chef.last)
            else:
                assert has(chef.last, path().by_id["typen.valg"].question.ask)
            nothing_lost_or_twice(chef)
