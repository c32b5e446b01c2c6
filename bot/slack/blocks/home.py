"""The App Home."""

from __future__ import annotations

from bot.slack.blocks.parts import (
    Block,
    actions,
    button,
    lines_mrkdwn,
    plain_object,
    sections,
)
from bot.slack.text import mrkdwn, slot
from flows.messages import Home, HomeCard, HomePart


def home(made: Home) -> dict[str, object]:
    """The view for ``views.publish``."""
    blocks: list[Block] = sections(lines_mrkdwn(made.lines))
    blocks += actions([button(each) for each in made.buttons], "ways")
    for n, part in enumerate(made.parts):
        blocks += _part(part, f"part{n}")
    return {"type": "home", "blocks": blocks}


def _part(part: HomePart, id: str) -> list[Block]:
    """A heading over cards, then what else there is to say, and its buttons."""
    blocks: list[Block] = [{"type": "divider"}]
    blocks.append({"type": "header", "text": plain_object(part.heading)})
    for card in part.cards:
        blocks += _card(card)
    blocks += sections(lines_mrkdwn(part.lines)) if part.lines else []
    return blocks + actions([button(each) for each in part.buttons], id)


def _card(card: HomeCard) -> list[Block]:
    return sections(f"*{slot(card.title)}*\n{mrkdwn(card.where)}", button(card.button))
