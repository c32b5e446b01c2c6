"""The bot's processes, killed at random and born again; and what spreads requests over them."""

from __future__ import annotations

import asyncio
import getpass
import os
import random
import shlex
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web
from sqlalchemy import make_url

from bot.slack.manifest import EVENTS_PATH
from tests.e2e.harness import PATIENCE, World
from tests.e2e.lives import Life, Lives, open_lives

#: The processes on each database, by role.
ROLES = {"sqlite": ("bot",), "postgresql": ("web", "web", "worker", "worker")}
#: Seconds from one kill to the next.
EVERY = (1.0, 3.0)


class Balancer:
    """Hands each request to one of the web processes there are; to the next where it is gone."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.ports: list[int] = []
        self._session = session

    async def take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        kept = {k: v for k, v in request.headers.items() if k.startswith(("X-Slack", "Content-T"))}
        for port in random.sample(self.ports, len(self.ports)):
            url = f"http://127.0.0.1:{port}{EVENTS_PATH}"
            try:
                async with self._session.post(url, data=raw, headers=kept) as answer:
                    body, kind = await answer.read(), answer.content_type
                    return web.Response(status=answer.status, body=body, content_type=kind)
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:
                break  # it may have been taken: Slack has to ask again
        return web.Response(status=502)


class Processes:
    """Those of one installation. ``kills`` is how many were killed."""

    def __init__(self, lives: Lives, roles: tuple[str, ...], balancer: Balancer) -> None:
        self._lives = lives
        self._roles = roles
        self._balancer = balancer
        self._there: list[Life] = []
        self.kills = 0

    async def begin(self) -> None:
        """All of them."""
        for role in self._roles:
            await self._born(role)

    async def kill_one(self, chance: random.Random) -> None:
        """Kill one, and give life to another in its place."""
        gone = self._there.pop(chance.randrange(len(self._there)))
        gone.kill()
        self.kills += 1
        await self._born(gone.role)

    async def _born(self, role: str) -> None:
        life = await self._lives.born(role)
        self._there.append(life)
        self._balancer.ports = [each.port for each in self._there if each.port]


@asynccontextmanager
async def processes(world: World) -> AsyncIterator[Processes]:
    """The processes of a world, with a load balancer before them where they listen."""
    kind = world.database.place.get_backend_name()
    environment = {
        **world.sandbox.environment,
        "DATABASE_URL": world.database.url,
        "LOG_LEVEL": "WARNING",
        "PORT": "0",
    }
    environment["SLACK_APP_TOKEN"] *= world.transport == "socket"

    async def connected(life: Life) -> None:
        if life.role == "bot":
            assert (await world.people.transport("wait", seconds=PATIENCE))["ready"]

    async with aiohttp.ClientSession() as session:
        balancer = Balancer(session)
        app = web.Application(client_max_size=2 * 1024**2)
        app.router.add_post(EVENTS_PATH, balancer.take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}{EVENTS_PATH}"
        await world.people.settings(request_url=url)
        try:
            with tempfile.TemporaryDirectory() as folder:
                async with open_lives(Path(folder), 0.0, environment, connected) as lives:
                    yield Processes(lives, ROLES[kind], balancer)
                    assert "Traceback" not in lives.log, _around(lives.log, "Traceback")
        finally:
            await runner.cleanup()


def _around(log: str, word: str) -> str:
    at = log.index(word)
    return log[max(0, at - 500) : at + 4000]


async def kill_for(there: Processes, seconds: float, seed: int) -> None:
    """Kill one again and again, for so long."""
    chance = random.Random(seed)
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        await asyncio.sleep(chance.uniform(*EVERY))
        await there.kill_one(chance)


async def restart_for(url: str, seconds: float, seed: int) -> int:
    """Let PostgreSQL crash and start again, for so long; how often."""
    chance, times = random.Random(seed), 0
    folder = Path(str(make_url(url).query["host"]))
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        await asyncio.sleep(chance.uniform(3, 6))
        pid = (folder / "postmaster.pid").read_text().split()[0]
        os.kill(int(pid), signal.SIGQUIT)  # at once: what it had not written is written again
        while (folder / "postmaster.pid").exists():
            await asyncio.sleep(0.05)
        await asyncio.sleep(chance.uniform(1, 3))
        await asyncio.to_thread(_start, folder)
        times += 1
    return times


def _start(folder: Path) -> None:
    """The same server as before."""
    command = shlex.split((folder / "postmaster.opts").read_text())
    owner = folder.owner()
    user = owner if owner != getpass.getuser() else None
    with (folder / "restarts.log").open("ab") as log:
        subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, user=user)
