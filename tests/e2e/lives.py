"""Bots in processes of their own, from the side of the test: born, killed, told to stop."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from bot.slack.manifest import EVENTS_PATH
from tests.e2e.harness import PATIENCE, World, until
from tests.e2e.killable import AHEAD
from tests.e2e.reading import Json

ROOT = Path(__file__).parents[2]
CLOCK, LOG = "clock", "lives.log"
#: What begins a turn, and what begins a delivery.
TURN, DELIVERY = "INSERT INTO inbox", "UPDATE outbox SET attempts"
NUMBERS = count(1)


@cache
def parent() -> subprocess.Popen[bytes]:
    """The process that bots are born from: one for all tests, since it has all of the program."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-m", "tests.e2e.killable"]
    begun = subprocess.Popen(
        command, cwd=ROOT, env=kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    atexit.register(begun.__exit__, None, None, None)  # it ends with its orders
    return begun


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

    async def meets(self, world: World, act: Awaitable[Json]) -> Json:
        """What comes of an act; where it dies of it, Slack's patience is over at once."""
        doing = asyncio.ensure_future(act)
        await world.until(lambda: doing.done() or not self.alive, "an act, or a bot that is dead")
        if not doing.done():
            await world.people.forward(world.sandbox.core.settings.ack_seconds)
        return await doing

    async def end(self) -> None:
        """Stop it politely, if it still lives."""
        self.tell_to_stop()
        await until(lambda: not self.alive, f"the end of a {self.role} that was told to stop")


class Lives:
    """Brings bots to life. `log` is what they have written."""

    def __init__(
        self,
        said: asyncio.StreamReader,
        folder: Path,
        environment: Mapping[str, str],
        connected: Callable[[Life], Awaitable[None]] | None,
    ) -> None:
        self.said: dict[tuple[str, int], str] = {}
        self._born: list[Life] = []
        self._folder = folder
        self._environment = dict(environment)
        self._connected = connected
        self._reading = asyncio.create_task(self._read(said))

    @property
    def log(self) -> str:
        return (self._folder / LOG).read_text()

    def set_clock(self, ahead: float) -> None:
        """So many seconds ahead, for all of them. In place: they have it in their memory."""
        with (self._folder / CLOCK).open("r+b") as opened:
            opened.write(AHEAD.pack(ahead))

    async def born(
        self, role: str = "bot", kill_at: int = 0, arms: str = TURN, *, edges: bool = False
    ) -> Life:
        """Start a bot, and wait until payloads can come in.

        Armed, it dies at the `kill_at`-th step; or edge, where only those are counted.
        """
        life = Life(self, next(NUMBERS), role)
        self._born.append(life)
        self._order(
            life=life.number,
            role=role,
            kill_at=kill_at,
            edges=edges,
            arms=arms,
            environment=self._environment,
            clock=str(self._folder / CLOCK),
            log=str(self._folder / LOG),
        )
        await until(
            lambda: self._reading.done() or not life.alive or life.said("ready") is not None,
            f"a {role} that is ready",
        )
        assert life.said("ready") is not None, self.log
        if self._connected is not None:
            await self._connected(life)
        return life

    def _order(self, **order: Any) -> None:
        stdin = parent().stdin
        assert stdin is not None
        stdin.write(f"{json.dumps(order)}\n".encode())
        stdin.flush()

    async def _read(self, said: asyncio.StreamReader) -> None:
        async for line in said:
            what, number, more = line.decode().rstrip("\n").split(" ", 2)
            self.said[what, int(number)] = more

    async def close(self) -> None:
        """All that still live are killed."""
        self._order(end=True)
        try:
            await until(
                lambda: self._reading.done() or not any(life.alive for life in self._born),
                "the end of all lives",
            )
        finally:
            self._reading.cancel()


@asynccontextmanager
async def open_lives(
    folder: Path,
    ahead: float,
    environment: Mapping[str, str],
    connected: Callable[[Life], Awaitable[None]] | None = None,
) -> AsyncIterator[Lives]:
    """Bots with these settings, their clock so many seconds ahead.

    `connected` is awaited for each that is born, until it is connected.
    """
    (folder / CLOCK).write_bytes(AHEAD.pack(ahead))
    (folder / LOG).touch()
    said, stdout = asyncio.StreamReader(), parent().stdout
    assert stdout is not None
    pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(said), os.fdopen(os.dup(stdout.fileno()), "rb", 0)
    )
    lives = Lives(said, folder, environment, connected)
    try:
        yield lives
    finally:
        await lives.close()
        pipe.close()


@asynccontextmanager
async def lives_in(
    world: World,
    folder: Path,
    *,
    level: str = "INFO",
    tracebacks: bool = False,
    form: str = "lines",
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
        "LOG_FORMAT": form,
        "PORT": "0",
    }
    environment["SLACK_APP_TOKEN"] *= world.transport == "socket"
    ahead = world.ahead.total_seconds()
    async with open_lives(folder, ahead, environment, connected) as lives:
        world.told_time.append(lambda ahead: lives.set_clock(ahead.total_seconds()))
        yield lives
    assert tracebacks or "Traceback" not in lives.log, lives.log
