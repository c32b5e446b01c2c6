"""A sandbox with a tiny app, and people who have its page open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest_asyncio
from playwright.async_api import BrowserContext

from bot.sandbox.model import Shortcut
from bot.sandbox.profile import AppProfile
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.settings import SandboxOptions
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.bot.sandbox_pages.tiny_app import TinyApp

OpenAs = Callable[[str], Awaitable[WorkspacePage]]


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    profile = AppProfile(
        shortcuts=[
            Shortcut("Nyt skridt", "new_step", "global"),
            Shortcut("Gem som svar", "save_answer", "message"),
        ]
    )
    profile.events |= {"message.channels"}
    running = await start_sandbox(SandboxOptions(port=0, profile=profile))
    yield running
    await running.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def app(sandbox: Sandbox) -> AsyncIterator[TinyApp]:
    tiny = TinyApp(sandbox)
    await tiny.start()
    yield tiny
    await tiny.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def open_as(context: BrowserContext, sandbox: Sandbox) -> OpenAs:
    """Opens the page as somebody."""

    async def opened(name: str) -> WorkspacePage:
        return await WorkspacePage.open(context, sandbox.page_url, name)

    return opened


@pytest_asyncio.fixture(loop_scope="session")
async def karen(app: TinyApp, open_as: OpenAs) -> WorkspacePage:
    """Karen Eksempel, in her conversation with the app."""
    return await open_as("Karen Eksempel")
