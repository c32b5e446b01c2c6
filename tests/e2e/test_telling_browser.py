"""The example journey, whole, typed and clicked at the sandbox's page in a real Chromium."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext

from tests.bot.sandbox_pages.page import WorkspacePage
from tests.e2e.chef import Chef
from tests.e2e.harness import KAREN, PATIENCE, World, open_world, texts
from tests.e2e.marks import on_sqlite
from tests.e2e.reading import buttons
from tests.e2e.telling import STORY, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def world(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url, "socket") as opened:
        await opened.begin()
        yield opened


class AtThePage(Chef):
    """Writes and clicks at the page; marks in lists are made beside it."""

    page: WorkspacePage

    async def _does(self, kind: str, wait: bool = True, **fields: Any) -> Chef:
        shown = buttons(self.last) if self.heard else []
        clicked = kind == "action" and fields.get("label") in shown
        if kind != "message" and not clicked:
            return await super()._does(kind, wait, **fields)
        if self.heard:
            self._mark = max(self._mark, self.heard[-1]["ts"])
        self.outcome = {"acked": True, "ts": self._mark}
        if clicked:
            await self.page.press(fields["label"])
        else:
            await self.page.say(fields["text"])
        async with asyncio.timeout(PATIENCE):
            while not (await self.listens()).heard:
                pass
        return self


@pytest.mark.slow
@on_sqlite
async def test_a_whole_journey_at_the_page(
    context: BrowserContext, world: World, tmp_path: Path
) -> None:
    known = await world.chef(KAREN)
    karen = AtThePage(world, known.id, known.channel)
    karen.page = await WorkspacePage.open(context, world.sandbox.page_url, KAREN)
    told = await tell(karen)
    assert len(told.asked) > 100
    await karen.page.expect_message(texts.finished.split(".")[0])
    await karen.page.page.screenshot(path=tmp_path / "learnt.png")
    answers = world.database.answers(karen.id)
    assert answers.given("refleksion.laert") == STORY["refleksion.laert"]
