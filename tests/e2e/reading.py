"""What a message says, and what can be done with it, as a person sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.sandbox.elements import interactive, options_of
from bot.sandbox.texts import unescape

Json = dict[str, Any]
_SLOT = re.compile(r"\{\w+\}")


def plain(text: str) -> str:
    """Text without formatting: what is compared."""
    return re.sub(r"\s+", " ", re.sub(r"[*_>\u2060]", "", unescape(text))).strip()


@cache
def pattern(line: str) -> re.Pattern[str]:
    """A line of the content, whatever stands in its slots."""
    parts = [re.escape(plain(part)) for part in _SLOT.split(line)]
    return re.compile(r"\s*.*?\s*".join(parts))


def said(shown: Json) -> str:
    """All words of a message or view."""
    texts = [str(shown.get("text") or ""), *_texts(shown.get("blocks") or [])]
    return plain("\n".join(texts))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)


def lines(shown: Json) -> str:
    """The words of a message as they stand, block by block; people's buttons left out."""
    words = [each for block in shown.get("blocks") or [] for each in _words_of(block)]
    return "\n".join(words) or str(shown.get("text") or "")


def _words_of(block: Json) -> Iterator[str]:
    if block["type"] in ("section", "context"):
        yield from _texts({key: block[key] for key in block if key != "accessory"})
    elif block["type"] != "actions":
        yield from _texts(block)


def has(shown: Json, line: str) -> bool:
    """Whether a message or view says the line."""
    return bool(pattern(line).search(said(shown)))


def buttons(shown: Json) -> list[str]:
    """The labels of its buttons and of the options of its menus, in their order."""
    found: list[str] = []
    for _, element in interactive(shown.get("blocks") or []):
        if element["type"] == "button":
            found.append(element["text"]["text"])
        elif element["type"] == "overflow":
            found += [option["text"]["text"] for option in element["options"]]
    return found


def in_sight(shown: Json) -> list[str]:
    """What stands on its buttons and beside its marks; a menu is folded."""
    found: list[str] = []
    for _, element in interactive(shown.get("blocks") or []):
        if element["type"] == "button":
            found.append(element["text"]["text"])
        elif element["type"] in ("radio_buttons", "checkboxes"):
            for option in options_of(element):
                described = option.get("description", {}).get("text")
                found.append(": ".join(filter(None, (option["text"]["text"], described))))
    return found


def labels(shown: Json) -> list[str]:
    """Everything in it that can be pressed or chosen."""
    options = [
        each
        for _, element in interactive(shown.get("blocks") or [])
        for each in options_of(element)
    ]
    return buttons(shown) + [option["text"]["text"] for option in options]


def form(shown: Json) -> tuple[str, str, list[Json]]:
    """How the question is answered: type and action id of the element, and what it offers.

    For a row of buttons, type "button" and the buttons; for free text three empty values.
    """
    for block, element in interactive(shown.get("blocks") or []):
        if block.get("block_id") != "form":
            continue
        if element["type"] == "button":
            return "button", element["action_id"], block["elements"]
        return element["type"], element["action_id"], options_of(element)
    return "", "", []
