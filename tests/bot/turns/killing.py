"""Workers that are killed while they remind people, and what people got all the same."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy import create_engine, func, select

from bot.store import address
from bot.store.schema import LIVE, PENDING, nudge, outbox
from tests.bot.turns.filling import fill
from tests.e2e.harness import PATIENCE
from tests.e2e.lives import Life, open_lives

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
    ahead = (NOON - now).total_seconds()
    with tempfile.TemporaryDirectory() as folder:
        lives_at = partial(open_lives, Path(folder), ahead)
        async with slack() as (kept, api), lives_at(_environment(url, api)) as lives:
            began = time.monotonic()
            there = [await lives.born("worker") for _ in range(workers)]
            kills = await _kill_until(there, ahead, url, every, most)
            took = time.monotonic() - began
            counts = kept.counts
            owed, live = _left(url)
        assert "Traceback" not in lives.log, lives.log[-2000:]
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


async def _kill_until(there: list[Life], ahead: float, url: str, every: float, most: int) -> int:
    """Kill one, give life to another, until nothing is left to do; how many were killed."""
    lives, kills, end = there[0].lives, 0, time.monotonic() + PATIENCE + most * every
    chance = random.Random(0)
    while any(_left(url)):
        assert time.monotonic() < end, f"after {kills} kills there is still {_left(url)}"
        await asyncio.sleep(every)
        if kills == most:
            lives.set_clock(ahead + 60)
            most = -1
        if kills < most and any(_left(url)):
            there.pop(chance.randrange(len(there))).kill()
            kills += 1
            there.append(await lives.born("worker"))
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


def _environment(url: str, api: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "SLACK_API_URL": api,
        "SLACK_BOT_TOKEN": "xoxb-not-a-real-token",
        "SLACK_SIGNING_SECRET": "not-a-real-secret",
        "LOG_LEVEL": "ERROR",
    }
