"""What a storm of ``user_change`` costs a chef: ``python -m tests.bench.storm [--answers N]``.

A chef answers, and each answer's way to its acknowledgement is timed: in quiet, and while Slack
tells of everybody's profile, in turns in one run. The ratio is what the storm costs. Mostly the
events are of people who are not known; one in a hundred is of one who is.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from bot.slack.people import Facts
from bot.store.migrations import migrate
from bot.turns.known import Acquaintances
from tests.e2e.harness import KAREN, World, open_world

TEAM = "T0EKSEMPEL"
#: Events an hour, by name: what a large organisation sends, and ten times as many.
STORMS = {"quiet": 0, "30,000 an hour": 30_000, "300,000 an hour": 300_000}
BLOCK = 20  # so many answers in one weather, then the next
KNOWN_EVERY = 100


async def storm(world: World, known: str, an_hour: int, sent: list[int]) -> None:
    """Let Slack tell of profiles at this pace, until cancelled."""
    began, number, under_way = time.monotonic(), 0, set()
    while True:
        due = int((time.monotonic() - began) * an_hour / 3600)
        while number < due:
            user = known if number % KNOWN_EVERY == 0 else f"U0F{number:07d}"
            profile = {"display_name": "Ida", "status_text": str(number)}
            about = {"id": user, "tz": "Europe/Copenhagen", "profile": profile}
            task = asyncio.ensure_future(world.people.emit({"type": "user_change", "user": about}))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
            number += 1
            sent[0] += 1
        await asyncio.sleep(0.005)


async def answer(world: World, weather: str, times: dict[str, list[float]], known: str) -> None:
    """Some answers in one weather."""
    sent = [0]
    blowing = asyncio.create_task(storm(world, known, STORMS[weather], sent))
    await asyncio.sleep(0.2)
    for _ in range(BLOCK):
        told = await world.people.say(KAREN, "tilbage")
        times[weather].append(float(told["ms"]))
        await world.delivered()
    blowing.cancel()
    with suppress(asyncio.CancelledError):
        await blowing
    await world.settled()


async def look_ups(world: World) -> float:
    """Microseconds that an event of somebody who is not known costs the bot to pass over."""
    many = 100_000
    known = Acquaintances(world)  # type: ignore[arg-type]
    began = time.perf_counter()
    for n in range(many):
        await known.is_news(TEAM, f"U{n}", Facts(None, "", False))
    return (time.perf_counter() - began) / many * 1e6


class Nobody:
    """A store in which nobody is known."""

    async def run(self, job: object, owner: str = "") -> set[str]:
        return set()


async def measure(answers: int) -> None:
    """Run it and print what it costs."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'storm.db'}"
        migrate(url)
        async with open_world(url, "socket", traffic=0) as world:
            await world.begin()
            karen = await world.chef(KAREN)
            await karen.begins("Mødested for unge")
            await karen.says("bedre kvalitet")
            times: dict[str, list[float]] = {weather: [] for weather in STORMS}
            while len(times["quiet"]) < answers:
                for weather in STORMS:
                    await answer(world, weather, times, karen.id)
            cost = await look_ups(Nobody())  # type: ignore[arg-type]
    quiet = statistics.median(times["quiet"])
    print(f"{'weather':<18}{'answers':>9}{'median ms':>11}{'p95 ms':>9}{'ratio':>8}")
    for weather, found in times.items():
        p95 = statistics.quantiles(found, n=20)[-1]
        middle = statistics.median(found)
        print(f"{weather:<18}{len(found):>9}{middle:>11.2f}{p95:>9.2f}{middle / quiet:>8.2f}")
    print(f"an event of somebody who is not known: {cost:.2f} µs to pass over")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=100)
    asyncio.run(measure(parser.parse_args().answers))
