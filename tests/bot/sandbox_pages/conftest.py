"""A sandbox with a tiny app, and people who have its page open.

Both, and Karen's page, go on from test to test in a file: to load a page costs more than most tests
do with it. What is to begin anew says ``usefixtures("anew")``.
"""

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
from tests.browser import BLANK, left_blank, watched

OpenAs = Callable[[str], Awaitable[WorkspacePage]]


class House:
    """A sandbox, the app beside it, and Karen's page where that is as when it was opened."""

    sandbox: Sandbox
    app: TinyApp
    karen: WorkspacePage | None = None

    async def open(self) -> None:
        """Begin with an empty workspace."""
        profile = AppProfile(
            shortcuts=[
                Shortcut("Nyt skridt", "new_step", "global"),
                Shortcut("Gem som svar", "save_answer", "message"),
            ]
        )
        profile.events |= {"message.channels"}
        self.sandbox = await start_sandbox(SandboxOptions(port=0, profile=profile))
        self.app = TinyApp(self.sandbox)
        await self.app.start()
        self.karen = None

    async def close(self) -> None:
        """End both."""
        await self.app.stop()
        await self.sandbox.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house(one_context: BrowserContext) -> AsyncIterator[House]:
    made = House()
    await made.open()
    yield made
    await left_blank(one_context)
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def anew(house: House, one_context: BrowserContext) -> AsyncIterator[None]:
    """An empty workspace, and nothing of it left for the next."""
    for before in (True, False):
        await left_blank(one_context)
        await house.close()
        await house.open()
        if before:
            yield


@pytest_asyncio.fixture(loop_scope="session")
async def context(house: House, one_context: BrowserContext) -> AsyncIterator[BrowserContext]:
    """The browser; errors on its pages fail the test. Karen's page stays open."""
    async with watched(one_context):
        yield one_context
        for page in one_context.pages[1:]:
            await page.close()


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox(house: House) -> Sandbox:
    return house.sandbox


@pytest_asyncio.fixture(loop_scope="session")
async def app(house: House) -> TinyApp:
    house.app.forget()
    return house.app


@pytest_asyncio.fixture(loop_scope="session")
async def open_as(context: BrowserContext, sandbox: Sandbox) -> OpenAs:
    """Opens the page as somebody."""

    async def opened(name: str) -> WorkspacePage:
        return await WorkspacePage.open(context, sandbox.page_url, name)

    return opened


@pytest_asyncio.fixture(loop_scope="session")
async def karen(house: House, app: TinyApp, open_as: OpenAs) -> AsyncIterator[WorkspacePage]:
    """Karen Eksempel, in her conversation with the app."""
    if house.karen is None or not await house.karen.is_as_opened():
        if house.karen is not None:
            await house.karen.page.goto(BLANK)
            house.sandbox.core.workspace.modals.clear()
        house.karen = await open_as("Karen Eksempel")
    yield house.karen
