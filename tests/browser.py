"""One Chromium for a whole run of tests (and worker), for every folder of tests.

They live in the session's event loop, so tests that use them say
`pytestmark = pytest.mark.asyncio(loop_scope="session")`.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

# Only a failing test waits so long; a passing one on a busy machine should not fail.
expect.set_options(timeout=15_000)

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


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A browser as if newly installed, in Danish; errors on its pages fail the test.

    That a server could not be reached is no error of the page.
    """
    fresh = await browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 860})
    errors: list[str] = []
    fresh.on("weberror", lambda event: errors.append(str(event.error)))
    fresh.on("console", lambda said: said.type == "error" and errors.append(said.text))
    yield fresh
    await fresh.close()
    assert [one for one in errors if "net::ERR_" not in one] == []
