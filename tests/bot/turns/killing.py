"""Workers that are killed while they remind people, and what people got all the same."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy import create_engine, func, select

from bot.store import address
from bot.store.schema import LIVE, PENDING, nudge, outbox
from tests.bot.turns.filling import fill
from tests.e2e.killable import AHEAD
from tests.e2e.lives import set_clock

ROOT = Path(__file__).parents[3]
#: A Tuesday, long from now: nobody's work day has begun or ended.
NOON = datetime(2027, 3, 2, 9, tzinfo=UTC)


@dataclass
class Slack:
    """A server that keeps what is posted, and lets it be looked through."""

    posted: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    looked: int = 0

    async def take(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        sent: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            sent |= await request.json()
        else:
            sent |= {key: str(value) for key, value in (await request.post()).items()}
        return web.json_response(
            {"ok": True, **getattr(self, f"_{method.replace('.', '_')}")(sent)}
        )

    def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"url": "", "team_id": "T1", "user_id": "UBOT", "bot_id": "B1"}

    def _chat_postMessage(self, sent: dict[str, Any]) -> dict[str, Any]:
        ts = f"{time.time():.6f}"
        mark = sent.get("metadata")
        mark = json.loads(mark) if isinstance(mark, str) else mark
        self.posted[sent["channel"]].append({"ts": ts, "metadata": mark})
        return {"channel": sent["channel"], "ts": ts}

    def _conversations_history(self, sent: dict[str, Any]) -> dict[str, Any]:
        self.looked += 1
        return {"messages": self.posted.get(sent["channel"], [])}

    @property
    def counts(self) -> Counter[int]:
        """How many people got so many messages."""
        return Counter(len(each) for each in self.posted.values())


@asynccontextmanager
async def slack() -> AsyncIterator[tuple[Slack, str]]:
    """The server and its address."""
    kept = Slack()
    app = web.Application(client_max_size=2 * 1024**2)
    app.router.add_route("*", "/api/{method}", kept.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield kept, f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()


@dataclass(frozen=True)
class Outcome:
    """What came of it. ``twice`` are people who got the same message two times."""

    people: int
    once: int
    twice: int
    more: int
    lost: int
    kills: int
    seconds: float
    owed: int
    live: int

    def __str__(self) -> str:
        return (
            f"{self.people} people, {self.kills} kills, {self.seconds:.0f} s: {self.once} once, "
            f"{self.twice} twice, {self.more} more often, {self.lost} lost; "
            f"{self.owed} still owed, {self.live} still due"
        )


async def kill_and_count(
    url: str, people: int, workers: int, every: float, most: int = 10_000
) -> Outcome:
    """Let workers remind so many people, and kill one of them again and again, ``most`` times.

    After the last time the clock goes on by a minute, so that nobody waits for a lease.
    """
    now = datetime.now(UTC)
    fill(url, [NOON - timedelta(hours=1)] * people, silence=3)
    async with slack() as (kept, api), _lives(url, api, NOON - now) as lives:
        began = time.monotonic()
        for _ in range(workers):
            await lives.born()
        kills = await _kill_until(lives, url, every, most)
        took = time.monotonic() - began
        counts = kept.counts
        owed, live = _left(url)
    return Outcome(
        people=people,
        once=counts[1],
        twice=counts[2],
        more=sum(number for times, number in counts.items() if times > 2),
        lost=people - sum(counts.values()),
        kills=kills,
        seconds=took,
        owed=owed,
        live=live,
    )


async def _kill_until(lives: _Lives, url: str, every: float, most: int) -> int:
    """Kill one, give life to another, until nothing is left to do; how many were killed."""
    kills = 0
    while any(_left(url)):
        await asyncio.sleep(every)
        if kills == most:
            lives.later(60)
            most = -1
        if kills < most and any(_left(url)):
            victim = random.choice(lives.alive)
            lives.alive.remove(victim)
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
            kills += 1
            await lives.born()
    return kills


def _left(url: str) -> tuple[int, int]:
    """Messages that are owed, and nudges that are due by now."""
    engine = create_engine(address.parse(url))
    with engine.connect() as connection:
        pending = select(func.count()).select_from(outbox).where(outbox.c.state == PENDING)
        due = select(func.count()).select_from(nudge)
        due = due.where(LIVE, nudge.c.due_at <= NOON)
        found = connection.execute(pending).scalar_one(), connection.execute(due).scalar_one()
    engine.dispose()
    return found


class _Lives:
    """Workers, each a child of one process that has everything loaded already."""

    def __init__(self, process: asyncio.subprocess.Process, clock: Path) -> None:
        self.alive: list[int] = []
        self._process = process
        self._clock = clock

    def later(self, seconds: float) -> None:
        """Let time pass for all of them."""
        (ahead,) = AHEAD.unpack(self._clock.read_bytes())
        set_clock(self._clock, ahead + seconds)

    async def born(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b'{"role": "worker", "kill_at": 0, "arms": ""}\n')
        while (line := (await self._process.stdout.readline()).decode()) and "ready" not in line:
            pass
        self.alive.append(int(line.split()[1]))

    async def end(self) -> None:
        for pid in self.alive:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


def _environment(url: str, api: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": url,
        "SLACK_API_URL": api,
        "SLACK_BOT_TOKEN": "xoxb-not-a-real-token",
        "SLACK_SIGNING_SECRET": "not-a-real-secret",
        "LOG_LEVEL": "ERROR",
    }


@asynccontextmanager
async def _lives(url: str, api: str, ahead: timedelta) -> AsyncIterator[_Lives]:
    with tempfile.TemporaryDirectory() as folder:
        clock = Path(folder) / "clock"
        clock.write_bytes(AHEAD.pack(ahead.total_seconds()))
        with (Path(folder) / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.e2e.killable", str(clock)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
                env=_environment(url, api),
            )
        lives = _Lives(process, clock)
        try:
            yield lives
        finally:
            await lives.end()
            sys.stderr.write((Path(folder) / "log").read_text()[-2000:])
