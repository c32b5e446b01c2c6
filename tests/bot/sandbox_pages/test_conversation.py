"""Writing, reading, editing, threads, files and commands, as people do them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from tests.bot.sandbox_pages.conftest import OpenAs
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.bot.sandbox_pages.tiny_app import TinyApp

pytestmark = pytest.mark.asyncio(loop_scope="session")

KAREN = "U0KAREN001"
CHANNEL = "C0SAMSKAB1"


async def test_writes_and_reads(karen: WorkspacePage, app: TinyApp) -> None:
    words = karen.page.get_by_text("Dette er ikke Slack, men en øvelse på din egen maskine")
    await expect(words).to_be_visible()
    await karen.say("hej med *dig* & <dig>")
    assert (await app.next_message())["text"] == "hej med *dig* &amp; &lt;dig&gt;"
    await karen.expect_message("hej med dig & <dig>", by="Karen Eksempel")
    await expect(karen.composer).to_have_value("")

    await app.client.chat_postMessage(channel=KAREN, text="Hej, *Karen*")
    answer = await karen.expect_message("Hej, Karen", by="Samskab")
    await expect(answer.locator("strong")).to_have_text("Karen")
    await expect(karen.announced).to_contain_text("Samskab: Hej, Karen")

    await karen.composer.press_sequentially("én")
    await karen.composer.press("Shift+Enter")
    await karen.composer.press_sequentially("to")
    await karen.composer.press("Enter")
    sent = await karen.expect_message("én")
    assert "én\nto" in await sent.inner_text()


async def test_what_comes_while_one_is_waiting_for_the_rest_stays(
    karen: WorkspacePage, app: TinyApp
) -> None:
    asked, heard = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        asked.set()
        await heard.wait()
        await route.fulfill(response=answer)

    await app.client.chat_postMessage(channel=CHANNEL, text="var her før")
    await karen.page.route("**/ui/messages*", late, times=1)
    await karen.go_to("samskabelse")
    await asked.wait()
    await app.client.chat_postMessage(channel=CHANNEL, text="kom imens")
    await karen.expect_message("kom imens")
    await karen.expect_no_message("var her før")
    heard.set()
    await karen.expect_message("var her før")
    await karen.expect_message("kom imens")


@pytest.mark.slow
async def test_a_long_text_and_signs_of_all_kinds_arrive_whole(
    karen: WorkspacePage, app: TinyApp
) -> None:
    text = "👩‍👩‍👧‍👦 æøå מזל \u200d " + "langt " * 6_650
    assert len(text) > 39_900
    await karen.say(text)
    assert (await app.next_message())["text"].strip() == text.strip()
    sent = await karen.expect_message("👩‍👩‍👧‍👦 æøå")
    await sent.get_by_role("button", name="Vis hele beskeden").click()
    await expect(sent.get_by_role("button", name="Vis mindre")).to_be_visible()

    # Someone who reads further up is told that there is more, and is not moved.
    await sent.get_by_text("👩‍👩‍👧‍👦 æøå").hover()
    await app.client.chat_postMessage(channel=KAREN, text="noget nyt")
    more = karen.page.get_by_role("button", name="Nye beskeder")
    await expect(karen.message("noget nyt")).not_to_be_in_viewport()
    await more.click()
    await expect(karen.message("noget nyt")).to_be_in_viewport()
    await expect(more).to_be_hidden()


@pytest.mark.slow
async def test_editing_and_deleting(karen: WorkspacePage, app: TinyApp) -> None:
    await karen.say("Mødested for unge")
    await karen.expect_message("Mødested for unge")
    await karen.edit("Mødested for unge", "Mødested for alle")
    edited = await karen.expect_message("Mødested for alle")
    await expect(edited).to_contain_text("(redigeret)")

    await karen.composer.press("ArrowUp")
    field = karen.main.get_by_role("textbox", name="Redigér beskeden")
    await expect(field).to_have_value("Mødested for alle")
    await field.press("Escape")
    await expect(field).to_be_hidden()

    await karen.delete("Mødested for alle")
    await karen.expect_no_message("Mødested for alle")
    subtypes = [(await app.next_message()).get("subtype") for _ in range(3)]
    assert subtypes == [None, "message_changed", "message_deleted"]

    sent = await app.client.chat_postMessage(channel=KAREN, text="udkast")
    await karen.expect_message("udkast")
    await app.client.chat_update(channel=sent["channel"], ts=sent["ts"], text="færdig")
    await karen.expect_message("færdig")
    await karen.expect_no_message("udkast")
    await app.client.chat_delete(channel=sent["channel"], ts=sent["ts"])
    await karen.expect_no_message("færdig")


@pytest.mark.slow
async def test_a_thread(karen: WorkspacePage, app: TinyApp) -> None:
    await karen.go_to("samskabelse")
    await karen.say("Hvor afklarede er vi?")
    await karen.open_thread("Hvor afklarede er vi?")
    await karen.reply("Jeg siger fire")
    await expect(karen.thread.get_by_role("article", name="Karen")).to_have_count(2)
    parent = await karen.expect_message("1 svar")
    await karen.expect_no_message("Jeg siger fire")
    ts = await parent.get_attribute("data-ts")
    assert ts
    await app.client.chat_postMessage(channel=CHANNEL, thread_ts=ts, text="Noteret")
    await expect(karen.thread).to_contain_text("Noteret")
    await karen.expect_message("2 svar")
    await karen.reply("/samskab status")
    await karen.expect_notice("/samskab kan ikke bruges i en tråd")
    await karen.page.go_back()
    await expect(karen.thread).to_be_hidden()


@pytest.mark.slow
async def test_slash_commands(karen: WorkspacePage, app: TinyApp) -> None:
    app.on_command = lambda body: f"Du skrev {body['text']}"
    await karen.composer.press_sequentially("/sa")
    await expect(karen.main.get_by_role("option", name="/samskab")).to_be_visible()
    await karen.composer.press("Tab")
    await karen.composer.press_sequentially("status")
    await karen.composer.press("Enter")
    command = await app.next("command")
    assert (command["command"], command["text"]) == ("/samskab", "status")
    answer = await karen.expect_message("Du skrev status")
    await expect(answer).to_contain_text("Kun synlig for dig")

    await karen.say("/ukendt noget")
    await karen.expect_notice("/ukendt er ikke en kommando her")
    await expect(karen.composer).to_have_value("/ukendt noget")


@pytest.mark.slow
async def test_mentions_a_person(karen: WorkspacePage, app: TinyApp) -> None:
    await karen.go_to("samskabelse")
    await karen.composer.press_sequentially("Spørg @al")
    await karen.composer.press("Enter")
    await karen.composer.press_sequentially("om det")
    await karen.composer.press("Enter")
    sent = await karen.expect_message("Spørg @Ali Eksempel om det")
    await expect(sent.locator(".mention")).to_have_attribute("data-user", "U0ALI00001")
    assert (await app.next_message())["text"] == "Spørg <@U0ALI00001> om det"
    await karen.edit("Spørg @Ali", "Spørg @Ali Eksempel i dag")
    await karen.expect_message("i dag")
    changed = await app.next_message()
    assert changed["message"]["text"] == "Spørg <@U0ALI00001> i dag"


@pytest.mark.slow
async def test_files_and_shortcuts(karen: WorkspacePage, app: TinyApp, tmp_path: Path) -> None:
    path = tmp_path / "referat æøå.txt"
    path.write_text("Vi aftalte det samme som sidst.")
    await karen.upload(path)
    link = karen.last_message.get_by_role("link", name="referat æøå.txt")
    async with karen.page.expect_download() as download:
        await link.click()
    saved = await (await download.value).path()
    assert saved.read_text() == path.read_text()
    assert (await app.next_message())["files"][0]["name"] == "referat æøå.txt"

    await karen.say("Det her er et svar")
    await karen.shortcut("Det her er et svar", "Gem som svar")
    message_shortcut = await app.next("shortcut")
    assert message_shortcut["callback_id"] == "save_answer"
    assert message_shortcut["message"]["text"] == "Det her er et svar"
    await karen.main.get_by_role("button", name="Genveje").click()
    await karen.page.get_by_role("menuitem", name="Nyt skridt").click()
    assert (await app.next("shortcut"))["callback_id"] == "new_step"


@pytest.mark.slow
@pytest.mark.usefixtures("anew")
async def test_two_people(karen: WorkspacePage, app: TinyApp, open_as: OpenAs) -> None:
    ali = await open_as("Ali Eksempel")
    await karen.go_to("samskabelse")
    await karen.say("Er du der?")
    link = ali.conversation("samskabelse")
    await expect(link).to_have_accessible_name("samskabelse 1 ulæst")
    await ali.go_to("samskabelse")
    await ali.expect_message("Er du der?", by="Karen Eksempel")
    await ali.say("Ja")
    await karen.expect_message("Ja", by="Ali Eksempel")
    await expect(link).to_have_accessible_name("samskabelse")

    await app.client.chat_postEphemeral(channel=CHANNEL, user=KAREN, text="En hemmelighed")
    await app.client.chat_postMessage(channel=CHANNEL, text="Til alle")
    secret = await karen.expect_message("En hemmelighed")
    await expect(secret).to_contain_text("Kun synlig for dig")
    await ali.expect_message("Til alle")
    await ali.expect_no_message("En hemmelighed")


@pytest.mark.slow
async def test_two_people_on_one_page(karen: WorkspacePage) -> None:
    await karen.page.get_by_role("button", name="Side om side").click()
    left = karen.page.frame_locator("iframe >> nth=0")
    right = karen.page.frame_locator("iframe >> nth=1")
    await expect(left.get_by_role("combobox", name="Du er")).to_have_text("Karen Eksempel")
    actor = right.get_by_role("combobox", name="Du er")
    await expect(actor).to_have_text("Ali Eksempel")
    await actor.click()
    await right.get_by_role("option", name="Mette Eksempel").click()
    await expect(actor).to_have_text("Mette Eksempel")
    await expect(left.get_by_role("combobox", name="Du er")).to_have_text("Karen Eksempel")
