"""``samskab run`` and ``samskab worker`` beside the sandbox in the place of Slack."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import Sandbox, start_sandbox

KAREN = "U0KAREN001"

#: Far more than it takes, so that a busy machine fails no test.
PATIENCE = 60

Process = asyncio.subprocess.Process
Begin = Callable[..., Awaitable[Process]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """In the place of Slack."""
    started = await start_sandbox()
    yield started
    await started.stop()


@pytest.fixture
async def begin(
    sandbox: Sandbox, clean_environment: dict[str, str], folder: Path, tmp_path: Path
) -> AsyncIterator[Begin]:
    """Start a command with the sandbox's settings, some of them changed."""
    begun: list[Process] = []
    base = clean_environment | sandbox.environment | {"DATABASE_URL": f"sqlite:///{tmp_path}/b.db"}

    async def start(*arguments: str, **settings: str) -> Process:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            cwd=folder,
            env=base | settings,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        begun.append(process)
        return process

    yield start
    for process in begun:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def logged(process: Process, text: str) -> None:
    """Wait until the log says ``text``."""
    assert process.stderr is not None
    seen = b""
    async with asyncio.timeout(PATIENCE):
        while text.encode() not in seen:
            line = await process.stderr.readline()
            assert line, seen.decode()
            seen += line


async def stopped(process: Process, number: signal.Signals) -> None:
    """Tell it to stop: it ends with 0 and no traceback."""
    process.send_signal(number)
    async with asyncio.timeout(PATIENCE):
        _, err = await process.communicate()
    assert (process.returncode, b"Traceback" in err) == (0, False), err.decode()


async def refusal(process: Process) -> str:
    """The line with which it ends."""
    async with asyncio.timeout(PATIENCE):
        _, err = await process.communicate()
    assert process.returncode == 1, err.decode()
    assert b"Traceback" not in err, err.decode()
    return err.decode().splitlines()[-1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_run_answers_and_stops_when_told(
    number: signal.Signals, begin: Begin, sandbox: Sandbox
) -> None:
    bot = await begin("run")
    await logged(bot, "ready (socket)")
    async with SandboxClient(sandbox.base_url) as people:
        said = await people.say(KAREN, "hej", expect=1, timeout=PATIENCE)
    assert said["acked"]
    assert said["messages"]
    await stopped(bot, number)


async def test_web_and_worker_share_the_work_as_in_the_procfile(
    begin: Begin, sandbox: Sandbox
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    migrated = await begin("migrate")
    assert await migrated.wait() == 0
    web = await begin("run", "--without-delivery", SLACK_APP_TOKEN="", PORT=str(port))
    await logged(web, "ready (http)")
    sandbox.core.settings.mode = "http"
    sandbox.core.settings.request_url = f"http://127.0.0.1:{port}/slack/events"
    async with SandboxClient(sandbox.base_url) as people:
        said = await people.say(KAREN, "hej")
        assert said["acked"]
        assert not await people.messages(KAREN, after=said["ts"])
        worker = await begin("worker")
        await logged(worker, "delivering")
        assert await people.messages(KAREN, after=said["ts"], wait=PATIENCE)
    await stopped(web, signal.SIGTERM)
    await stopped(worker, signal.SIGTERM)


async def test_the_most_talkative_log_tells_nobodys_words(begin: Begin, sandbox: Sandbox) -> None:
    bot = await begin("run", LOG_LEVEL="DEBUG")
    await logged(bot, "ready (socket)")
    async with SandboxClient(sandbox.base_url) as people:
        for text in ("hej", "begynd", "Bålpladsen ved åen", "pause"):
            await people.say(KAREN, text, expect=1, timeout=PATIENCE)
        await people.command(KAREN, "/samskab status")
    bot.send_signal(signal.SIGTERM)
    async with asyncio.timeout(PATIENCE):
        _, err = await bot.communicate()
    assert "Bålpladsen" not in err.decode()
    assert sandbox.bot_token not in err.decode()


@pytest.mark.parametrize("command", ["run", "worker"])
async def test_a_token_that_slack_refuses(command: str, begin: Begin) -> None:
    line = await refusal(await begin(command, SLACK_BOT_TOKEN="xoxb-0000-not-a-token"))
    assert line.startswith("samskab: Slack refuses SLACK_BOT_TOKEN")
    assert "0000" not in line


async def test_an_app_token_that_slack_refuses(begin: Begin) -> None:
    line = await refusal(await begin("run", SLACK_APP_TOKEN="xapp-0-not-a-token"))
    assert line.startswith("samskab: Slack refuses SLACK_APP_TOKEN")


async def test_a_port_in_use(begin: Begin) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = await refusal(await begin("run", SLACK_APP_TOKEN="", PORT=port))
    assert line == "samskab: the port is in use: set PORT to another"


async def test_a_postgresql_that_is_behind_is_migrated_by_hand(
    begin: Begin, empty_database_url: str
) -> None:
    if empty_database_url.startswith("sqlite"):
        bot = await begin("run", DATABASE_URL=empty_database_url)
        await logged(bot, "ready")
        return
    line = await refusal(await begin("run", DATABASE_URL=empty_database_url))
    assert "samskab migrate" in line
