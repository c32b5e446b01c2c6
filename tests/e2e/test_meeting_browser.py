"""Two people side by side at the sandbox's page, in a real Chromium."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, expect

from tests.bot.sandbox_pages.page import WorkspacePage
from tests.e2e.harness import ALI, KAREN, METTE, World, open_world
from tests.e2e.marks import on_sqlite
from tests.e2e.meeting import TITLE, Meeting, buttons, lines

pytestmark = pytest.mark.asyncio(loop_scope="session")
#: Two frames: by then the page has heard of its own scrolling.
SCROLLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest_asyncio.fixture(loop_scope="session")
async def world(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url, "socket") as opened:
        await opened.begin()
        yield opened


async def answers(page: WorkspacePage, answer: str, rating: str) -> None:
    await page.page.bring_to_front()
    await page.press(buttons.answer)
    await page.expect_modal(lines.answer.title)
    await page.fill(lines.answer.answer, answer)
    await page.tick(rating)
    await page.submit(lines.answer.save)
    await page.expect_modal(lines.answer.done)
    await page.close_modal()
    await page.expect_no_modal()  # it closes once the server has said so


async def sets_up(page: WorkspacePage) -> None:
    await page.go_to("samskabelse")
    await page.say("/samskab afklaring")
    await page.expect_modal(lines.setup.dialog)
    await page.fill(lines.setup.title, TITLE)
    people = f"{lines.setup.people} (valgfri)"
    await page.modal.get_by_role("combobox", name=people).scroll_into_view_if_needed()
    await page.page.evaluate(SCROLLED)  # a list closes when what is under it scrolls
    await page.choose(people, ALI, METTE)
    await page.submit(lines.setup.submit)
    await page.expect_modal(lines.answer.done)
    await page.close_modal()
    await page.expect_no_modal()  # it closes once the server has said so
    await page.expect_message(f"Afklaringsmøde: {TITLE}")


@pytest.mark.slow
@on_sqlite
async def test_two_people_side_by_side(
    context: BrowserContext, world: World, tmp_path: Path
) -> None:
    karen = await WorkspacePage.open(context, world.sandbox.page_url, KAREN)
    await sets_up(karen)
    await Meeting(world).looked()
    await karen.press(buttons.begin)
    await karen.expect_message("Fokuspunkt 1 af 2")

    ali = await WorkspacePage.open(context, world.sandbox.page_url, ALI)
    await ali.go_to("samskabelse")
    await answers(ali, "Vi ved det ikke endnu", "1 · slet ikke")
    await karen.expect_message("Én af tre har svaret.")
    await karen.expect_no_message("Vi ved det ikke endnu")
    await answers(karen, "De unge ved det selv", "5 · helt")
    await ali.expect_message("To af tre har svaret.")

    await karen.page.bring_to_front()
    await karen.press(buttons.reveal)
    await world.until(lambda: "revealed" in world.database.states("formaal"), "the answers shown")
    await world.settled()  # a menu closes when a reply comes in under it
    for page in (ali, karen):
        await page.page.bring_to_front()
        await page.open_thread("Fokuspunkt 1 af 2")
        await expect(page.thread).to_contain_text("Vi ved det ikke endnu")
        await expect(page.thread).to_contain_text("I er delt. Begynd med dem, der sagde 1")
        picture = page.thread.get_by_role("img", name="Én siger 1, og én siger 5.")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("img => img.decode().then(() => img.naturalWidth)") == 720
    await karen.page.screenshot(path=tmp_path / "karen.png")
    assert (tmp_path / "karen.png").stat().st_size > 10_000

    await karen.press(buttons.conclude, within=karen.thread)
    await karen.expect_modal(lines.conclusion.dialog_title)
    await karen.choose(lines.conclusion.start_from, "Vi ved det ikke endnu")
    field = karen.modal.get_by_label(lines.conclusion.text).first
    await expect(field).to_have_value("Vi ved det ikke endnu")
    await karen.tick("Delvist")
    await karen.submit(lines.conclusion.save)
    await expect(karen.thread).to_contain_text("Hvor afklarede er I? delvist")
    await ali.page.bring_to_front()
    await expect(ali.thread).to_contain_text("Konklusion · Formål")
