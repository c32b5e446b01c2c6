"""Bots in processes of their own, from the side of the test: born, killed, told to stop."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bot.slack.manifest import EVENTS_PATH
from tests.e2e.harness import PATIENCE, World, until
from tests.e2e.killable import AHEAD

ROOT = Path(__file__).parents[2]
CLOCK, LOG = "clock", "lives.log"
#: What begins a turn, and what begins a delivery.
TURN, DELIVERY = "INSERT INTO inbox", "UPDATE outbox SET attempts"


@dataclass
class Life:
    """One process of the bot, by its number."""

    lives: Lives
    number: int
    role: str

    def arm(self) -> None:
        """From the next turn (or delivery) on its steps are counted."""
        self._signal(signal.SIGUSR1)

    def fill_disk(self) -> None:
        """Its database cannot grow any more; the second time it can again."""
        self._signal(signal.SIGUSR2)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def tell_to_stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        """Never to a process that took the id of one who is gone."""
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(int(self.said("born") or 0), number)

    def said(self, what: str) -> str | None:
        """What it said of itself, or its parent of it."""
        return self.lives.said.get((what, self.number))

    @property
    def alive(self) -> bool:
        return self.said("gone") is None

    @property
    def port(self) -> int:
        """0 unless it listens."""
        return int(self.said("ready") or 0)

    @property
    def killed_at(self) -> str:
        """The step before which it was killed."""
        return self.said("killed") or ""

    @property
    def code(self) -> int | None:
        """The exit code of one that ended by itself."""
        said = self.said("ended")
        return None if said is None else int(said)

    async def end(self) -> None:
        """Stop it politely, if it still lives."""
        self.tell_to_stop()
        await until(lambda: not self.alive, f"the end of a {self.role} that was told to stop")


class Lives:
    """Brings bots to life. `log` is what they have written."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        folder: Path,
        connected: Callable[[Life], Awaitable[None]] | None,
    ) -> None:
        self.said: dict[tuple[str, int], str] = {}
        self._numbers = count(1)
        self._process = process
        self._folder = folder
        self._connected = connected
        self._reading = asyncio.create_task(self._read())

    @property
    def log(self) -> str:
        return (self._folder / LOG).read_text()

    def set_clock(self, ahead: float) -> None:
        """So many seconds ahead, for all of them. In place: they have it in their memory."""
        with (self._folder / CLOCK).open("r+b") as opened:
            opened.write(AHEAD.pack(ahead))

    async def born(self, role: str = "bot", kill_at: int = 0, arms: str = TURN) -> Life:
        """Start a bot, and wait until payloads can come in."""
        assert self._process.stdin is not None
        life = Life(self, next(self._numbers), role)
        order = {"life": life.number, "role": role, "kill_at": kill_at, "arms": arms}
        self._process.stdin.write(f"{json.dumps(order)}\n".encode())
        await until(
            lambda: self._reading.done() or not life.alive or life.said("ready") is not None,
            f"a {role} that is ready",
        )
        assert life.said("ready") is not None, self.log
        if self._connected is not None:
            await self._connected(life)
        return life

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            what, number, more = line.decode().rstrip("\n").split(" ", 2)
            self.said[what, int(number)] = more

    async def close(self) -> None:
        """The parent kills all that still live, and ends."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await until(self._reading.done, "the end of all lives")
        finally:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
            self._reading.cancel()


@asynccontextmanager
async def open_lives(
    folder: Path,
    ahead: float,
    environment: Mapping[str, str],
    connected: Callable[[Life], Awaitable[None]] | None = None,
) -> AsyncIterator[Lives]:
    """The process that bots are born from, its clock so many seconds ahead.

    `connected` is awaited for each that is born, until it is connected.
    """
    (folder / CLOCK).write_bytes(AHEAD.pack(ahead))
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    with (folder / LOG).open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.e2e.killable", str(folder / CLOCK)),
            cwd=ROOT,
            env={**kept, **environment},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=out,
        )
    lives = Lives(process, folder, connected)
    try:
        yield lives
    finally:
        await lives.close()


@asynccontextmanager
async def lives_in(
    world: World, folder: Path, *, level: str = "INFO", tracebacks: bool = False
) -> AsyncIterator[Lives]:
    """Lives of one world, with what they log from `level` on."""

    async def connected(life: Life) -> None:
        if life.port:
            url = f"http://127.0.0.1:{life.port}{EVENTS_PATH}"
            await world.people.settings(request_url=url)
        if life.role != "worker":
            assert (await world.people.transport("wait", seconds=PATIENCE))["ready"]

    environment = {
        **world.sandbox.environment,
        "DATABASE_URL": world.database.url,
        "LOG_LEVEL": level,
        "PORT": "0",
    }
    environment["SLACK_APP_TOKEN"] *= world.transport == "socket"
    ahead = world.ahead.total_seconds()
    async with open_lives(folder, ahead, environment, connected) as lives:
        world.told_time.append(lambda ahead: lives.set_clock(ahead.total_seconds()))
        yield lives
    assert tracebacks or "Traceback" not in lives.log, lives.log
