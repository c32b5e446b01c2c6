"""Modals and Home: what is filled in, what is wrong, what is on top of what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, Route, expect

from tests.bot.sandbox_pages.kit import (
    COLOURS,
    Json,
    actions,
    button,
    element,
    field,
    modal,
    plain,
    section,
)
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.bot.sandbox_pages.tiny_app import TinyApp

pytestmark = pytest.mark.asyncio(loop_scope="session")

KAREN, ALI = "U0KAREN001", "U0ALI00001"
Opener = Callable[[WorkspacePage, TinyApp, Json], Awaitable[None]]


async def open_modal(karen: WorkspacePage, app: TinyApp, view: Json) -> None:
    """Presses a button to which the app answers with the modal."""

    async def answer(body: Json) -> None:
        await app.client.views_open(trigger_id=body["trigger_id"], view=view)

    app.on_action = answer
    blocks = [actions(button("Åbn"))]
    await app.client.chat_postMessage(channel=KAREN, text="åbn", blocks=blocks)
    await karen.press("Åbn")
    await karen.expect_modal(view["title"]["text"])
    await app.next("action")
    app.on_action = None


@asynccontextmanager
async def slow(page: Page, kind: str) -> AsyncIterator[None]:
    """Meanwhile acts of this kind are on their way to the server; then they come there."""
    there = asyncio.Event()

    async def hold(route: Route) -> None:
        if kind == (route.request.post_data_json or {}).get("kind"):
            await there.wait()
        await route.continue_()

    await page.route("**/ui/act", hold)
    yield
    there.set()
    await page.unroute_all(behavior="wait")


FORM = modal(
    "Nyt skridt",
    field("Når", element("plain_text_input"), "when"),
    field("Hvem", element("users_select", placeholder=plain("Vælg person")), "who", optional=True),
    field("Hvor", element("static_select", options=COLOURS), "where"),
    field("Flere", element("multi_static_select", options=COLOURS), "many"),
    field("Dato", element("datepicker"), "date"),
    field("Hvor afklaret", element("radio_buttons", options=COLOURS), "clear"),
    field("Værdier", element("checkboxes", options=COLOURS), "values"),
)


async def test_everything_that_is_filled_in_is_sent(karen: WorkspacePage, app: TinyApp) -> None:
    await open_modal(karen, app, FORM)
    await expect(karen.modal.get_by_label("Når")).to_be_focused()
    await karen.fill("Når", "Når mødet er slut 👍")
    await karen.choose("Hvor", "Grøn")
    await karen.choose("Flere", "Rød", "Blå")
    await karen.fill("Dato", "2026-03-02")
    await karen.tick("Rød", within=karen.modal.get_by_role("radiogroup", name="Hvor afklaret"))
    async with slow(karen.page, "set_state"):  # what is sent after it waits for it
        await karen.tick("Blå", within=karen.modal.get_by_role("group", name="Værdier"))
        await karen.submit("Gem")
        await expect(karen.modal.get_by_role("button", name="Gem")).to_have_attribute(
            "aria-busy", "true"
        )
    await karen.expect_no_modal()
    values = (await app.next("view_submission"))["view"]["state"]["values"]
    assert {block: next(iter(fields.values())) for block, fields in values.items()} == {
        "when": {"type": "plain_text_input", "value": "Når mødet er slut 👍"},
        "who": {"type": "users_select", "selected_user": None},
        "where": {"type": "static_select", "selected_option": COLOURS[1]},
        "many": {"type": "multi_static_select", "selected_options": [COLOURS[0], COLOURS[2]]},
        "date": {"type": "datepicker", "selected_date": "2026-03-02"},
        "clear": {"type": "radio_buttons", "selected_option": COLOURS[0]},
        "values": {"type": "checkboxes", "selected_options": [COLOURS[2]]},
    }


@pytest.mark.slow
async def test_empty_and_wrong_fields_are_pointed_out(karen: WorkspacePage, app: TinyApp) -> None:
    view = modal(
        "To felter",
        field("Hvem", element("plain_text_input", min_length=6), "who"),
        field("Når", element("plain_text_input"), "when", hint=plain("Et tidspunkt")),
    )
    await open_modal(karen, app, view)
    await karen.fill("Hvem", "Karen")
    await karen.submit("Gem")
    await karen.expect_field_error("Når", "Udfyld feltet.")
    await karen.expect_field_error("Hvem", "mindst 6 tegn")
    await expect(karen.modal.get_by_label("Hvem")).to_be_focused()
    assert app.none_more("view_submission")

    app.on_submit = lambda body: {
        "response_action": "errors",
        "errors": {"when": "Skriv noget, der sker af sig selv."},
    }
    await karen.fill("Hvem", "Karen Eksempel")
    await karen.fill("Når", "engang")
    await karen.submit("Gem")
    await karen.expect_field_error("Når", "Skriv noget, der sker af sig selv.")
    await expect(karen.modal.get_by_label("Når")).to_be_focused()
    await expect(karen.modal.get_by_label("Når")).to_have_value("engang")
    await expect(karen.modal.get_by_label("Hvem")).to_have_value("Karen Eksempel")

    app.on_submit = lambda body: {"response_action": "errors", "errors": {"findes_ikke": "nej"}}
    await karen.submit("Gem")
    await expect(karen.modal.get_by_role("alert")).to_be_visible()
    await expect(karen.modal.get_by_label("Når")).to_have_value("engang")


@pytest.mark.slow
async def test_what_is_typed_survives_an_update(karen: WorkspacePage, app: TinyApp) -> None:
    first = modal(
        "Trin et",
        field("Navn", element("plain_text_input"), "name"),
        field("Gammelt", element("plain_text_input"), "old"),
        actions(button("Flere felter")),
    )
    await open_modal(karen, app, first)
    await karen.fill("Navn", "Karen")
    await karen.fill("Gammelt", "væk")
    await karen.press("Flere felter")
    body = await app.next("action")
    assert body["view"]["state"]["values"]["name"]["name"]["value"] == "Karen"
    second = modal(
        "Trin to",
        field("Navn", element("plain_text_input"), "name"),
        field("Nyt", element("plain_text_input", initial_value="forslag"), "new"),
    )
    await app.client.views_update(
        view_id=body["view"]["id"], hash=body["view"]["hash"], view=second
    )
    await karen.expect_modal("Trin to")
    await expect(karen.modal.get_by_label("Navn")).to_have_value("Karen")
    await expect(karen.modal.get_by_label("Nyt")).to_have_value("forslag")
    await karen.submit("Gem")
    values = (await app.next("view_submission"))["view"]["state"]["values"]
    assert [values["name"]["name"]["value"], values["new"]["new"]["value"]] == ["Karen", "forslag"]


@pytest.mark.slow
async def test_escape_closes_it(karen: WorkspacePage, app: TinyApp) -> None:
    await open_modal(karen, app, modal("Et felt", field("Navn", element("plain_text_input"), "n")))
    await karen.page.keyboard.press("Escape")
    await karen.expect_no_modal()


@pytest.mark.slow
async def test_home_is_drawn_anew_and_keeps_its_place(karen: WorkspacePage, app: TinyApp) -> None:
    await karen.open_home()
    opened = await app.next("event")
    while opened.get("tab") != "home":
        opened = await app.next("event")
    assert opened["type"] == "app_home_opened"
    await expect(karen.home).to_contain_text("viser ikke noget her endnu")
    blocks = [section("Første"), actions(button("Fortsæt"))]
    await app.client.views_publish(user_id=KAREN, view={"type": "home", "blocks": blocks})
    await karen.home.get_by_role("button", name="Fortsæt").focus()
    blocks[0] = section("Anden")
    await app.client.views_publish(user_id=KAREN, view={"type": "home", "blocks": blocks})
    await expect(karen.home).to_contain_text("Anden")
    await expect(karen.home.get_by_role("button", name="Fortsæt")).to_be_focused()
    await karen.reload()
    await expect(karen.home).to_contain_text("Anden")
    await karen.open_messages()
    await expect(karen.composer).to_be_visible()
