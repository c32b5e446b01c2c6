"""Writing, reading, editing, threads, files and commands, as people do them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.bot.sandbox_pages.conftest import OpenAs
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.bot.sandbox_pages.tiny_app import TinyApp

pytestmark = pytest.mark.asyncio(loop_scope="session")

KAREN = "U0KAREN001"
CHANNEL = "C0SAMSKAB1"


async def test_says_that_it_is_not_slack(karen: WorkspacePage) -> None:
    words = karen.page.get_by_text("Dette er ikke Slack, men en øvelse på din egen maskine")
    await expect(words).to_be_visible()


async def test_says_something_and_reads_the_answer(karen: WorkspacePage, app: TinyApp) -> None:
    await karen.say("hej med *dig* & <dig>")
    event = await app.next("event")
    while event["type"] != "message":
        event = await app.next("event")
    assert event["text"] == "hej med *dig* &amp; &lt;dig&gt;"
    await karen.expect_message("hej med dig & <dig>", by="Karen Eksempel")
    await expect(karen.composer).to_have_value("")

    await app.client.chat_postMessage(channel=KAREN, text="Hej, *Karen*")
    answer = await karen.expect_message("Hej, Karen", by="Samskab")
    await expect(answer.locator("strong")).to_have_text("Karen")
    await expect(karen.announced).to_contain_text("Samskab: Hej, Karen")


async def test_shift_enter_makes_a_new_line(karen: WorkspacePage) -> None:
    await karen.composer.press_sequentially("én")
    await karen.composer.press("Shift+Enter")
    await karen.composer.press_sequentially("to")
    await karen.composer.press("Enter")
    sent = await karen.expect_message("én")
    assert "én\nto" in await sent.inner_text()


async def test_a_long_text_and_signs_of_all_kinds_arrive_whole(
    karen: WorkspacePage, app: TinyApp
) -> None:
    text = "👩‍👩‍👧‍👦 æøå מזל \u200d " + "langt " * 6_650
    assert len(text) > 39_900
    await karen.say(text)
    event = await app.next("event")
    while event["type"] != "message":
        event = await app.next("event")
    assert event["text"].strip() == text.strip()
    sent = await karen.expect_message("👩‍👩‍👧‍👦 æøå")
    await sent.get_by_role("button", name="Vis hele beskeden").click()
    await expect(sent.get_by_role("button", name="Vis mindre")).to_be_visible()


async def test_edits_and_deletes_own_message(karen: WorkspacePage, app: TinyApp) -> None:
    await karen.say("Mødested for unge")
    await karen.expect_message("Mødested for unge")
    await karen.edit("Mødested for unge", "Mødested for alle")
    edited = await karen.expect_message("Mødested for alle")
    await expect(edited).to_contain_text("(redigeret)")

    await karen.delete("Mødested for alle")
    await karen.expect_no_message("Mødested for alle")
    subtypes = [(await app.next("event")).get("subtype") for _ in range(4)]
    assert subtypes == [None, None, "message_changed", "message_deleted"]


async def test_arrow_up_edits_the_latest_and_escape_leaves_it(karen: WorkspacePage) -> None:
    await karen.say("første udgave")
    await karen.expect_message("første udgave")
    await karen.composer.press("ArrowUp")
    field = karen.main.get_by_role("textbox", name="Redigér beskeden")
    await expect(field).to_have_value("første udgave")
    await field.press("Escape")
    await expect(field).to_be_hidden()
    await karen.expect_message("første udgave")


async def test_the_app_updates_and_deletes(karen: WorkspacePage, app: TinyApp) -> None:
    sent = await app.client.chat_postMessage(channel=KAREN, text="udkast")
    await karen.expect_message("udkast")
    await app.client.chat_update(channel=sent["channel"], ts=sent["ts"], text="færdig")
    await karen.expect_message("færdig")
    await karen.expect_no_message("udkast")
    await app.client.chat_delete(channel=sent["channel"], ts=sent["ts"])
    await karen.expect_no_message("færdig")


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
    await karen.page.go_back()
    await expect(karen.thread).to_be_hidden()


async def test_a_slash_command_and_its_private_answer(karen: WorkspacePage, app: TinyApp) -> None:
    app.on_command = lambda body: f"Du skrev {body['text']}"
    await karen.composer.press_sequentially("/sa")
    offered = karen.main.get_by_role("option", name="/samskab")
    await expect(offered).to_be_visible()
    await karen.composer.press("Tab")
    await karen.composer.press_sequentially("status")
    await karen.composer.press("Enter")
    command = await app.next("command")
    assert (command["command"], command["text"]) == ("/samskab", "status")
    answer = await karen.expect_message("Du skrev status")
    await expect(answer).to_contain_text("Kun synlig for dig")


async def test_an_unknown_command_stays_in_the_field(karen: WorkspacePage) -> None:
    await karen.say("/ukendt noget")
    await karen.expect_notice("/ukendt er ikke en kommando her")
    await expect(karen.composer).to_have_value("/ukendt noget")


async def test_no_commands_in_threads(karen: WorkspacePage) -> None:
    await karen.say("begynd")
    await karen.open_thread("begynd")
    await karen.reply("/samskab status")
    await karen.expect_notice("/samskab kan ikke bruges i en tråd")


async def test_mentions_a_person(karen: WorkspacePage, app: TinyApp) -> None:
    await karen.go_to("samskabelse")
    await karen.composer.press_sequentially("Spørg @al")
    await karen.composer.press("Enter")
    await karen.composer.press_sequentially("om det")
    await karen.composer.press("Enter")
    sent = await karen.expect_message("Spørg @Ali Eksempel om det")
    await expect(sent.locator(".mention")).to_have_attribute("data-user", "U0ALI00001")
    event = await app.next("event")
    while event["type"] != "message":
        event = await app.next("event")
    assert event["text"] == "Spørg <@U0ALI00001> om det"


async def test_uploads_a_file(karen: WorkspacePage, app: TinyApp, tmp_path: Path) -> None:
    path = tmp_path / "referat æøå.txt"
    path.write_text("Vi aftalte det samme som sidst.")
    await karen.upload(path)
    link = karen.last_message.get_by_role("link", name="referat æøå.txt")
    async with karen.page.expect_download() as download:
        await link.click()
    saved = await (await download.value).path()
    assert saved.read_text() == path.read_text()


async def test_shortcuts(karen: WorkspacePage, app: TinyApp) -> None:
    await karen.say("Det her er et svar")
    await karen.shortcut("Det her er et svar", "Gem som svar")
    message_shortcut = await app.next("shortcut")
    assert message_shortcut["callback_id"] == "save_answer"
    assert message_shortcut["message"]["text"] == "Det her er et svar"
    await karen.main.get_by_role("button", name="Genveje").click()
    await karen.page.get_by_role("menuitem", name="Nyt skridt").click()
    assert (await app.next("shortcut"))["callback_id"] == "new_step"


async def test_two_people_side_by_side(karen: WorkspacePage, open_as: OpenAs) -> None:
    ali = await open_as("Ali Eksempel")
    await karen.go_to("samskabelse")
    await karen.say("Er du der?")
    unread = ali.page.get_by_role("navigation").get_by_role("link", name="samskabelse")
    await expect(unread).to_have_accessible_name("samskabelse 1 ulæst")
    await ali.go_to("samskabelse")
    await ali.expect_message("Er du der?", by="Karen Eksempel")
    await ali.say("Ja")
    await karen.expect_message("Ja", by="Ali Eksempel")
    await expect(unread).to_have_accessible_name("samskabelse")


async def test_ephemeral_messages_are_for_one(
    karen: WorkspacePage, app: TinyApp, open_as: OpenAs
) -> None:
    ali = await open_as("Ali Eksempel")
    await karen.go_to("samskabelse")
    await ali.go_to("samskabelse")
    await app.client.chat_postEphemeral(channel=CHANNEL, user=KAREN, text="En hemmelighed")
    await app.client.chat_postMessage(channel=CHANNEL, text="Til alle")
    await karen.expect_message("En hemmelighed")
    await ali.expect_message("Til alle")
    await ali.expect_no_message("En hemmelighed")


async def test_acts_as_someone_else(karen: WorkspacePage) -> None:
    await karen.page.get_by_role("combobox", name="Du er").click()
    await karen.page.get_by_role("option", name="Ali Eksempel").click()
    await karen.page.wait_for_url("**/?as=U0ALI00001**")
    await karen.ready()
    await expect(karen.page.get_by_role("combobox", name="Du er")).to_have_text("Ali Eksempel")


async def test_side_by_side_on_one_page(karen: WorkspacePage) -> None:
    await karen.page.get_by_role("button", name="Side om side").click()
    left = karen.page.frame_locator("iframe >> nth=0")
    right = karen.page.frame_locator("iframe >> nth=1")
    await expect(left.get_by_role("combobox", name="Du er")).to_have_text("Karen Eksempel")
    await expect(right.get_by_role("combobox", name="Du er")).to_have_text("Ali Eksempel")
