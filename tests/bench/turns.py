"""Turns a second, latency and memory of the bot, beside a bare Bolt app, in one run.

    python -m tests.bench.turns [--people 1000] [--journeys 0] [--database URL]

Both apps run at once, each in its own process, against one sandbox in a third. Rounds alternate:
in each, every person sends one message to one of the apps and waits for its answer. The bare app
answers with one line and stores nothing; the bot stores a turn durably and asks its next question.
What the driver and the sandbox cost is the same for both, so besides turns a second of the wall
clock also turns a second of the app's own processor time are given.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import psutil

from bot.sandbox.client import SandboxClient
from tests.bench.stored import store_journeys

ROOT = Path(__file__).parents[2]
#: What each person says before anything is measured, and then in each round.
BEFORE = ("hej", "begynd", "Mødested for unge", "Spring testen over", "2")
ROUNDS = (
    "bedre kvalitet, mere demokrati",
    "Vi ved ikke, hvad der får de unge til at komme. Det ved de selv.",
    "40 unge bruger stedet hver uge.",
    "ja",
    "delvist",
    "1",
    "1",
    "1",
)
#: People who wait for an answer at the same time.
TOGETHER = 64


@dataclass
class App:
    """One of the two apps, and what was measured of it."""

    name: str
    process: psutil.Process
    url: str
    rates: list[float] = field(default_factory=list)
    cpu_rates: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def cpu(self) -> float:
        """Processor seconds used so far."""
        times = self.process.cpu_times()
        return times.user + times.system

    def memory(self) -> float:
        """Peak memory in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        match = re.search(r"VmHWM:\s+(\d+)", status)
        return int(match[1]) / 1024 if match else self.process.memory_info().rss / 2**20


def start(
    command: list[str], environment: dict[str, str], ready: str
) -> tuple[psutil.Process, str]:
    """Start a program; give it and what ``ready`` finds in what it prints."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    printed = []
    for line in process.stdout:
        printed.append(line)
        if match := re.search(ready, "".join(printed), re.DOTALL):
            return psutil.Process(process.pid), match[0]
    raise SystemExit(f"{command} did not start:\n{''.join(printed)}")


async def round_of(client: SandboxClient, people: list[str], text: str, app: App | None) -> None:
    """Every person says ``text`` and waits for the answer; at most ``TOGETHER`` at once."""
    queue = list(people)
    cpu, began = app.cpu() if app else 0.0, perf_counter()

    async def talk() -> None:
        while queue:
            person = queue.pop()
            asked = perf_counter()
            said = await client.say(person, text, expect=1, timeout=30)
            if not said["acked"] or not said["messages"]:
                raise SystemExit(f"no answer to {text!r}: {said}")
            if app:
                app.waits.append(perf_counter() - asked)

    await asyncio.gather(*(talk() for _ in range(TOGETHER)))
    if app:
        took = perf_counter() - began
        app.rates.append(len(people) / took)
        app.cpu_rates.append(len(people) / (app.cpu() - cpu))


async def measure(client: SandboxClient, bot: App, bare: App, people: int) -> None:
    """Alternate the two apps, round by round."""
    talking = {app.name: [] for app in (bot, bare)}
    for name in talking:
        talking[name] = [person["id"] for person in await client.add_people(people)]
    for app in (bot, bare):
        await client.settings(mode="http", request_url=app.url)
        for text in BEFORE:
            await round_of(client, talking[app.name], text, None)
    for text in ROUNDS:
        for app in (bot, bare):
            await client.settings(mode="http", request_url=app.url)
            await client.quiet(0.2, 30)
            await round_of(client, talking[app.name], text, app)


def report(bot: App, bare: App) -> None:
    """Print the figures and their ratios, pair by pair."""
    print(f"{'':24}{'turns/s':>10}{'per cpu s':>11}{'p50 ms':>9}{'p99 ms':>9}{'MB':>7}")
    for app in (bot, bare):
        waits = sorted(app.waits)
        p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
        rate, cpu = statistics.median(app.rates), statistics.median(app.cpu_rates)
        print(
            f"{app.name:24}{rate:10.0f}{cpu:11.0f}{p50 * 1e3:9.1f}{p99 * 1e3:9.1f}"
            f"{app.memory():7.0f}"
        )
    print(_ratio("ratio, wall clock", bot, bare, lambda app: app.rates))
    print(_ratio("ratio, processor time", bot, bare, lambda app: app.cpu_rates))


def _ratio(name: str, bot: App, bare: App, of: Callable[[App], list[float]]) -> str:
    ratios = sorted(a / b for a, b in zip(of(bot), of(bare), strict=True))
    return f"{name:24}{statistics.median(ratios):10.2f}  (from {ratios[0]:.2f} to {ratios[-1]:.2f})"


async def main() -> None:
    """Start everything, measure, report, stop."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--journeys", type=int, default=0, help="stored beforehand")
    parser.add_argument("--database", help="default: an SQLite file of its own")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/samskab.db"
        store_journeys(url, given.journeys)
        sandbox, printed = start(
            [sys.executable, "-m", "bot.sandbox", "--port", "0", "--no-traffic"],
            {},
            r"SLACK_API_URL.*SLACK_SIGNING_SECRET=\S+",
        )
        slack = dict(line.split("=", 1) for line in printed.split())
        slack.pop("SLACK_APP_TOKEN", None)
        ready = r"http://\S+/slack/events"
        samskab = {**slack, "DATABASE_URL": url, "PORT": "0"}
        processes = [sandbox]
        try:
            process, address = start([sys.executable, "-m", "bot", "run"], samskab, ready)
            bot = App(f"samskab ({url.split(':')[0]})", process, address)
            processes.append(process)
            process, address = start([sys.executable, "-m", "tests.bench.bare"], slack, ready)
            bare = App("bare Bolt app", process, address)
            processes.append(process)
            base = slack["SLACK_API_URL"].removesuffix("/api/")
            async with SandboxClient(base) as client:
                await measure(client, bot, bare, given.people)
            print(f"{given.people} people, {given.journeys} journeys stored beforehand")
            report(bot, bare)
        finally:
            for each in reversed(processes):
                each.terminate()
            psutil.wait_procs(processes, timeout=15)


if __name__ == "__main__":
    asyncio.run(main())
