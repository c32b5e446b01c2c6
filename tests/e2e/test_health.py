"""How it is, asked from outside: by HTTP, by Socket Mode, and of a worker."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress

import aiohttp

from bot.app import Circumstances, run_worker
from bot.slack.intake import HttpIntake
from bot.turns.languages import alone
from tests.e2e.harness import Hasty, World, flow, whole_way
from tests.e2e.marks import by_both, mostly_sqlite_by_socket, on_sqlite


async def asked(port: int, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def checks(port: int, path: str = "/readyz") -> tuple[int, dict[str, str]]:
    status, text = await asked(port, path)
    return status, {
        (each := json.loads(line))["check"]: each["state"] for line in text.splitlines()
    }


async def counted(port: int) -> dict[str, float]:
    _, text = await asked(port, "/metrics")
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


@mostly_sqlite_by_socket
async def test_a_talk_is_counted(still_world: World) -> None:
    world = still_world
    await world.begin(health_port=0)
    karen = await world.chef()
    await karen.says("hej")
    await karen.presses(whole_way)
    await world.settled()
    status, found = await checks(world.health)
    assert (status, set(found.values())) == (200, {"ok"})
    assert (await checks(world.health, "/healthz"))[0] == 200
    values = await counted(world.health)
    assert values['samskab_turns_total{kind="typed",outcome="taken"}'] == 1
    assert values['samskab_turns_total{kind="pressed",outcome="taken"}'] == 1
    assert values["samskab_acknowledged_seconds_count"] >= 2
    assert values['samskab_deliveries_total{method="chat.postMessage",outcome="sent"}'] >= 2
    assert values["samskab_store_seconds_count"] > 3
    text = (await asked(world.health, "/metrics"))[1]
    assert karen.id not in text
    assert not re.search(r'"[TUCD]0?[A-Z0-9]{6,}"', text)


@on_sqlite
async def test_a_refusal_is_counted_by_slacks_word(still_world: World) -> None:
    world = still_world
    world.calm, world.expected = False, {"channel_not_found", "is_archived"}
    await world.begin(health_port=0)
    karen = await world.chef()
    await world.people.fault("error", "chat.postMessage", error="is_archived")
    await karen.says("hej", wait=False)
    key = 'samskab_slack_refusals_total{error="is_archived"}'
    await world.until(lambda: world.log.said("is_archived"))
    assert (await counted(world.health))[key] == 1


@on_sqlite
@by_both
async def test_nobody_counts_where_nobody_asks(still_world: World, transport: str) -> None:
    """By HTTP it says how it is where it takes events in, and what it does nowhere."""
    world = still_world
    intake = await world.beginning()
    assert world.health == 0
    assert isinstance(intake, HttpIntake) is (transport == "http")
    if isinstance(intake, HttpIntake):
        assert (await checks(intake.port))[0] == 200
        assert (await checks(intake.port, "/healthz"))[0] == 200
        assert (await asked(intake.port, "/metrics"))[0] == 404


@on_sqlite
async def test_a_worker_says_how_it_is(still_world: World) -> None:
    world = still_world
    given = Circumstances(
        lambda: world.ahead, Hasty(), languages=alone(flow()), watched=world.watched
    )
    worker = asyncio.create_task(run_worker(world.settings(health_port=0), given))
    await world.until(lambda: world.health)
    while (found := await checks(world.health))[1].get("process"):
        await asyncio.sleep(0.01)
    assert found[0] == 200
    assert "events" not in found[1]
    assert (await counted(world.health))["samskab_alive"] == 1
    worker.cancel()
    with suppress(asyncio.CancelledError):
        await worker
