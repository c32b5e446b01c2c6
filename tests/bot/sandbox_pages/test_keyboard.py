"""Everything works without a mouse, and the focus is always somewhere one can see."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.bot.sandbox_pages.kit import COLOURS, Json, actions, button, element, field, modal, plain
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.bot.sandbox_pages.tiny_app import TinyApp

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

KAREN = "U0KAREN001"
FOCUSED = """() => {
  const node = document.activeElement;
  const name = node.getAttribute("aria-label") ?? node.textContent;
  return [name.trim(), getComputedStyle(node).outlineStyle];
}"""


async def tab_to(page: WorkspacePage, name: str, key: str = "Tab") -> None:
    """Presses Tab until the focus is on what has this name; it shows at every step."""
    seen = []
    for _ in range(30):
        await page.page.keyboard.press(key)
        found, outline = await page.page.evaluate(FOCUSED)
        seen.append(found)
        if found == name:
            assert outline != "none", name
            return
    raise AssertionError(f"{name} is not among {seen}")


async def test_a_conversation(karen: WorkspacePage, app: TinyApp) -> None:
    keyboard = karen.page.keyboard
    await tab_to(karen, "Gå til skrivefeltet")
    await keyboard.press("Enter")
    await expect(karen.composer).to_be_focused()
    await keyboard.type("hej")
    await keyboard.press("Enter")
    await karen.expect_message("hej")

    # To the buttons of the newest message, and into the modal that one of them opens.
    view = modal(
        "Nyt skridt",
        field("Når", element("plain_text_input"), "when"),
        field("Farve", element("static_select", options=COLOURS), "colour"),
    )

    async def answer(body: Json) -> None:
        await app.client.views_open(trigger_id=body["trigger_id"], view=view)

    app.on_action = answer
    buttons = [actions(button("Et", "one"), button("To", "two"))]
    await app.client.chat_postMessage(channel=KAREN, text="valg", blocks=buttons)
    await karen.expect_message("Et")
    await tab_to(karen, "To", "Shift+Tab")
    await keyboard.press("Enter")
    await karen.expect_modal("Nyt skridt")
    await keyboard.type("Når mødet er slut")
    await keyboard.press("Tab")
    await keyboard.press("ArrowDown")
    await keyboard.press("ArrowDown")
    await keyboard.press("Enter")
    await tab_to(karen, "Gem")
    await keyboard.press("Enter")
    await karen.expect_no_modal()
    values = (await app.next("view_submission"))["view"]["state"]["values"]
    assert values["when"]["when"]["value"] == "Når mødet er slut"
    assert values["colour"]["colour"]["selected_option"] == COLOURS[1]
    two = karen.last_message.get_by_role("button", name="To")
    await expect(two).to_be_focused()


async def test_messages_menus_and_tabs(karen: WorkspacePage, app: TinyApp) -> None:
    keyboard = karen.page.keyboard
    menu = element("overflow", options=COLOURS)
    await karen.say("første")
    await karen.expect_message("første")
    await app.client.chat_postMessage(channel=KAREN, text="menu", blocks=[actions(menu)])
    await karen.expect_message("", by="Samskab")

    await karen.last_message.get_by_role("button", name="Flere valg").focus()
    await keyboard.press("Enter")
    await keyboard.press("ArrowDown")
    await keyboard.press("g")
    await keyboard.press("Enter")
    assert (await app.next_action())["selected_option"] == COLOURS[1]

    await karen.last_message.focus()
    await keyboard.press("ArrowUp")
    await expect(karen.message("første")).to_be_focused()
    await tab_to(karen, "Handlinger for beskeden")
    await keyboard.press("Enter")
    await expect(karen.page.get_by_role("menuitem", name="Svar i tråd")).to_be_focused()
    await keyboard.press("Enter")
    field_in_thread = karen.thread.get_by_role("textbox", name="Svar i tråden")
    await expect(field_in_thread).to_be_focused()
    await tab_to(karen, "Luk tråden", "Shift+Tab")
    await keyboard.press("Enter")
    await expect(karen.thread).to_be_hidden()
    await expect(karen.composer).to_be_focused()

    await karen.main.get_by_role("tab", name="Beskeder").focus()
    await keyboard.press("ArrowRight")
    await expect(karen.home).to_be_visible()
    await expect(karen.main.get_by_role("tab", name="Hjem")).to_be_focused()


async def test_labels_are_read_aloud(karen: WorkspacePage, app: TinyApp) -> None:
    """Every control on the page has a name."""
    blocks = [
        actions(
            element("users_select", "person", placeholder=plain("Vælg person")),
            element("datepicker", "day"),
            element("overflow", "more", options=COLOURS),
            element("checkboxes", "boxes", options=COLOURS),
        ),
        field("Dit svar", element("plain_text_input"), "answer"),
    ]
    await app.client.chat_postMessage(channel=KAREN, text="felter", blocks=blocks)
    await expect(karen.page.get_by_label("Dit svar")).to_be_visible()
    await karen.developer("Fejl")
    for role in ("button", "link", "combobox", "textbox", "checkbox", "tab", "spinbutton"):
        for control in await karen.page.get_by_role(role).all():
            await expect(control).not_to_have_accessible_name("")
