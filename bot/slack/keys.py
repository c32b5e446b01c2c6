"""Keys by which the inbox knows what it has had before; and whose workspace it is."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import uuid4

from bot.slack.button_id import SEPARATOR

Payload = dict[str, Any]


def event_key(body: Payload) -> str:
    """The event's id, which Slack keeps when it sends the event again."""
    event = body["event"]
    return str(body.get("event_id") or f"{event.get('channel')}:{event.get('event_ts')}")


def message_key(event: Payload) -> str:
    """The conversation and the time of what was said, edited or deleted there.

    Not the event's id: Slack may tell of one message under several.
    """
    at = event.get("event_ts") or event.get("ts")
    return f"message:{event.get('channel')}:{event.get('subtype') or ''}:{at}"


def key(kind: str, *parts: str) -> str:
    """A key that tells nothing of what it is made of: it is kept when an answer is deleted."""
    return f"{kind}:{sha256(SEPARATOR.join(parts).encode()).hexdigest()[:40]}"


def once(pressed: Payload, body: Payload) -> str:
    """What tells one click or command from the next."""
    return str(pressed.get("action_ts") or body.get("trigger_id") or uuid4().hex)


def team_of(body: Payload) -> str:
    """The workspace that it came from."""
    return str(body.get("team_id") or (body.get("team") or {}).get("id") or "")
