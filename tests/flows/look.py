"""A message through Slack's eyes: what Slack would refuse, and what could act in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from bot.slack import blocks
from bot.slack.blocks import Rendered
from bot.slack.limits import message_violations, violations
from flows.content.texts import Texts
from flows.messages import (
    Document,
    Home,
    Listing,
    Message,
    Note,
    Overview,
    Paper,
    Prompt,
    Reminder,
    Settled,
)

MOST_BUTTONS = 4
#: A person or channel that was picked is the one thing in angle brackets that the bot makes.
_MENTION = re.compile(r"<@[UW][A-Z0-9]+>|<#[CG][A-Z0-9]+>")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_QUOTE = re.compile(r"^> ", re.MULTILINE)

_RENDERED: dict[type, Callable[..., list[Rendered]]] = {
    Note: lambda made, texts: [blocks.note(made, texts)],
    Reminder: lambda made, _: [blocks.reminder(made)],
    Listing: lambda made, _: [blocks.listing(made)],
    Document: lambda made, _: list(blocks.document(made)),
    Paper: lambda made, texts: [blocks.note(each, texts) for each in made.instead],
    Prompt: lambda made, texts: [blocks.prompt(made, texts)],
    Settled: lambda made, texts: [blocks.settled(made, texts)],
    Overview: blocks.overview,
}


def rendered(message: Message, texts: Texts) -> list[Rendered]:
    """The Slack messages that it becomes. App Home is a view and becomes none."""
    return _RENDERED[type(message)](message, texts)


_FOUND: dict[str, tuple[Texts, list[str]]] = {}


def faults(message: Message, texts: Texts) -> list[str]:
    """All that is wrong with how it looks; looked at once, since tests begin alike."""
    known = _FOUND.get(repr(message))
    if known is None or known[0] is not texts:
        known = _FOUND[repr(message)] = (texts, list(_faults(message, texts)))
    return known[1]


def _faults(message: Message, texts: Texts) -> Iterator[str]:
    if isinstance(message, Home):
        view = blocks.home(message)
        yield from (str(each) for each in violations(view, "home"))
        yield from acting(view["blocks"], "")
        return
    for page in rendered(message, texts):
        payload = {"text": page.text, "blocks": page.blocks}
        yield from (str(each) for each in message_violations(payload))
        yield from acting(page.blocks, page.text)
        buttons = [each for each in _elements(page.blocks) if each["type"] == "button"]
        if not isinstance(message, Overview | Reminder) and len(buttons) > MOST_BUTTONS:
            yield f"Slack would show {len(buttons)} buttons"


def acting(shown: Any, text: str) -> Iterator[str]:
    """Formatted text in which something could mention, link or call."""
    for each in (text, *formatted(shown)):
        left = _ENTITY.sub("", _MENTION.sub("", _QUOTE.sub("", each)))
        if found := re.search(r"[<>&].{0,20}", left):
            yield f"this is not escaped: {found[0]!r}"


def _elements(shown: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in shown:
        if block["type"] == "actions":
            yield from block["elements"]
        elif "accessory" in block:
            yield block["accessory"]


def formatted(shown: Any) -> Iterator[str]:
    """All text in the blocks that Slack formats."""
    if isinstance(shown, dict):
        if shown.get("type") == "mrkdwn":
            yield shown["text"]
        for value in shown.values():
            yield from formatted(value)
    elif isinstance(shown, list):
        for each in shown:
            yield from formatted(each)
