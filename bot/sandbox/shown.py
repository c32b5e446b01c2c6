"""Messages, views and people as the page and the control API show them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.core import Core
from bot.sandbox.model import Channel, Json, Message, Person, View

PAGE = 200


def message(core: Core, shown: Message, user: str = "") -> Json:
    """A message as `user` sees it; `state` is what they have chosen in it."""
    raw = shown.raw
    author = core.workspace.people.get(raw.get("user", ""))
    is_bot = "bot_id" in raw
    edited = raw.get("edited")
    return {
        "ts": shown.ts,
        "channel": shown.channel,
        "rev": shown.rev,
        "user": raw.get("user"),
        "name": author.name if author else "",
        "is_bot": is_bot,
        "text": raw["text"],
        "blocks": raw.get("blocks"),
        "edited": edited if not is_bot else None,
        "thread_ts": raw.get("thread_ts"),
        "reply_count": raw.get("reply_count", 0),
        "ephemeral": shown.ephemeral_for is not None,
        "files": raw.get("files", []),
        "is_mine": bool(user) and raw.get("user") == user,
        "state": shown.states.get(user, {}),
    }


def messages(
    core: Core, channel: Channel, user: str, thread: str = "", limit: int = PAGE
) -> list[Json]:
    """The latest messages that `user` sees in a channel or in one thread, oldest first."""
    found = [*channel.messages.values(), *_ephemerals(channel, user)]
    if thread:
        found = [m for m in found if thread in (m.ts, m.raw.get("thread_ts"))]
    else:
        found = [m for m in found if m.raw.get("thread_ts", m.ts) == m.ts]
    found.sort(key=lambda m: m.ts)
    return [message(core, m, user) for m in found[-limit:]]


def touched(core: Core, channel: Channel, rev: int, user: str) -> list[Message]:
    """Posted, changed or shown to `user` since revision `rev`, in that order."""
    found = core.workspace.touched_since(channel, rev)
    hidden = [m for m in _ephemerals(channel, user) if m.rev > rev]
    if hidden:
        found = sorted([*found, *hidden], key=lambda m: m.rev)
    return found


def _ephemerals(channel: Channel, user: str) -> list[Message]:
    return [m for m in channel.ephemerals.values() if m.ephemeral_for == user]


def view(shown: View) -> Json:
    """A view with what is filled in, and the errors of the last submission."""
    return {**shown.raw, "state": {"values": shown.values}, "errors": shown.errors}


def person(core: Core, shown: Person) -> Json:
    """A person or bot; `im` is the id of their talk with the app."""
    return {
        "id": shown.id,
        "name": shown.name,
        "title": shown.title,
        "is_bot": shown.is_bot,
        "is_guest": shown.is_guest,
        "deleted": shown.deleted,
        "tz": shown.tz,
        "im": core.workspace.ims.get(shown.id),
    }


def channel(core: Core, shown: Channel, user: str) -> Json:
    """A channel, with what `user` has not read."""
    name = core.workspace.bot.name if shown.kind == "im" else shown.name
    return {
        "id": shown.id,
        "name": name,
        "kind": shown.kind,
        "members": list(shown.members),
        "unread": core.workspace.unread(shown, user),
        "archived": shown.archived,
        "shared": shown.shared,
    }


def app(core: Core) -> Json:
    """The app, its commands and shortcuts."""
    profile = core.profile
    return {
        "id": core.workspace.app_id,
        "user_id": core.workspace.bot.id,
        "bot_id": core.workspace.bot.bot_id,
        "name": core.workspace.bot.name,
        "commands": [
            {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
            for c in profile.commands
        ],
        "shortcuts": [
            {"name": s.name, "callback_id": s.callback_id, "kind": s.kind,
             "description": s.description}
            for s in profile.shortcuts
        ],
        "home_tab": profile.home_tab,
    }  # fmt: skip


def transport(core: Core) -> Json:
    """How the app is reached, and whether it is there."""
    connected: Any = getattr(core.transport.carriers["socket"], "connected", 0)
    if core.settings.mode == "http":
        connected = int(bool(core.settings.request_url))
    return {
        "mode": core.settings.mode,
        "connected": connected,
        "request_url": core.settings.request_url,
        "retries_waiting": len(core.transport.retries),
    }
