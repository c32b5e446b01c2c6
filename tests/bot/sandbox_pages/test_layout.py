"""From a phone to a wide screen, by day and by night."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.bot.sandbox_pages.conftest import OpenAs
from tests.bot.sandbox_pages.kit import COLOURS, actions, button, element, plain, section
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.bot.sandbox_pages.tiny_app import TinyApp

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.usefixtures("anew"),
    pytest.mark.slow,
]

KAREN = "U0KAREN001"

# Foreground and background of the tokens that text is drawn with.
PAIRS = [
    ("ink", "paper"), ("ink", "tint"), ("ink-soft", "paper"), ("ink-soft", "tint"),
    ("accent", "paper"), ("accent", "accent-tint"), ("on-accent", "accent"),
    ("danger", "paper"), ("on-note", "note"), ("on-bar", "bar"), ("on-bar-soft", "bar"),
]  # fmt: skip
CONTRAST = """(pairs) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  const probe = document.body.appendChild(document.createElement("i"));
  const light = (name) => {
    probe.style.color = `var(--${name})`;
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return pairs.map(([one, other]) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  });
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def _contrast(page: Page) -> dict[tuple[str, str], float]:
    ratios = await page.evaluate(CONTRAST, PAIRS)
    return {pair: ratio for pair, ratio in zip(PAIRS, ratios, strict=True) if ratio < 4.5}


async def test_contrast_by_day_and_by_night(karen: WorkspacePage) -> None:
    assert await _contrast(karen.page) == {}
    day = await karen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    await karen.page.emulate_media(color_scheme="dark")
    assert await _contrast(karen.page) == {}
    night = await karen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert day != night


async def test_on_a_phone(app: TinyApp, open_as: OpenAs) -> None:
    karen = await open_as("Karen Eksempel")
    opener = karen.page.get_by_role("button", name="Vis samtaler")
    await expect(opener).to_be_hidden()
    await karen.page.set_viewport_size({"width": 360, "height": 640})
    long_word = "Samskabelsesparathedsvurdering" * 4
    select = element("static_select", placeholder=plain("Vælg"), options=COLOURS)
    blocks = [
        section(long_word, accessory=select),
        actions(*(button(f"Et svar på {n} ord", f"b{n}") for n in range(4))),
    ]
    await app.client.chat_postMessage(channel=KAREN, text="langt", blocks=blocks)
    await karen.expect_message(long_word)
    assert await karen.page.evaluate(OVERFLOW) == 0

    sidebar = karen.page.get_by_role("navigation", name="Samtaler")
    await expect(sidebar).to_be_hidden()
    await opener.click()
    await expect(karen.conversation("Samskab")).to_be_focused()
    await karen.page.keyboard.press("Escape")
    await expect(sidebar).to_be_hidden()
    await expect(opener).to_be_focused()
    await karen.go_to("samskabelse")
    await expect(sidebar).to_be_hidden()
    await karen.say("fra telefonen")
    await karen.open_thread("fra telefonen")
    await karen.reply("og et svar")
    await expect(karen.thread).to_contain_text("og et svar")
    assert await karen.page.evaluate(OVERFLOW) == 0
    await karen.thread.get_by_role("button", name="Luk tråden").click()
    await karen.developer("Fejl")
    assert await karen.page.evaluate(OVERFLOW) == 0
