"""Things one below the other, each with its own menu."""

from __future__ import annotations

from bot.slack.blocks.parts import (
    Element,
    Rendered,
    actions,
    button,
    context,
    lines_mrkdwn,
    lines_text,
    overflow,
    sections,
)
from bot.slack.text import mrkdwn
from flows.messages import Item, Listing


def listing(made: Listing) -> Rendered:
    """The things with their menus, and the buttons of the whole."""
    blocks = sections(lines_mrkdwn(made.lines))
    for number, item in enumerate(made.items):
        blocks += sections(mrkdwn(item.line), _beside(item, number))
    blocks += context(made.closing)
    blocks += actions([button(each) for each in made.buttons], "ways")
    lines = (*made.lines, *(item.line for item in made.items), *made.closing)
    return Rendered(blocks, lines_text(lines))


def _beside(item: Item, number: int) -> Element | None:
    if not item.menu:
        return None
    return button(item.menu[0]) if len(item.menu) == 1 else overflow(item.menu, number)
