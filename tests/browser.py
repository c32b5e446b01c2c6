"""One Chromium for a whole run of tests (and worker), for every folder of tests.

They live in the session's event loop, so tests that use them say
`pytestmark = pytest.mark.asyncio(loop_scope="session")`.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    ViewportSize,
    WebError,
    async_playwright,
    expect,
)

# Only a failing test waits so long; a passing one on a busy machine should not fail.
expect.set_options(timeout=15_000)

BLANK = "about:blank"
SIZE: ViewportSize = {"width": 1280, "height": 860}
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The Chromium that is installed; tests are skipped where there is none."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on this machine")
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def one_context(browser: Browser) -> BrowserContext:
    """In Danish, as large as a laptop's."""
    return await browser.new_context(locale="da-DK", viewport=SIZE)


@pytest_asyncio.fixture(loop_scope="session")
async def context(one_context: BrowserContext) -> AsyncIterator[BrowserContext]:
    """A browser as if newly installed; errors on its pages fail the test."""
    async with watched(one_context):
        yield one_context
        await left_blank(one_context)


@asynccontextmanager
async def watched(context: BrowserContext) -> AsyncIterator[None]:
    """Fails on errors of the pages meanwhile; that a server could not be reached is none."""
    errors: list[str] = []

    def failed(event: WebError) -> None:
        errors.append(str(event.error))

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    context.on("weberror", failed)
    context.on("console", said)
    yield
    context.remove_listener("weberror", failed)
    context.remove_listener("console", said)
    wrong = [one for one in errors if "net::ERR_" not in one]
    assert not wrong, wrong


async def left_blank(context: BrowserContext) -> None:
    """The first page stays for the next test: a new one costs twice what a test does with it."""
    if not context.pages:
        return
    first, *others = context.pages
    await first.goto(BLANK)
    for page in others:
        await page.close()
    await first.set_viewport_size(SIZE)
    await first.emulate_media(color_scheme="null")
    await context.clear_cookies()
