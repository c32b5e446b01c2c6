"""A chef at the sandbox's page, in a real Chromium."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, expect

from flows.journey.lines import GateLines, OrderLines
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.e2e.harness import ALI, KAREN, World, library, open_world, path, texts, whole_way
from tests.e2e.marks import on_sqlite
from tests.e2e.reading import has, plain
from tests.e2e.test_afklaring import DONE, PHASE

pytestmark = pytest.mark.asyncio(loop_scope="session")
TITLE = "Mødested for unge i midtbyen"


@pytest_asyncio.fixture(loop_scope="session")
async def world(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url, "socket") as opened:
        await opened.begin()
        yield opened


def ask(step: str) -> str:
    return plain(path().by_id[step].question.ask)


async def first_point(page: WorkspacePage) -> None:
    """From the first word through the first focus point, by clicking and typing."""
    await page.say("hej")
    await page.press(whole_way)
    await page.expect_message(ask("title"))
    await page.say(TITLE)
    await page.expect_message(ask("gate.parter"))
    await page.press(library().lines(GateLines).skip)
    await page.press(library().lines(OrderLines).start.choices[1].label)
    await page.expect_message(ask("formaal.gevinster"))
    await page.tick("Bedre kvalitet")
    await page.tick("Andet")
    await page.press(texts.buttons.save_choices)
    await page.expect_message(ask("formaal.gevinster_other"))
    await page.say("Mere liv i byen")
    await page.expect_message(ask("formaal.hvorfor"))
    await page.press(texts.buttons.elaborate)
    await page.say("Vi ved ikke, hvad der får de unge til at komme. Det ved de selv.")
    await page.expect_message(ask("formaal.succes"))
    await page.say("40 unge bruger stedet hver uge.")
    await page.expect_message(ask("formaal.vaerd"))
    await page.press("Måske")
    await page.expect_message(ask("typen.valg"))
    await page.choose(texts.steps.clarity.ask, "Afklaret")


@on_sqlite
async def test_a_chef_at_the_page(context: BrowserContext, world: World, tmp_path: Path) -> None:
    page = await WorkspacePage.open(context, world.sandbox.page_url, KAREN)
    await first_point(page)
    karen = await world.chef(KAREN)
    given = world.database.given
    await world.until(lambda: given(karen.id, "formaal.clarity") == "afklaret", "the rating")
    answers = world.database.answers(karen.id)
    assert answers.given("formaal.gevinster") == ["kvalitet", "andet"]
    assert answers.given("formaal.gevinster_other") == "Mere liv i byen"

    beside = await WorkspacePage.open(context, world.sandbox.page_url, ALI)
    await beside.say("hej")
    await beside.expect_message("Samskab", by="Samskab")
    await beside.expect_no_message(TITLE)
    await page.expect_no_message(ALI)
    await page.page.bring_to_front()

    await karen.listens()
    while not has(karen.last, DONE):  # the rest is typed in another window
        if PHASE.decision and has(karen.last, PHASE.decision.ask):
            await page.expect_message(f"{PHASE.title} er gennemgået.")
            await page.page.screenshot(path=tmp_path / "summary.png")
        await karen.answers_by_typing("Det ved de unge bedst selv")
    await expect(page.last_message).to_contain_text(f"{PHASE.title} er slut")
    assert (tmp_path / "summary.png").stat().st_size > 10_000
