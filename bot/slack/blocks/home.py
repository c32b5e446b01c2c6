"""The App Home."""

from __future__ import annotations

from bot.slack.blocks.parts import Block, actions, button, lines_mrkdwn, sections
from bot.slack.text import mrkdwn, slot
from flows.messages import Home


def home(made: Home) -> dict[str, object]:
    """The view for ``views.publish``."""
    blocks: list[Block] = sections(lines_mrkdwn(made.lines))
    for card in made.cards:
        text = f"*{slot(card.title)}*\n{mrkdwn(card.where)}"
        blocks += sections(text, button(card.button))
    blocks += actions([button(each) for each in made.buttons], "ways")
    return {"type": "home", "blocks": blocks}
