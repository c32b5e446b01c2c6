"""The developer's drawer: traffic, what Slack would refuse, faults on demand, the clock."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox
from tests.bot.sandbox_pages.conftest import OpenAs
from tests.bot.sandbox_pages.kit import Json, actions, button, section
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.bot.sandbox_pages.tiny_app import TinyApp

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.usefixtures("anew"),
    pytest.mark.slow,
]

KAREN = "U0KAREN001"


async def test_traffic(karen: WorkspacePage, app: TinyApp, sandbox: Sandbox) -> None:
    panel = await karen.developer("Trafik")
    await karen.say("et hemmeligt svar")
    await app.next_message()
    sent = {"channel": KAREN, "text": f"mit token er {sandbox.bot_token}"}
    await app.client.chat_postMessage(**sent)
    entries = panel.get_by_role("listitem")
    post = entries.filter(has_text="chat.postMessage").first
    await post.get_by_text("chat.postMessage").click()
    await expect(post.get_by_label("Indhold")).to_contain_text("mit token er xoxb-…")
    await expect(post.get_by_label("Svar")).to_contain_text('"ok": true')
    assert sandbox.bot_token not in await panel.inner_text()

    await panel.get_by_label("Filter").fill("hemmeligt svar")
    await expect(entries.filter(visible=True)).to_have_count(1)
    await panel.get_by_label("Filter").fill("")
    await panel.get_by_label("Kun fejl").check()
    await expect(panel).to_contain_text("Her er ingen trafik at vise.")


async def test_what_slack_would_refuse(karen: WorkspacePage, app: TinyApp) -> None:
    blocks: list[Json] = [section("x" * 3001), actions(button("Et"), button("To"))]
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await app.client.chat_postMessage(channel=KAREN, text="for langt", blocks=blocks)
    dev = karen.page.get_by_role("button", name="Til udviklere")
    # Slack may also have objected to a message that came too soon after another.
    await expect(dev).to_have_accessible_name(re.compile(r"Til udviklere [1-9] problem(er)?$"))
    panel = await karen.developer("Hvad Slack ville afvise")
    await panel.get_by_text("invalid_blocks").click()
    await expect(panel).to_contain_text("/blocks/0/text")
    await expect(panel).to_contain_text("chat.postMessage")
    await expect(panel.get_by_label("Indhold")).to_contain_text("xxx")


async def test_faults_and_the_socket(karen: WorkspacePage, app: TinyApp, sandbox: Sandbox) -> None:
    panel = await karen.developer("Fejl")
    await panel.get_by_label("Hvad skal gå galt?").select_option("Afvis kald med en fejlkode")
    await panel.get_by_label("Metode").fill("chat.postMessage")
    await panel.get_by_label("Fejlkode").fill("is_archived")
    await panel.get_by_role("button", name="Bestil fejlen").click()
    await expect(panel).to_contain_text("chat.postMessage · is_archived · 1 gange endnu")
    with pytest.raises(SlackApiError, match="is_archived"):
        await app.client.chat_postMessage(channel=KAREN, text="nej")
    await app.client.chat_postMessage(channel=KAREN, text="ja")
    await karen.expect_message("ja")
    await expect(panel).to_contain_text("Ingen fejl er bestilt.")

    await panel.get_by_label("Hvad skal gå galt?").select_option("Svar langsomt")
    await panel.get_by_label("Antal gange").fill("")
    await panel.get_by_role("button", name="Bestil fejlen").click()
    await expect(panel).to_contain_text("3 s · til den ryddes")
    await panel.get_by_role("button", name="Fjern fejlen").click()
    await expect(panel).to_contain_text("Ingen fejl er bestilt.")

    await expect(panel).to_contain_text("Socket Mode, 1 forbindelse")
    [connection] = sandbox.sockets.connections
    async with karen.page.expect_response("**/ui/transport"):
        await panel.get_by_role("button", name="Afbryd forbindelsen nu").click()
    assert connection not in sandbox.sockets.connections


async def test_the_clock(karen: WorkspacePage, app: TinyApp) -> None:
    panel = await karen.developer("Ur")
    await app.client.chat_postMessage(channel=KAREN, text="før")
    await karen.expect_message("før")
    before = await panel.locator(".clock").inner_text()
    await panel.get_by_role("button", name="1 uge").click()
    await expect(panel.locator(".clock")).not_to_have_text(before)
    await app.client.chat_postMessage(channel=KAREN, text="efter")
    await karen.expect_message("efter")
    days = karen.main.get_by_role("separator")
    await expect(days).to_have_count(2)
    await expect(days.last).to_have_accessible_name("I dag")
    await expect(days.first).not_to_have_accessible_name("I dag")


async def test_to_the_next_reminder(
    karen: WorkspacePage, open_as: OpenAs, sandbox: Sandbox
) -> None:
    panel = await karen.developer("Ur")
    button = panel.get_by_role("button", name="Til næste påmindelse")
    await expect(button).to_be_hidden()  # this app does not tell

    due = sandbox.core.clock.now() + 3 * 86_400
    coming = [due]

    async def upcoming() -> float | None:
        return coming.pop() if coming else None

    sandbox.core.upcoming = upcoming
    karen = await open_as("Karen Eksempel")
    panel = await karen.developer("Ur")
    async with karen.page.expect_response("**/ui/clock"):
        await panel.get_by_role("button", name="Til næste påmindelse").click()
    assert due <= sandbox.core.clock.now() < due + 600
    await panel.get_by_role("button", name="Til næste påmindelse").click()
    await karen.expect_notice("Der er ingen påmindelse på vej")


async def test_a_sandbox_that_stops(karen: WorkspacePage, sandbox: Sandbox) -> None:
    await sandbox.stop()
    await karen.expect_notice("Øvelsen svarer ikke")
    await karen.say("er her nogen?")
    await expect(karen.composer).to_have_value("er her nogen?")
