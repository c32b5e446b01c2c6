"""Slack's blocks as text in a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.blocks import Rendered
from bot.slack.text import JOINER, unescape

WIDTH = 78

Block = dict[str, Any]


@dataclass(frozen=True)
class Style:
    """How bold, italic and small print look: as such where there is colour, else plain."""

    colour: bool = False

    def marked(self, mrkdwn: str) -> str:
        """Text with its marks turned into what the terminal has for them."""
        outside = rf"(?<![\w{JOINER}])", rf"(?![\w{JOINER}])"
        for mark, code in ((r"\*", "1"), ("_", "3")):
            pattern = rf"{mark}(\S(?:.*?\S)?){mark}".join(outside)
            mrkdwn = re.sub(pattern, self._as(code), mrkdwn, flags=re.DOTALL)
        return unescape(mrkdwn.replace(JOINER, ""))

    def small(self, text: str) -> str:
        """Small print."""
        return f"\033[2m{text}\033[0m" if self.colour else text

    def _as(self, code: str) -> str:
        return rf"\033[{code}m\1\033[0m" if self.colour else r"\1"


def shown(rendered: Rendered, style: Style) -> Iterator[str]:
    """The lines of one message."""
    for block in rendered.blocks:
        yield from _BLOCKS[block["type"]](block, style)


def wrapped(text: str, indent: str = "") -> Iterator[str]:
    """Lines no wider than a terminal; a quotation and a point keep their place."""
    for line in text.split("\n"):
        first = re.match(r"> |• |", line)
        hang = indent + (" " * len(first[0]) if first and first[0] != "> " else "> " * bool(first))
        yield from textwrap.wrap(
            line, WIDTH, initial_indent=indent, subsequent_indent=hang, break_long_words=False
        ) or [""]


def _section(block: Block, style: Style) -> Iterator[str]:
    yield style.marked("\n".join(wrapped(block["text"]["text"])))
    if "accessory" in block:
        yield from _elements([block["accessory"]])


def _context(block: Block, style: Style) -> Iterator[str]:
    for element in block["elements"]:
        yield style.small(style.marked("\n".join(wrapped(element["text"]))))


def _actions(block: Block, _: Style) -> Iterator[str]:
    yield from _elements(block["elements"])


_BLOCKS: Mapping[str, Callable[[Block, Style], Iterator[str]]] = {
    "section": _section,
    "context": _context,
    "actions": _actions,
}


def _elements(elements: list[Block]) -> Iterator[str]:
    """Buttons side by side, everything else below each other."""
    buttons = [each for each in elements if each["type"] == "button"]
    if buttons:
        yield " ".join(f"[{each['text']['text']}]" for each in buttons)
    for each in elements:
        if each["type"] != "button":
            yield from _ELEMENTS[each["type"]](each)


def _marks(mark: str) -> Callable[[Block], Iterator[str]]:
    def lines(element: Block) -> Iterator[str]:
        for option in element["options"]:
            described = option.get("description", {}).get("text")
            label = option["text"]["text"]
            yield f"{mark} {label} – {described}" if described else f"{mark} {label}"

    return lines


def _picker(element: Block) -> Iterator[str]:
    yield f"[{element['placeholder']['text']} ▾]"


def _menu(element: Block) -> Iterator[str]:
    yield "[⋯ " + " · ".join(option["text"]["text"] for option in element["options"]) + "]"


_ELEMENTS: Mapping[str, Callable[[Block], Iterator[str]]] = {
    "radio_buttons": _marks("( )"),
    "checkboxes": _marks("[ ]"),
    "static_select": _picker,
    "users_select": _picker,
    "datepicker": _picker,
    "overflow": _menu,
}
