"""How what the bot says looks in Slack: one function from message to blocks."""

from bot.slack.blocks.dialogs import VALUE, asked_dialog, dialog, notice
from bot.slack.blocks.messages import (
    MARKS,
    document,
    home,
    listing,
    note,
    overview,
    prompt,
    reminder,
    settled,
    sheet,
    sheets,
)
from bot.slack.blocks.parts import MENU, Rendered

__all__ = [
    "MARKS",
    "MENU",
    "VALUE",
    "Rendered",
    "asked_dialog",
    "dialog",
    "document",
    "home",
    "listing",
    "note",
    "notice",
    "overview",
    "prompt",
    "reminder",
    "settled",
    "sheet",
    "sheets",
]
