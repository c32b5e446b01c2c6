"""How what the bot says looks in Slack: one function from message to blocks."""

from bot.slack.blocks.dialogs import VALUE, dialog, notice, scales_dialog
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
    "dialog",
    "document",
    "home",
    "listing",
    "note",
    "notice",
    "overview",
    "prompt",
    "reminder",
    "scales_dialog",
    "settled",
    "sheet",
    "sheets",
]
