"""Small blocks and views for the tests."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

KAREN, ALI, METTE, JENS, GITTE = (
    "U0KAREN001",
    "U0ALI00001",
    "U0METTE001",
    "U0JENS0001",
    "U0GITTE001",
)
KARENS_DM = "D0KAREN001"
CHANNEL = "C0SAMSKAB1"
BOT = "U0SAMSKAB1"


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "tekst", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str = "go", text: str = "Klik", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(*elements: Json, block_id: str = "acts") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def option(value: str, text: str = "", **more: Any) -> Json:
    return {"text": plain(text or value), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(f"v{n}") for n in range(count)]


def text_input(action_id: str = "a", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def input_block(element: Json | None = None, block_id: str = "b", **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("Navn"),
        "element": element or text_input(),
        **more,
    }


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Titel"),
        "submit": plain("Send"),
        "blocks": list(blocks) or [input_block()],
        **more,
    }


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section()], **more}
