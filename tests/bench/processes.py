"""Turns a second and latency with 1, 2 and 4 web processes on one PostgreSQL.

    python -m tests.bench.processes [--people 300] [--together 50] [--journeys 0] [--whole]

For each number the same: so many web processes behind a load balancer, as many workers as half of
them (one at least), and people who each wait for the answer before they write again, so many of
them at once. There must be many people: one is answered at most once a second. With `--whole` each
process both takes in and sends, and there are no workers. The processor time says what each turn
costs, whatever the driver, the balancer and the sandbox take.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

import aiohttp
import psutil
from aiohttp import web

from bot.sandbox.client import SandboxClient
from bot.slack.manifest import EVENTS_PATH
from tests.bench.stored import store_journeys
from tests.bench.turns import (
    BEFORE,
    READY,
    ROUNDS,
    database,
    end,
    end_when_told,
    start,
    wait_for_answer,
)
from tests.crash.processes import Balancer

WEBS = (1, 2, 4)
DELIVERING = r"delivering"


@dataclass
class Measured:
    """What one number of processes brought."""

    webs: int
    workers: int
    waits: list[float] = field(default_factory=list)
    took: float = 0.0
    cpu: float = 0.0

    def __str__(self) -> str:
        waits, turns = sorted(self.waits), len(self.waits)
        p50, p99 = waits[turns // 2], waits[int(turns * 0.99)]
        return (
            f"{self.webs:4}{self.workers:9}{turns / self.took:11.0f}{p50 * 1e3:9.0f}"
            f"{p99 * 1e3:9.0f}{waits[-1] * 1e3:9.0f}{self.cpu / turns * 1e3:17.1f}"
        )


def port_of(address: str) -> int:
    """The port in ``http://host:port/slack/events``."""
    return int(address.rsplit(":", 1)[1].partition("/")[0])


@contextmanager
def running(
    webs: int, workers: int, environment: dict[str, str], *, whole: bool
) -> Iterator[tuple[list[psutil.Process], list[int]]]:
    """The processes, and the ports of those that listen."""
    made, ports = [], []
    try:
        for _ in range(webs):
            command = ["bot", "run", *([] if whole else ["--without-delivery"])]
            process, address = start(command, environment, READY)
            made.append(process)
            ports.append(port_of(address))
        worker = ["bot", "worker"]
        made += [start(worker, environment, DELIVERING)[0] for _ in range(workers)]
        yield made, ports
    finally:
        end(made)


def cpu(processes: list[psutil.Process]) -> float:
    """Processor seconds that they have used."""
    return sum(sum(each.cpu_times()[:2]) for each in processes)


async def talk(client: SandboxClient, people: int, together: int, found: Measured) -> None:
    """Everybody says all that there is to say; what is measured begins after the first words."""
    ids = [each["id"] for each in await client.add_people(people)]
    for text in BEFORE:
        await round_of(client, ids, text, together)
    began = perf_counter()
    for text in ROUNDS:
        found.waits += await round_of(client, ids, text, together)
    found.took = perf_counter() - began


async def round_of(client: SandboxClient, ids: list[str], text: str, together: int) -> list[float]:
    """So many at once; how long each waited."""
    queue, waits = list(ids), []

    async def one() -> None:
        while queue:
            waits.append(await wait_for_answer(client, queue.pop(), text))

    await asyncio.gather(*(one() for _ in range(together)))
    return waits


async def run(given: argparse.Namespace, url: str) -> None:
    """Start everything, measure each number, print."""
    store_journeys(url, given.journeys, given.answers)
    sandbox, printed = start(
        ["bot.sandbox", "--port", "0", "--no-traffic"],
        {},
        r"SLACK_API_URL.*SLACK_SIGNING_SECRET=\S+",
    )
    slack = dict(line.split("=", 1) for line in printed.split())
    slack.pop("SLACK_APP_TOKEN", None)
    environment = {**slack, "DATABASE_URL": url, "PORT": "0"}
    base = slack["SLACK_API_URL"].removesuffix("/api/")
    print(f"{given.people} people, {given.together} at once, {given.journeys} journeys stored")
    print(" web  workers    turns/s   p50 ms   p99 ms  most ms  cpu ms per turn", flush=True)
    try:
        async with aiohttp.ClientSession() as session, SandboxClient(base) as client:
            balancer = Balancer(session)
            app = web.Application(client_max_size=2 * 1024**2)
            app.router.add_post(EVENTS_PATH, balancer.take)
            runner = web.AppRunner(app, access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            address = f"http://127.0.0.1:{runner.addresses[0][1]}{EVENTS_PATH}"
            for webs in given.webs:
                workers = 0 if given.whole else max(1, webs // 2)
                found = Measured(webs, workers)
                with running(webs, workers, environment, whole=given.whole) as (there, ports):
                    balancer.ports = ports
                    await client.settings(mode="http", request_url=address)
                    before = cpu(there)
                    await talk(client, given.people, given.together, found)
                    found.cpu = cpu(there) - before
                print(found, flush=True)
            await runner.cleanup()
    finally:
        end([sandbox])


def main() -> None:
    """Read what is wanted, and run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--together", type=int, default=50)
    parser.add_argument("--journeys", type=int, default=0, help="stored beforehand")
    parser.add_argument("--answers", type=int, default=50, help="in each of them")
    parser.add_argument("--webs", type=int, nargs="+", default=WEBS)
    parser.add_argument("--whole", action="store_true", help="each process sends as well")
    parser.add_argument("--database", help="default: a PostgreSQL of its own")
    given = parser.parse_args()
    given.postgresql = True
    end_when_told()
    with database(given) as url:
        asyncio.run(run(given, url))


if __name__ == "__main__":
    main()
