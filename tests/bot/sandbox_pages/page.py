"""The sandbox's page as a person uses it: a page object for browser tests.

    karen = await WorkspacePage.open(context, sandbox.page_url, "Karen Eksempel")
    await karen.say("hej")
    await karen.expect_message("Hvad handler det om?")
    await karen.press("Begynd et forløb")

Everything is found by role and name, as a screen reader finds it. Buttons, fields and choices are
looked for in the open dialog if there is one, else in Home if it is shown, else in the newest
message that has them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.browser import BLANK

TIMEOUT = 15_000.0
AS_OPENED = """() => {
  const over = "dialog[open], [role=menu], [role=listbox]:not([hidden]), [role=alert]";
  const unsent = [...document.querySelectorAll("main textarea[aria-label^=Skriv]")];
  return !location.hash && document.getElementById("dev") && !document.querySelector(over)
    && [...document.querySelectorAll("aside")].every((panel) => panel.hidden)
    && unsent.every((field) => !field.value);
}"""


@dataclass
class WorkspacePage:
    """One open page, acting as one person."""

    page: Page
    base_url: str

    @classmethod
    async def open(cls, context: BrowserContext, base_url: str, as_: str = "") -> WorkspacePage:
        """Opens the page as the person with this id or name (the first one without)."""
        blank = (page for page in context.pages if page.url == BLANK)
        page = next(blank, None) or await context.new_page()
        page.set_default_timeout(TIMEOUT)
        self = cls(page, base_url.rstrip("/"))
        person = await self._person_id(as_)
        await page.goto(f"{self.base_url}/?as={person}" if person else f"{self.base_url}/")
        await self.ready()
        return self

    async def ready(self) -> None:
        """Waits until the page has drawn what the server knows and listens for more."""
        await self.page.locator("html[data-ready]").wait_for()

    async def is_as_opened(self) -> bool:
        """Whether one stands where it opens, with nothing written, unfolded or laid over it."""
        return bool(await self.page.evaluate(AS_OPENED))

    async def reload(self) -> None:
        await self.page.reload()
        await self.ready()

    async def _person_id(self, name: str) -> str:
        if not name:
            return ""
        answer = await self.page.request.get(f"{self.base_url}/ui/state")
        people = (await answer.json())["people"]
        return str(next(one["id"] for one in people if name in (one["id"], one["name"])))

    # --- Where things are

    @property
    def main(self) -> Locator:
        """The conversation that is shown."""
        return self.page.get_by_role("main")

    @property
    def messages(self) -> Locator:
        """The messages in the conversation, oldest first."""
        return self.main.get_by_role("article")

    @property
    def last_message(self) -> Locator:
        return self.messages.last

    @property
    def thread(self) -> Locator:
        """The panel with a thread."""
        return self.page.get_by_role("complementary", name="Tråd")

    @property
    def modal(self) -> Locator:
        """The modal that is open."""
        return self.page.locator("dialog#modal")

    @property
    def home(self) -> Locator:
        """The app's Home."""
        return self.page.get_by_role("tabpanel", name="Hjem")

    @property
    def composer(self) -> Locator:
        """The field that one writes in."""
        return self.main.get_by_role("textbox", name=re.compile("^Skriv til"))

    @property
    def announced(self) -> Locator:
        """What a screen reader has been told."""
        return self.page.locator("#live")

    def conversation(self, name: str) -> Locator:
        """The link to a conversation in the list; its name tells how much is unread."""
        links = self.page.get_by_role("navigation", name="Samtaler").get_by_role("link")
        return links.filter(has=self.page.get_by_text(name, exact=True))

    def message(self, text: str, *, by: str = "") -> Locator:
        """The newest message with this text, written by `by` where given."""
        found = self.messages.filter(has_text=text)
        if by:
            found = found.and_(self.page.get_by_role("article", name=re.compile(f"^{by} kl")))
        return found.last

    async def _surface(self) -> Locator:
        """Where one acts now: the open dialog, Home, or the conversation."""
        dialog = self.page.locator("dialog[open]")
        if await dialog.count():
            return dialog.last
        return self.home if await self.home.is_visible() else self.messages

    # --- Conversations

    async def go_to(self, name: str) -> None:
        """Opens a conversation from the list: «Samskab», «samskabelse»."""
        opener = self.page.get_by_role("button", name="Vis samtaler")
        if await opener.is_visible():
            await opener.click()
        await self.conversation(name).click()
        await expect(self.main.get_by_role("heading", level=1)).to_contain_text(name)

    async def say(self, text: str) -> None:
        """Writes a message (or a slash command) and sends it."""
        await self.composer.fill(text)
        await self.main.get_by_role("button", name="Send", exact=True).click()

    async def reply(self, text: str) -> None:
        """Writes in the open thread."""
        await self.thread.get_by_role("textbox", name="Svar i tråden").fill(text)
        await self.thread.get_by_role("button", name="Send", exact=True).click()

    async def open_thread(self, text: str) -> None:
        """Opens the thread under the message with this text."""
        await self._handle(text, "Svar i tråd")
        await expect(self.thread).to_be_visible()

    async def edit(self, old: str, new: str) -> None:
        """Changes one's own message."""
        await self._handle(old, "Redigér besked")
        field = self.main.get_by_role("textbox", name="Redigér beskeden")
        await field.fill(new)
        await field.press("Enter")

    async def delete(self, text: str) -> None:
        """Deletes one's own message."""
        await self._handle(text, "Slet besked")
        await self.confirm("Slet")

    async def shortcut(self, text: str, name: str) -> None:
        """Uses a message shortcut on the message with this text."""
        await self._handle(text, name)

    async def _handle(self, text: str, item: str) -> None:
        article = self.message(text)
        await article.hover()
        await article.get_by_role("button", name="Handlinger for beskeden").click()
        await self.page.get_by_role("menuitem", name=item).click()

    async def upload(self, *files: Path) -> None:
        """Puts files in the conversation."""
        async with self.page.expect_file_chooser() as chooser:
            await self.main.get_by_role("button", name="Vedhæft en fil").click()
        await (await chooser.value).set_files(list(files))

    # --- Acting on what the app shows

    async def press(self, name: str, *, within: Locator | None = None) -> None:
        """Presses the newest button with this text."""
        place = within or await self._surface()
        button = place.get_by_role("button", name=name, exact=True)
        link = place.get_by_role("link", name=name, exact=True)
        await button.or_(link).last.click()

    async def choose(self, label: str, *options: str, within: Locator | None = None) -> None:
        """Chooses in a list: one option, or the several that are to be turned on or off.

        `label` is the field's label, or the placeholder where there is none.
        """
        place = within or await self._surface()
        box = place.get_by_role("combobox", name=label, exact=True).last
        await box.click()
        for option in options:
            await self.page.get_by_role("option", name=option).first.click()
        if await box.get_attribute("aria-expanded") == "true":
            await box.press("Escape")

    async def tick(self, option: str, *, within: Locator | None = None) -> None:
        """Presses a radio button or a check box."""
        place = within or await self._surface()
        radio = place.get_by_role("radio", name=option, exact=True)
        await radio.or_(place.get_by_role("checkbox", name=option, exact=True)).last.click()

    async def fill(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Writes in a field: text, a number, a date (2026-03-02) or a time (09:30)."""
        place = within or await self._surface()
        field = place.get_by_label(label).and_(place.locator("input, textarea")).last
        await field.fill(text)
        await field.blur()

    async def overflow(self, option: str, *, within: Locator | None = None) -> None:
        """Chooses in the newest «…» menu of a message or view."""
        place = within or await self._surface()
        await place.get_by_role("button", name="Flere valg").last.click()
        await self.page.get_by_role("menuitem", name=option).click()

    async def confirm(self, answer: str) -> None:
        """Answers the question «er du sikker?»."""
        dialog = self.page.get_by_role("alertdialog")
        await dialog.get_by_role("button", name=answer, exact=True).click()

    # --- Modal and Home

    async def submit(self, button: str) -> None:
        """Presses the modal's submit button."""
        await self.modal.get_by_role("button", name=button, exact=True).click()

    async def close_modal(self) -> None:
        await self.modal.get_by_role("button", name="Luk vinduet").click()

    async def open_home(self) -> Locator:
        """Goes to the app's Home."""
        await self.main.get_by_role("tab", name="Hjem").click()
        await expect(self.home).to_be_visible()
        return self.home

    async def open_messages(self) -> None:
        """Goes back from Home to the messages."""
        await self.main.get_by_role("tab", name="Beskeder").click()
        await expect(self.home).to_be_hidden()

    # --- Expectations: each waits until it holds

    async def expect_message(self, text: str, *, by: str = "", timeout: float = TIMEOUT) -> Locator:
        """The newest message with this text, once it is there."""
        found = self.message(text, by=by)
        await expect(found).to_be_visible(timeout=timeout)
        return found

    async def expect_no_message(self, text: str) -> None:
        await expect(self.messages.filter(has_text=text)).to_have_count(0)

    async def expect_modal(self, title: str) -> Locator:
        """The open modal, once it has this title."""
        await expect(self.modal.get_by_role("heading", name=title, level=2)).to_be_visible()
        return self.modal

    async def expect_no_modal(self) -> None:
        await expect(self.modal).to_be_hidden()

    async def expect_field_error(self, label: str, error: str) -> None:
        """The field is marked wrong, with this reason."""
        field = self.modal.get_by_label(label).first
        await expect(field).to_have_accessible_description(re.compile(re.escape(error)))

    async def expect_notice(self, text: str) -> None:
        """The discreet bar that says what went wrong."""
        await expect(self.page.get_by_role("alert").filter(has_text=text)).to_be_visible()

    # --- The developer's drawer

    async def developer(self, tab: str = "Trafik") -> Locator:
        """Opens the drawer at a tab: «Trafik», «Hvad Slack ville afvise», «Fejl», «Ur»."""
        drawer = self.page.get_by_role("complementary", name="Til udviklere")
        if not await drawer.is_visible():
            await self.page.get_by_role("button", name="Til udviklere").click()
        await drawer.get_by_role("tab", name=tab).click()
        return drawer.get_by_role("tabpanel", name=tab)
