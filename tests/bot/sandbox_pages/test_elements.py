"""Every kind of element sends the right act with the right value, and shows what was chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import pytest
from playwright.async_api import expect

from bot.sandbox.server import Sandbox
from tests.bot.sandbox_pages.kit import (
    COLOURS,
    SIZES,
    Json,
    actions,
    button,
    element,
    field,
    mrkdwn,
    plain,
    section,
)
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.bot.sandbox_pages.tiny_app import TinyApp

pytestmark = pytest.mark.asyncio(loop_scope="session")

KAREN, ALI, METTE = "U0KAREN001", "U0ALI00001", "U0METTE001"
CHANNEL = "C0SAMSKAB1"


class Case(NamedTuple):
    """An element, what the person does with it, and what the app is to hear."""

    shown: Json
    do: Callable[[WorkspacePage], Awaitable[None]]
    heard: Json


def _select(kind: str, label: str, *chosen: str, heard: Json, **more: object) -> Case:
    shown = element(kind, placeholder=plain(label), **more)
    return Case(shown, lambda page: page.choose(label, *chosen), heard)


CASES = [
    Case(button("Tryk her", value="v"), lambda page: page.press("Tryk her"), {"value": "v"}),
    Case(
        button("Farlig", value="x", style="danger"),
        lambda page: page.press("Farlig"),
        {"value": "x", "style": "danger"},
    ),
    Case(
        element("overflow", options=COLOURS),
        lambda page: page.overflow("Grøn"),
        {"selected_option": COLOURS[1]},
    ),
    _select(
        "static_select", "Vælg farve", "Blå", options=COLOURS, heard={"selected_option": COLOURS[2]}
    ),
    _select(
        "multi_static_select",
        "Vælg farver",
        "Rød",
        "Blå",
        options=COLOURS,
        heard={"selected_options": [COLOURS[0], COLOURS[2]]},
    ),
    _select("users_select", "Vælg person", "Ali Eksempel", heard={"selected_user": ALI}),
    _select(
        "multi_users_select",
        "Vælg personer",
        "Karen Eksempel",
        "Mette Eksempel",
        initial_users=[ALI],
        heard={"selected_users": [KAREN, ALI, METTE]},
    ),
    _select(
        "conversations_select",
        "Vælg samtale",
        "#samskabelse",
        heard={"selected_conversation": CHANNEL},
    ),
    Case(
        element("radio_buttons", options=COLOURS),
        lambda page: page.tick("Grøn"),
        {"selected_option": COLOURS[1]},
    ),
    Case(
        element("checkboxes", options=SIZES, initial_options=SIZES[:1]),
        lambda page: page.tick("Stor"),
        {"selected_options": SIZES},
    ),
    Case(
        element("datepicker"),
        lambda page: page.fill("Vælg dato", "2026-03-02"),
        {"selected_date": "2026-03-02"},
    ),
]


def holding(shown: Json, block_id: str) -> Json:
    """A block with the element; what takes several stands beside a text."""
    if shown["type"].startswith("multi_"):
        return section("Vælg", accessory=shown, block_id=block_id)
    return actions(shown, block_id=block_id)


async def test_in_a_message(karen: WorkspacePage, app: TinyApp) -> None:
    for number, case in enumerate(CASES):
        block_id = f"block{number}"
        await app.client.chat_postMessage(
            channel=KAREN, text=block_id, blocks=[holding(case.shown, block_id)]
        )
        await expect(
            karen.last_message.locator(f"[data-block-id={block_id}]").first
        ).to_be_visible()
        await case.do(karen)
        action = await app.next_action()
        assert {k: action.get(k) for k in case.heard} == case.heard, case.shown
        assert (action["block_id"], action["action_id"]) == (block_id, "it")
        assert action["type"] == case.shown["type"]
    assert app.none_more("action")


@pytest.mark.slow  # what is done with each is as in a message
async def test_in_home(karen: WorkspacePage, app: TinyApp) -> None:
    cases = [case for case in CASES if case.shown["type"] != "overflow"]
    blocks = [
        holding({**case.shown, "action_id": f"it{n}"}, f"block{n}") for n, case in enumerate(cases)
    ]
    await karen.open_home()
    await app.client.views_publish(user_id=KAREN, view={"type": "home", "blocks": blocks})
    await expect(karen.home.get_by_role("button", name="Tryk her")).to_be_visible()
    for number, case in enumerate(cases):
        await case.do(karen)
        body = await app.next("action")
        action = body["actions"][0]
        assert {k: action.get(k) for k in case.heard} == case.heard, case.shown
        assert action["action_id"] == f"it{number}"
        assert body["container"]["type"] == "view"


@pytest.mark.slow
async def test_accessories_and_rich_options(karen: WorkspacePage, app: TinyApp) -> None:
    choices = [{"text": mrkdwn("*Et* valg"), "value": "1", "description": plain("det første")}]
    blocks = [
        section("Se mere", accessory=button("Uddyb", "more"), block_id="one"),
        section(
            "Sæt kryds", accessory=element("checkboxes", "box", options=choices), block_id="two"
        ),
    ]
    await app.client.chat_postMessage(channel=KAREN, text="valg", blocks=blocks)
    await karen.press("Uddyb")
    assert (await app.next_action())["action_id"] == "more"
    await karen.tick("Et valg")
    assert (await app.next_action())["selected_options"] == choices
    box = karen.page.get_by_role("checkbox", name="Et valg")
    await expect(box).to_have_accessible_description("det første")


@pytest.mark.slow
async def test_what_was_chosen_stays_and_goes_along(karen: WorkspacePage, app: TinyApp) -> None:
    blocks = [
        actions(element("static_select", "colour", placeholder=plain("Farve"), options=COLOURS)),
        field("Dit svar", element("plain_text_input"), "answer"),
        actions(button("Gem"), block_id="save"),
    ]
    sent = await app.client.chat_postMessage(channel=KAREN, text="valg", blocks=blocks)
    await karen.choose("Farve", "Rød")
    await app.next("action")
    answer = karen.page.get_by_label("Dit svar")
    await answer.press_sequentially("Det ved de selv")
    await karen.press("Gem")
    state = (await app.next("action"))["state"]["values"]
    assert state["answer"]["answer"]["value"] == "Det ved de selv"
    assert state["acts"]["colour"]["selected_option"] == COLOURS[0]
    await karen.reload()
    colour = karen.page.get_by_role("combobox", name="Farve", exact=True)
    await expect(colour).to_have_text("Rød")
    await expect(answer).to_have_value("Det ved de selv")

    again = [*blocks, section("Og en linje til")]
    await app.client.chat_update(channel=sent["channel"], ts=sent["ts"], text="valg", blocks=again)
    await karen.expect_message("Og en linje til")
    await expect(answer).to_have_value("Det ved de selv")


@pytest.mark.slow
async def test_what_is_sent_when(karen: WorkspacePage, app: TinyApp) -> None:
    """Text at Enter or at every stroke; a list only when a choice is made."""
    on_stroke = {"trigger_actions_on": ["on_character_entered"]}
    blocks = [
        field("Ved Enter", element("plain_text_input"), dispatch_action=True),
        field(
            "Ved tegn",
            element("plain_text_input", dispatch_action_config=on_stroke),
            dispatch_action=True,
        ),
    ]
    await app.client.chat_postMessage(channel=KAREN, text="felter", blocks=blocks)
    field_one = karen.page.get_by_label("Ved Enter")
    await field_one.press_sequentially("ja")
    await field_one.press("Enter")
    assert (await app.next_action())["value"] == "ja"
    await karen.page.get_by_label("Ved tegn").press_sequentially("ab")
    assert [(await app.next_action())["value"] for _ in "ab"] == ["a", "ab"]

    shown = element(
        "static_select", placeholder=plain("Vælg"), options=COLOURS, initial_option=COLOURS[1]
    )
    await app.client.chat_postMessage(channel=KAREN, text="liste", blocks=[actions(shown)])
    box = karen.last_message.get_by_role("combobox", name="Vælg")
    await box.press("Enter")
    chosen = karen.page.get_by_role("option", name="Grøn")
    await expect(chosen).to_have_attribute("aria-selected", "true")
    await box.press("ArrowDown")
    await box.press("Escape")
    await expect(chosen).to_have_count(0)
    await expect(box).to_have_text("Grøn")
    assert app.none_more("action")


@pytest.mark.slow
async def test_confirmations_and_links(karen: WorkspacePage, app: TinyApp) -> None:
    confirm = {
        "title": plain("Slet forløbet?"),
        "text": mrkdwn("Det kan *ikke* fortrydes."),
        "confirm": plain("Ja, slet"),
        "deny": plain("Behold"),
        "style": "danger",
    }
    blocks = [actions(button("Slet", confirm=confirm))]
    await app.client.chat_postMessage(channel=KAREN, text="slet", blocks=blocks)
    await karen.press("Slet")
    dialog = karen.page.get_by_role("alertdialog", name="Slet forløbet?")
    await expect(dialog).to_contain_text("Det kan ikke fortrydes.")
    await karen.confirm("Behold")
    await expect(dialog).to_be_hidden()
    assert app.none_more("action")
    await karen.press("Slet")
    await karen.confirm("Ja, slet")
    assert (await app.next_action())["action_id"] == "it"

    link = [actions(button("Læs mere", url="http://127.0.0.1:9/mere"))]
    await app.client.chat_postMessage(channel=KAREN, text="læs", blocks=link)
    async with karen.page.context.expect_page() as opened:
        await karen.press("Læs mere")
    await (await opened.value).close()
    assert (await app.next_action())["url"] == "http://127.0.0.1:9/mere"


@pytest.mark.slow
async def test_slow_and_silent_apps(karen: WorkspacePage, app: TinyApp, sandbox: Sandbox) -> None:
    """A button is busy while its act is under way, and can be pressed again all the same."""
    waiting = asyncio.Event()

    async def hold(_: Json) -> None:
        await waiting.wait()

    app.before_ack = hold
    saving = [actions(button("Gem"))]
    sent = await app.client.chat_postMessage(channel=KAREN, text="to", blocks=saving)
    message = karen.main.locator(f"article[data-ts='{sent['ts']}']")  # not an earlier one's button
    save = message.get_by_role("button", name="Gem")
    await save.dblclick()
    await expect(save).to_have_attribute("aria-busy", "true")
    waiting.set()
    await expect(save).not_to_have_attribute("aria-busy", "true")
    first, second = await app.next_action(), await app.next_action()
    assert first["action_ts"] != second["action_ts"]

    waiting.clear()
    sandbox.core.settings.ack_seconds = 0.2
    await save.click()
    await karen.expect_notice("Appen svarede ikke i tide")
    await karen.page.get_by_role("button", name="Luk beskeden").click()
    await expect(karen.page.get_by_role("alert")).to_have_count(0)
    waiting.set()


@pytest.mark.slow
async def test_the_focus_comes_back_when_a_message_is_redrawn(
    karen: WorkspacePage, app: TinyApp
) -> None:
    blocks = [actions(button("Et", "one"), button("To", "two"))]
    sent = await app.client.chat_postMessage(channel=KAREN, text="valg", blocks=blocks)
    await karen.last_message.get_by_role("button", name="To").focus()
    await app.client.chat_update(
        channel=sent["channel"], ts=sent["ts"], text="valg", blocks=[section("Ny"), *blocks]
    )
    await karen.expect_message("Ny")
    await expect(karen.last_message.get_by_role("button", name="To")).to_be_focused()
    await app.client.chat_update(
        channel=sent["channel"], ts=sent["ts"], text="Du valgte to", blocks=[]
    )
    await karen.expect_message("Du valgte to")
    await expect(karen.last_message).to_be_focused()
