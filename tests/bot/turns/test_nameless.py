"""Who is forgotten stands in no message to be sent, neither as a mention nor as who is picked."""

from __future__ import annotations

from bot.content_files import load_library
from bot.turns.names import FORGOTTEN, nameless

UNNAMED = load_library().texts.unnamed


def sent(block: dict[str, object]) -> object:
    (row,) = nameless([{"id": 1, "payload": {"blocks": [block]}}], UNNAMED)
    (found,) = row["payload"]["blocks"]
    return found


def test_a_mention_is_a_word() -> None:
    block = {"type": "mrkdwn", "text": f"Ejeren er <@{FORGOTTEN}>."}
    assert sent(block) == {"type": "mrkdwn", "text": f"Ejeren er {UNNAMED.person}."}


def test_nobody_is_picked_beforehand() -> None:
    """Slack refuses a menu in which somebody is picked who is not there."""
    menu = {"type": "users_select", "action_id": f"giv:{FORGOTTEN}"}
    assert sent({"elements": [{**menu, "initial_user": FORGOTTEN}]}) == {"elements": [menu]}


def test_who_is_there_stays_picked() -> None:
    menu = {"type": "users_select", "action_id": f"giv:{FORGOTTEN}", "initial_user": "U1"}
    assert sent({"elements": [menu]}) == {"elements": [menu]}
