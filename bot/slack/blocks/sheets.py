"""Sheets: lines, small print, buttons, and a menu, in as many messages as they take."""

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
from flows.messages import Say
from flows.workshop.outcome import Sheet

#: So many characters of lines stand in one message; then a new one begins.
CHARACTERS_SHOWN = 3_500


def sheet(made: Sheet) -> Rendered:
    """The sheet as one message."""
    blocks = sections(lines_mrkdwn(made.lines)) + context(made.small)
    elements: list[Element] = [button(each) for each in made.buttons]
    if made.menu:
        elements.append(overflow(made.menu))
    blocks += actions(elements, "ways")
    return Rendered(blocks, lines_text((*made.lines, *made.small)))


def sheets(made: Sheet) -> list[Rendered]:
    """The same in several messages where it is long; what can be done stands under the last."""
    pages: list[list[Say]] = [[]]
    length = 0
    for line in made.lines:
        size = len(mrkdwn(line))
        if pages[-1] and length + size > CHARACTERS_SHOWN:
            pages.append([])
            length = 0
        pages[-1].append(line)
        length += size + 1
    first = [sheet(Sheet(tuple(page))) for page in pages[:-1]]
    return [*first, sheet(Sheet(tuple(pages[-1]), made.small, made.buttons, made.menu))]
