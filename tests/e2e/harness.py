"""The whole house: the real bot, the sandbox in Slack's place, a real database.

    async with open_world(database_url, "socket") as world:
        await world.begin()
        karen = await world.chef()
        await karen.says("hej")
        await karen.presses(whole_way)
        await karen.sees(texts.steps.title.ask)

Time is the world's: `later` moves it for the bot and for Slack. Nothing waits for a fixed time.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from bot.app import Circumstances, run_bot
from bot.content_files import load_library
from bot.errors import PlainError
from bot.outbox.pace import Pace, Rate
from bot.outbox.rows import Row
from bot.sandbox.client import SandboxClient
from bot.sandbox.profile import AppProfile
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.settings import SandboxOptions
from bot.settings import Settings
from bot.slack.intake import HttpIntake, Intake
from bot.slack.manifest import EVENTS_PATH, manifest
from bot.slack.sockets import SILENCE
from bot.turns.languages import Languages, alone
from flows.content.library import Library
from flows.journey.flow import Flow
from flows.journey.path import Path
from flows.journey.short import ShortLines
from tests.e2e.database import Database
from tests.e2e.near import NearPeople

if TYPE_CHECKING:
    from tests.e2e.chef import Chef

KAREN, ALI, METTE = "Karen Eksempel", "Ali Eksempel", "Mette Eksempel"
#: Far more than anything takes: only a failing test waits so long.
PATIENCE = 60.0
#: How often the bot looks at its clock, and how often a test looks whether it is there yet: first
#: at once, and on a busy machine, where all take longer, seldom.
LOOK, FIRST_LOOK, LAST_LOOK = 1.0, 0.002, 0.05


@cache
def flow() -> Flow:
    """The content and what is made of it, once a process."""
    return Flow(load_library())


def library() -> Library:
    """The content."""
    return flow().library


@cache
def path() -> Path:
    """The steps of the content."""
    return Path(library())


texts = library().texts
#: The button that begins the whole way.
whole_way = library().lines(ShortLines).ways.whole


async def until(true: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Wait until it is true; who waits in vain says for what."""
    end, look = time.monotonic() + patience, FIRST_LOOK
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience:.0f} seconds for {what}")
        await asyncio.sleep(look)
        look = min(look * 1.5, LAST_LOOK)


class Hasty(Pace):
    """Waits only when Slack asks for it."""

    def _rates(self, row: Row) -> list[tuple[Rate, str]]:
        return []

    def may_tidy(self, team: str) -> bool:
        return True


