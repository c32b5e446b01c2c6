"""``samskab run`` and ``samskab worker`` beside the sandbox in the place of Slack.

What answers is a process of its own; what ends at once with a line runs here, the sandbox beside it
in a thread.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import Sandbox, start_sandbox
from bot.store.migrations import SchemaState, migrate, state
from tests.bot.cli.conftest import Samskab

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


async def stopped(process: Process, number: signal.Signals) -> str:
    """Tell it to stop: it ends with 0 and no traceback. What it has logged."""
    process.send_signal(number)
    async with asyncio.timeout(PATIENCE):
        _, err = await process.communicate()
    assert (process.returncode, b"Traceback" in err) == (0, False), err.decode()
    return err.decode()


async def test_run_answers_and_stops_when_told(begin: Begin, sandbox: Sandbox) -> None:
    """The most talkative log tells nobody's words."""
    bot = await begin("run", LOG_LEVEL="DEBUG")
    await logged(bot, "ready (socket)")
    async with SandboxClient(sandbox.base_url) as people:
        for text in ("hej", "hele vejen", "Bålpladsen ved åen", "pause"):
            said = await people.say(KAREN, text, expect=1, timeout=PATIENCE)
            assert said["acked"]
            assert said["messages"]
        await people.command(KAREN, "/samskab status")
    log = await stopped(bot, signal.SIGINT)
    assert "Bålpladsen" not in log
    assert sandbox.bot_token not in log


@pytest.mark.slow
async def test_web_and_worker_share_the_work_as_in_the_procfile(
    begin: Begin, sandbox: Sandbox, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    migrate(f"sqlite:///{tmp_path}/b.db")
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


@pytest.fixture
def sandbox_beside() -> Iterator[dict[str, str]]:
    """What an app needs to use a sandbox that runs in a thread."""
    began: Future[Any] = Future()

    async def run() -> None:
        sandbox, end = await start_sandbox(), asyncio.Event()
        loop = asyncio.get_running_loop()
        began.set_result((sandbox, lambda: loop.call_soon_threadsafe(end.set)))
        await end.wait()
        await sandbox.stop()

    thread = Thread(target=asyncio.run, args=(run(),))
    thread.start()
    sandbox, end = began.result(PATIENCE)
    yield sandbox.environment
    end()
    thread.join(PATIENCE)
    assert not thread.is_alive()


@pytest.fixture
def refusal(
    sandbox_beside: dict[str, str], samskab: Samskab, sqlite_template: Path, tmp_path: Path
) -> Callable[..., str]:
    """The line with which a command ends, with the sandbox's settings, some of them changed."""
    shutil.copy(sqlite_template, tmp_path / "b.db")

    def refused(command: str, **settings: str) -> str:
        base = {**sandbox_beside, "DATABASE_URL": f"sqlite:///{tmp_path}/b.db"}
        done = samskab(command, **{**base, **settings})
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr
        return str(done.stderr.splitlines()[-1])

    return refused


@pytest.mark.parametrize("command", ["run", "worker"])
def test_a_token_that_slack_refuses(command: str, refusal: Callable[..., str]) -> None:
    line = refusal(command, SLACK_BOT_TOKEN="xoxb-0000-not-a-token")
    assert line.startswith("samskab: Slack refuses SLACK_BOT_TOKEN")
    assert "0000" not in line


def test_an_app_token_that_slack_refuses(refusal: Callable[..., str]) -> None:
    line = refusal("run", SLACK_APP_TOKEN="xapp-0-not-a-token")
    assert line.startswith("samskab: Slack refuses SLACK_APP_TOKEN")


@pytest.mark.parametrize("called", ["", "HEALTH_"])
def test_a_port_in_use(refusal: Callable[..., str], called: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        given = {"PORT": "0", f"{called}PORT": port}
        line = refusal("run", SLACK_APP_TOKEN="", **given)
    assert line == f"samskab: port {port} is in use: set {called}PORT to another"


@pytest.mark.parametrize("called", ["", "HEALTH_"])
@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_a_host_that_is_another_machine(
    refusal: Callable[..., str], called: str, host: str
) -> None:
    given = {"PORT": "0", "HEALTH_PORT": "0", f"{called}HOST": host}
    line = refusal("run", SLACK_APP_TOKEN="", **given)
    assert line.startswith(f"samskab: {host} is no address of this machine: set {called}HOST")


def test_a_database_that_is_behind(refusal: Callable[..., str], empty_database_url: str) -> None:
    """PostgreSQL is migrated by hand; SQLite at the start, before the token is found wrong."""
    line = refusal("run", DATABASE_URL=empty_database_url, SLACK_BOT_TOKEN="xoxb-0000-not-a-token")
    if empty_database_url.startswith("sqlite"):
        assert "SLACK_BOT_TOKEN" in line
        assert state(empty_database_url) is SchemaState.CURRENT
    else:
        assert "samskab migrate" in line
