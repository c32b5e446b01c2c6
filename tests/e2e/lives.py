"""Bots in processes of their own, from the side of the test: born, killed, told to stop."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.slack.manifest import EVENTS_PATH
from tests.e2e.harness import PATIENCE, World
from tests.e2e.killable import AHEAD

ROOT = Path(__file__).parents[2]
#: What begins a turn, and what begins a delivery.
TURN, DELIVERY = "INSERT INTO inbox", "UPDATE outbox SET attempts"


@dataclass
class Life:
    """One process of the bot. `port` is 0 unless it listens."""

    lives: Lives
    pid: int
    port: int

    def arm(self) -> None:
        """From the next turn (or delivery) on its steps are counted."""
        os.kill(self.pid, signal.SIGUSR1)

    def fill_disk(self) -> None:
        """Its database cannot grow any more; the second time it can again."""
        os.kill(self.pid, signal.SIGUSR2)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def tell_to_stop(self) -> None:
        os.kill(self.pid, signal.SIGTERM)

    @property
    def alive(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    @property
    def killed_at(self) -> str:
        """The step before which it was killed."""
        return self.lives.said.get(("killed", self.pid), "")

    @property
    def code(self) -> int | None:
        """The exit code of one that ended by itself."""
        said = self.lives.said.get(("ended", self.pid))
        return None if said is None else int(said)

    async def end(self) -> None:
        """Stop it politely, if it still lives."""
        if self.alive:
            self.tell_to_stop()
            await self.lives.world.until(lambda: not self.alive)


class Lives:
    """Brings bots to life for one world. `log` is what they have written."""

    def __init__(self, world: World, process: asyncio.subprocess.Process, log: Path) -> None:
        self.world = world
        self.said: dict[tuple[str, int], str] = {}
        self.all: list[Life] = []
        self._process = process
        self._log = log
        self._reading = asyncio.create_task(self._read())

    @property
    def log(self) -> str:
        return self._log.read_text()

    async def born(self, role: str = "bot", kill_at: int = 0, arms: str = TURN) -> Life:
        """Start a bot, and wait until payloads can come in."""
        assert self._process.stdin is not None
        before = set(self.said)
        line = json.dumps({"role": role, "kill_at": kill_at, "arms": arms})
        self._process.stdin.write(f"{line}\n".encode())
        await self.world.until(lambda: self._new(before, "ready") or self._new(before, "ended"))
        assert self._new(before, "ready"), self.log
        (pid,) = self._new(before, "ready")
        life = Life(self, pid, int(self.said["ready", pid]))
        self.all.append(life)
        if life.port:
            url = f"http://127.0.0.1:{life.port}{EVENTS_PATH}"
            await self.world.people.settings(request_url=url)
        if role != "worker":
            assert (await self.world.people.transport("wait", seconds=PATIENCE))["ready"]
        return life

    def _new(self, before: set[tuple[str, int]], what: str) -> list[int]:
        return [pid for said, pid in self.said if said == what and (said, pid) not in before]

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            what, pid, more = line.decode().rstrip("\n").split(" ", 2)
            self.said[what, int(pid)] = more

    async def close(self) -> None:
        for life in self.all:
            with suppress(ProcessLookupError):
                life.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._reading


def set_clock(file: Path, ahead: float) -> None:
    """In place: the bots have it in their memory."""
    with file.open("r+b") as opened:
        opened.write(AHEAD.pack(ahead))


@asynccontextmanager
async def lives_in(
    world: World, folder: Path, *, level: str = "INFO", tracebacks: bool = False
) -> AsyncIterator[Lives]:
    """The process that bots are born from, with what they log from `level` on."""
    environment = dict(world.sandbox.environment)
    environment["SLACK_APP_TOKEN"] *= world.transport == "socket"
    log, clock = folder / "lives.log", folder / "clock"
    clock.write_bytes(AHEAD.pack(world.ahead.total_seconds()))
    world.told_time.append(lambda ahead: set_clock(clock, ahead.total_seconds()))
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.e2e.killable", str(clock)),
            cwd=ROOT,
            env={
                **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
                **environment,
                "DATABASE_URL": world.database.url,
                "LOG_LEVEL": level,
                "PORT": "0",
            },
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=out,
        )
    lives = Lives(world, process, log)
    try:
        yield lives
    finally:
        await lives.close()
    assert tracebacks or "Traceback" not in lives.log, lives.log
