"""A reminder of two things at the sandbox's page: seen, acted on, put off and stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, expect
from sqlalchemy import create_engine, insert

from bot.store.schema import answer, journey
from flows.journey.calendar import working_from
from flows.parts.next_steps import NextStep, next_steps
from flows.parts.reminding_lines import ReminderLines
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.e2e.harness import KAREN, World, library, open_world
from tests.e2e.marks import on_sqlite

pytestmark = pytest.mark.asyncio(loop_scope="session")
lines = library().lines(ReminderLines)


@pytest_asyncio.fixture(loop_scope="session")
async def world(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url, "socket") as opened:
        await opened.begin()
        yield opened


def keep(world: World, kept: dict[str, Any], at: Any) -> None:
    """What was answered or agreed, straight into the database."""
    engine = create_engine(world.database.place)
    (found,) = world.database.journeys("U0KAREN001")
    with engine.begin() as connection:
        for name, value in kept.items():
            connection.execute(
                insert(answer).values(
                    journey=found.id, step=name, state="given", value=value,
                    author="U0KAREN001", said_at=at,
                )
            )  # fmt: skip
        connection.execute(journey.update().values(replan=True, updated_at=at))
    engine.dispose()


@pytest.mark.slow
@on_sqlite
async def test_two_things_in_one_message(
    context: BrowserContext, world: World, tmp_path: Path
) -> None:
    page = await WorkspacePage.open(context, world.sandbox.page_url, KAREN)
    karen = await world.chef(KAREN)
    await karen.begins("Mødested for unge i midtbyen")
    day = working_from(world.now().date() + timedelta(days=3))
    step = NextStep(
        id="s1",
        do="Når direktionsmødet er slut, spørger jeg direktøren, om hun vil eje opgaven",
        due=day.isoformat(),
    )
    held = {
        "id": "kontrakt", "agreed": "2026-10-01", "parties": "Ungerådet",
        "interval_days": 91, "next_review": day.isoformat(),
    }  # fmt: skip
    kept = {"next_step:s1": step.model_dump(mode="json"), "contract:kontrakt": held}
    await asyncio.to_thread(keep, world, kept, world.now())  # the bot's transactions end here
    await karen.says("pause")
    await world.to_next_nudge()
    await page.expect_message("To ting, så er du fri for mig resten af dagen")
    await page.expect_message(step.do)
    await page.page.screenshot(path=tmp_path / "nudge.png")
    await page.press(lines.step.done)
    await page.expect_message("Hvad førte det til")
    (done,) = next_steps(world.database.answers(karen.id))
    assert done.state == "done"
    await page.press(lines.buttons.later)
    again = page.messages.filter(has_text="Så kommer det igen")
    await expect(again).to_have_count(1)
    await page.press(lines.buttons.next_week)
    await expect(again).to_have_count(2)
    due = await world.to_next_nudge()
    assert due.date() - day > timedelta(days=5)
    await page.expect_message(lines.contract.ask)
    await page.press(lines.buttons.stop)
    await page.expect_message("Så minder jeg dig ikke mere om kontrakten")
    await page.page.screenshot(path=tmp_path / "stopped.png")
