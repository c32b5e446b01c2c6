"""``samskab sandbox``: started, looked at, used for a while, stopped."""

from __future__ import annotations

import asyncio
import errno
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.sandbox.client import SandboxClient
from bot.settings import Settings
from tests.bot.cli.conftest import Samskab

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
LAST = "Ctrl-C stops it."

#: Far more than it takes, so that a busy machine fails no test.
PATIENCE = 60


class Started:
    """A sandbox that is ready: its process, what it printed, its address."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.process = process
        self.printed: list[str] = []
        alarm = threading.Timer(PATIENCE, process.kill)
        alarm.start()
        for line in process.stdout:
            self.printed.append(line.rstrip("\n"))
            if self.printed[-1] == LAST:
                break
        alarm.cancel()
        found = ADDRESS.search("\n".join(self.printed))
        assert found, "\n".join([*self.printed, *(process.stderr or [])])
        self.address = found[0]

    def get(self, path: str = "") -> str:
        with urllib.request.urlopen(self.address + path) as answer:
            return str(answer.read().decode())

    def stop(self, number: signal.Signals) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


Start = Callable[..., Started]


@pytest.fixture
def start(clean_environment: dict[str, str], folder: Path) -> Iterator[Start]:
    """Start ``samskab sandbox --port 0`` with further arguments and settings."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, **settings: str) -> Started:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "sandbox", "--port", "0", *arguments],
            cwd=folder,
            env=clean_environment | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return Started(process)

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def state(sandbox: Started) -> Any:
    return json.loads(sandbox.get("ui/state"))


def stops_cleanly(sandbox: Started, number: signal.Signals) -> list[str]:
    code, out, err = sandbox.stop(number)
    assert (code, "Traceback" in err) == (0, False), err
    return out.splitlines()


async def test_by_itself(start: Start, tmp_path: Path) -> None:
    """The bot is connected when the address is printed; settings for Slack stay out of it.

    A month passes in a moment, and brings the reminders.
    """
    elsewhere = f"sqlite:///{tmp_path}/elsewhere.db"
    sandbox = start(
        SLACK_BOT_TOKEN="xoxb-0000-not-a-token",
        SLACK_APP_TOKEN="xapp-0-not-a-token",
        SLACK_API_URL="http://127.0.0.1:9/api/",
        DATABASE_URL=elsewhere,
        PORT="9",
    )
    connected = state(sandbox)["transport"]["connected"]
    assert connected == Settings.model_fields["socket_connections"].default
    assert "<html" in sandbox.get()
    data = tmp_path / "data-home" / "samskab" / "sandbox"
    assert f"Kept in: {data}" in sandbox.printed
    assert (data / "samskab.db").exists()
    await reminders_come(sandbox)
    assert not (tmp_path / "elsewhere.db").exists()
    stops_cleanly(sandbox, signal.SIGINT)


async def reminders_come(sandbox: Started) -> None:
    async with SandboxClient(sandbox.address.rstrip("/")) as people:
        everybody = await people.people()
        karen = next(each["id"] for each in everybody if each["name"] == "Karen Eksempel")
        for said in ("hej", "hele vejen", "Mødested"):
            await people.act(karen, "message", text=said, expect=1)
        for count in (1, 2):
            assert await people.to_next()
            async with asyncio.timeout(PATIENCE):
                while len(await reminders(people, karen)) < count:
                    await asyncio.sleep(0.05)


async def reminders(people: SandboxClient, user: str) -> list[Any]:
    found = await people.messages(user, user)
    return [each for each in found if "dage siden" in each["text"]]


@pytest.mark.slow  # .ci/run starts it so, too
def test_over_http_in_a_folder_that_is_for_one_sandbox(
    start: Start, samskab: Samskab, tmp_path: Path
) -> None:
    data = str(tmp_path / "data")
    sandbox = start("--http", "--data", data)
    assert "<html" in sandbox.get()
    other = samskab("sandbox", "--port", "0", "--data", data)
    assert other.returncode == 1
    assert "another sandbox uses" in other.stderr
    stops_cleanly(sandbox, signal.SIGTERM)


@pytest.mark.slow
def test_without_the_bot_it_says_how_to_connect_another(start: Start) -> None:
    sandbox = start("--without-bot")
    assert "<html" in sandbox.get()
    assert state(sandbox)["transport"]["connected"] == 0
    lines = stops_cleanly(sandbox, signal.SIGINT)
    assert f"SLACK_API_URL={sandbox.address}api/" in lines
    assert any(line.startswith("SLACK_BOT_TOKEN=xoxb-sandbox-") for line in lines)


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path, samskab: Samskab) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = samskab("sandbox", "--port", str(port), "--data", str(tmp_path / "data"))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"port {port} is in use" in line


def test_a_folder_that_is_a_file(tmp_path: Path, samskab: Samskab) -> None:
    (tmp_path / "file").touch()
    done = samskab("sandbox", "--data", str(tmp_path / "file"))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "cannot be used" in line


@pytest.mark.parametrize("name", ["tokens.json", "workspace.json"])
def test_what_was_saved_is_broken(name: str, tmp_path: Path, samskab: Samskab) -> None:
    (tmp_path / name).write_text("{")
    done = samskab("sandbox", "--port", "0", "--data", str(tmp_path))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"{tmp_path / name} is broken" in line


def test_a_port_of_the_systems(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, samskab: Samskab
) -> None:
    async def refused(_: object) -> None:
        raise PermissionError(errno.EACCES, "permission denied")

    monkeypatch.setattr("bot.sandbox.server.start_sandbox", refused)
    done = samskab("sandbox", "--port", "80", "--data", str(tmp_path))
    (line,) = done.stderr.splitlines()
    assert "port 80 is for the system alone" in line


@pytest.mark.parametrize("wrong", ["-1", "65536", "tre"])
def test_a_wrong_port_is_a_wrong_command_line(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["sandbox", "--port", wrong])
    assert end.value.code == 2
