"""How what the bot says looks in Slack: one function from message to blocks."""

from bot.slack.blocks.documents import document
from bot.slack.blocks.home import home
from bot.slack.blocks.lists import listing
from bot.slack.blocks.notes import note, overview, reminder
from bot.slack.blocks.parts import MENU, Rendered
from bot.slack.blocks.prompts import MARKS, prompt, settled

__all__ = [
    "MARKS",
    "MENU",
    "Rendered",
    "document",
    "home",
    "listing",
    "note",
    "overview",
    "prompt",
    "reminder",
    "settled",
]
