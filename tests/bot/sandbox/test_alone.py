"""`python -m bot.sandbox`: the sandbox alone, for any app."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.blocks import KAREN


async def alone(*arguments: str) -> Process:
    command = (sys.executable, "-m", "bot.sandbox", "--port", "0", *arguments)
    return await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)


async def test_prints_what_an_app_needs_and_stops_when_told(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"display_information": {"name": "Prøve"}}))
    process = await alone("--data", str(tmp_path / "data"), "--manifest", str(manifest))
    assert process.stdout is not None
    page = (await process.stdout.readline()).decode().strip().removeprefix("Sandbox (not Slack): ")
    lines = [(await process.stdout.readline()).decode().strip() for _ in range(4)]
    environment = dict(line.split("=", 1) for line in lines)
    assert environment["SLACK_API_URL"] == f"{page}api/"
    assert environment["SLACK_APP_TOKEN"].startswith("xapp-sandbox-")
    assert environment["SLACK_SIGNING_SECRET"]
    slack = AsyncWebClient(environment["SLACK_BOT_TOKEN"], base_url=environment["SLACK_API_URL"])
    assert (await slack.auth_test())["user"] == "prøve"
    async with SandboxClient(page) as people:
        await people.say(KAREN, "hej", wait=False)
    process.terminate()
    _, complaints = await asyncio.wait_for(process.communicate(), 10)
    assert (process.returncode, complaints) == (0, b"")
    assert "hej" in (tmp_path / "data" / "workspace.json").read_text()


async def test_says_when_the_port_is_taken(sandbox: Sandbox) -> None:
    process = await alone("--port", sandbox.base_url.rpartition(":")[2])
    _, complaints = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 1
    [line] = complaints.decode().splitlines()
    assert line.startswith("The sandbox cannot start:")