class Records(logging.Handler):
    """Keeps what the bot logs."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.levelno, self.format(record)))

    def errors(self) -> list[str]:
        return [line for level, line in self.lines if level >= logging.ERROR]

    def said(self, words: str) -> bool:
        return any(words in line for _, line in self.lines)


@dataclass
class World:
    """A sandbox, a database, and a bot that can be started and stopped.

    `expected` are words of what Slack may object to in this test (most are too hasty); `calm` is
    False where the bot may log errors.
    """

    sandbox: Sandbox
    people: SandboxClient
    database: Database
    transport: str
    ping: float = 5.0
    silence: float = SILENCE
    ahead: timedelta = timedelta()
    expected: set[str] = field(default_factory=lambda: {"ratelimited"})
    calm: bool = True
    log: Records = field(default_factory=Records)
    bots: list[asyncio.Task[None]] = field(default_factory=list)
    health: int = 0
    languages: Languages | None = None
    told_time: list[Callable[[timedelta], None]] = field(default_factory=list)
    wakes: list[Callable[[], None]] = field(default_factory=list)

    # The bot

    def settings(self, **changed: Any) -> Settings:
        """The bot's settings for this sandbox and database."""
        http = self.transport == "http"
        given: dict[str, Any] = {
            "database_url": self.database.url,
            "slack_api_url": self.sandbox.api_url,
            "slack_bot_token": SecretStr(self.sandbox.bot_token),
            "slack_app_token": None if http else SecretStr(self.sandbox.app_token),
            "slack_signing_secret": SecretStr(self.sandbox.signing_secret),
            "port": 0,
        }
        return Settings(**{**given, **changed})

    def now(self) -> datetime:
        """The world's time."""
        return datetime.now(UTC) + self.ahead

    async def later(self, **time: float) -> None:
        """Let time pass, for everybody: `days=90`."""
        passed = timedelta(**time)
        await self.people.forward(passed.total_seconds())  # never behind the bot's own clock
        self.ahead += passed
        for tell in self.told_time:
            tell(self.ahead)
        self.wake()

    def wake(self) -> None:
        """Every bot looks at its clock now."""
        for wake in self.wakes:
            wake()

    def watched(self, port: int) -> None:
        """The bot says how it is on this port."""
        self.health = port

    def beginning(self, pace: Pace | None = None, **changed: Any) -> asyncio.Future[Intake]:
        """Start a bot; what is given is done when payloads can come in, or when it has ended."""
        ready: asyncio.Future[Intake] = asyncio.get_running_loop().create_future()
        given = Circumstances(
            lambda: self.ahead,
            pace or Hasty(),
            self.ping,
            self.silence,
            self.languages or alone(flow()),
            LOOK,
            watched=self.watched,
            wakes=self.wakes.append,
        )
        bot = asyncio.create_task(
            run_bot(self.settings(**changed), deliver=True, ready=ready.set_result, given=given)
        )

        def ended(bot: asyncio.Task[None]) -> None:
            if not ready.done() and not bot.cancelled():
                ready.set_exception(bot.exception() or RuntimeError("it ended at once"))

        bot.add_done_callback(ended)
        self.bots.append(bot)
        return ready

    async def begin(self, pace: Pace | None = None, **changed: Any) -> None:
        """Start a bot, and wait until payloads can come in. Raises what it ends with."""
        intake = await self.beginning(pace, **changed)
        if isinstance(intake, HttpIntake):
            url = f"http://127.0.0.1:{intake.port}{EVENTS_PATH}"
            await self.people.settings(request_url=url)
        assert (await self.people.transport("wait", seconds=PATIENCE))["ready"]

    async def end(self) -> None:
        """Stop every bot, politely."""
        bots, self.bots = self.bots, []
        self.wakes.clear()
        for bot in bots:
            bot.cancel()
        for bot in bots:
            with suppress(asyncio.CancelledError, PlainError):
                await bot

    # Waiting

    async def until(self, true: Callable[[], object], what: str = "what this test needs") -> None:
        """Wait until it is true, which may take a bot that looks at its clock."""

        def looked() -> object:
            found = true()
            if not found:
                self.wake()
            return found

        await until(looked, what)

    async def quiet(self, still: float = 0.02) -> None:
        """Wait until nothing is under way between Slack and the bot."""
        if await self.people.quiet(still, PATIENCE):
            return
        core = self.sandbox.core
        under_way = str([attempt.payload for attempt in core.transport.pending.values()])
        raise AssertionError(
            f"waited {PATIENCE:.0f} seconds for quiet: {core.calls_open} calls are open, and these "
            f"are not acknowledged: {under_way[:2000]}"
        )

    async def repeated(self, true: Callable[[], object]) -> None:
        """Let Slack repeat what was not acknowledged, sooner than it would, until it is true."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, "Slack has repeated in vain what was not acknowledged"
            await self.people.forward(100)
            await self.quiet(0.05)
            await self.delivered()

    async def delivered(self) -> None:
        """Wait until everything that is owed is sent."""
        await until(lambda: not self.database.owed(), "all that is owed to be sent")

    async def settled(self) -> None:
        """The same, also for what is still on its way from Slack to the bot."""
        await self.quiet()
        await self.delivered()
        await self.quiet()

    async def forgotten(self) -> None:
        """Wait until what others keep of whoever deleted everything has been gone through."""
        await self.until(lambda: not self.database.forgetting(), "all to be forgotten")

    async def to_next_nudge(self) -> datetime:
        """Let time pass until the next reminder goes out; when that is."""
        await self.later(minutes=2)  # what has just been talked about is not planned yet
        await self.until(lambda: not self.database.unplanned())
        due = self.database.next_nudge()
        assert due is not None, "no reminder is planned"
        await self.later(seconds=max(0.0, (due - self.now()).total_seconds()) + 1)
        await self.until(lambda: self.database.next_nudge() != due)
        await self.delivered()
        return due

    # People

    async def chef(self, name: str = KAREN) -> Chef:
        """Somebody of the workspace."""
        from tests.e2e.chef import Chef

        everybody = await self.people.people()
        person = next(each for each in everybody if name in (each["id"], each["name"]))
        channel = self.sandbox.workspace.open_im(person["id"]).id
        return Chef(self, person["id"], channel)

    # What went over the wire

    async def calls(self, method: str) -> list[dict[str, Any]]:
        """What the bot has asked of a method, in order, with `ok` and `body`."""
        return [
            each
            for each in await self.people.traffic()
            if each["direction"] == "from_app" and each["name"] == method
        ]

    async def check(self) -> None:
        """Nothing was sent that Slack would refuse, and no error was logged."""
        problems = [
            f"{each['method']} {each['error']} {each['details']} {str(each['payload'])[:500]}"
            for each in await self.people.problems()
        ]
        unexpected = [each for each in problems if not any(word in each for word in self.expected)]
        assert not unexpected, "\n".join(unexpected[:3])
        assert not (self.calm and self.log.errors()), self.log.errors()


@asynccontextmanager
async def open_world(
    database_url: str, transport: str, *, traffic: int = 20_000
) -> AsyncIterator[World]:
    """A sandbox and a database; the bot is not started yet. Checks at the end."""
    options = SandboxOptions(
        profile=AppProfile.from_manifest(manifest(load_library().app)), traffic=traffic
    )
    options.mode = "http" if transport == "http" else "socket"
    sandbox = await start_sandbox(options)
    # A busy machine is no fault of the bot's; tests of these limits set their own.
    sandbox.core.settings.ack_seconds = sandbox.core.settings.trigger_seconds = 20.0
    database = Database(database_url)
    async with NearPeople(sandbox) as people:
        world = World(sandbox, people, database, transport)
        logger = logging.getLogger()
        logger.addHandler(world.log)
        try:
            yield world
            await world.check()
        finally:
            await world.end()
            logger.removeHandler(world.log)
            database.close()
            await sandbox.stop()
