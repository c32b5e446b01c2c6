"""Block Kit in few words, for the tests' messages and views."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str, **more: Any) -> Json:
    return {"type": "mrkdwn", "text": text, **more}


def option(value: str, text: str, **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def element(kind: str, action_id: str = "it", **more: Any) -> Json:
    return {"type": kind, "action_id": action_id, **more}


def button(text: str, action_id: str = "it", **more: Any) -> Json:
    return element("button", action_id, text=plain(text), **more)


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements: Json, block_id: str = "acts") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(label: str, shown: Json, block_id: str = "", **more: Any) -> Json:
    """An input block; its block id is its label, and its action id its block id."""
    block_id = block_id or label
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {**shown, "action_id": block_id},
        **more,
    }


def modal(title: str, *blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "modal",
        "title": plain(title),
        "submit": plain("Gem"),
        "close": plain("Annullér"),
        "blocks": list(blocks),
        **more,
    }


COLOURS = [option("r", "Rød"), option("g", "Grøn"), option("b", "Blå")]
SIZES = [option("s", "Lille"), option("l", "Stor")]
