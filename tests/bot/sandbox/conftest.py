"""A sandbox, its people as a program, Slack's own client, and an app that listens."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.model import Command, Shortcut
from bot.sandbox.profile import AppProfile
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.settings import SandboxOptions
from tests.bot.sandbox.socket_app import SocketApp


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    profile = AppProfile(
        commands=[Command("/samskab")],
        shortcuts=[
            Shortcut("Nyt skridt", "new_step", "global"),
            Shortcut("Gem", "save", "message"),
        ],
    )
    running = await start_sandbox(SandboxOptions(profile=profile))
    yield running
    await running.stop()


@pytest.fixture
async def people(sandbox: Sandbox) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(sandbox.base_url) as client:
        yield client


@pytest.fixture
async def slack(sandbox: Sandbox) -> AsyncIterator[AsyncWebClient]:
    """Slack's client, that retries nothing."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(
            token=sandbox.bot_token,
            base_url=sandbox.api_url,
            session=session,
            retry_handlers=[],
        )


@pytest.fixture
async def app(sandbox: Sandbox) -> AsyncIterator[SocketApp]:
    """An app on Socket Mode that acks everything at once."""
    listening = SocketApp(sandbox)
    await listening.connect()
    yield listening
    await listening.close()
