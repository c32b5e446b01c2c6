"""The family conversations: channels and their messages."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox import events
from bot.sandbox.api.call import Call, Method, missing
from bot.sandbox.core import Core
from bot.sandbox.model import Channel, Json, Message
from bot.sandbox.strict import Refused

T = TypeVar("T")


def page(call: Call, items: Sequence[T], default: int) -> tuple[Sequence[T], str]:
    """The part of a list that `cursor` and `limit` ask for, and the next cursor."""
    start = 0
    cursor = call.text("cursor")
    if cursor:
        try:
            start = int(base64.b64decode(cursor).decode().removeprefix("next:"))
        except ValueError:
            raise Refused("invalid_cursor") from None
    limit = call.number("limit", default) or default
    end = start + limit
    more = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return items[start:end], more


def channel_object(core: Core, channel: Channel) -> Json:
    """A conversation as Slack returns it."""
    shown: Json = {"id": channel.id, "created": channel.created, "is_archived": channel.archived}
    if channel.kind == "im":
        return {**shown, "is_im": True, "is_org_shared": False, "user": channel.person}
    return {
        **shown,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": False,
        "is_general": False,
        "is_shared": channel.shared,
        "is_ext_shared": channel.shared,
        "is_org_shared": False,
        "is_member": core.workspace.bot.id in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def info(call: Call) -> Json:
    """One channel."""
    return {"channel": channel_object(call.core, call.channel())}


def members(call: Call) -> Json:
    """The ids of those in a channel."""
    chosen, cursor = page(call, list(call.channel().members), 100)
    return {"members": list(chosen), "response_metadata": {"next_cursor": cursor}}


def history(call: Call) -> Json:
    """Newest first; replies are in their thread only."""
    channel = _readable(call)
    found = [m for m in _between(call, channel) if m.raw.get("thread_ts", m.ts) == m.ts]
    chosen, cursor = page(call, found[::-1], 100)
    return {
        "messages": [events.written(call.core, m) for m in chosen],
        "has_more": bool(cursor),
        "pin_count": 0,
        "response_metadata": {"next_cursor": cursor},
    }


def replies(call: Call) -> Json:
    """The first message of the thread, then its replies, oldest first."""
    channel, ts = _readable(call), call.text("ts")
    if not ts:
        raise missing("ts")
    parent = channel.messages.get(ts)
    if parent is None:
        raise Refused("thread_not_found")
    thread = [parent, *(channel.messages[r] for r in parent.replies if r in channel.messages)]
    chosen, cursor = page(call, thread, 1000)
    return {
        "messages": [events.written(call.core, m) for m in chosen],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.needs("im:history" if channel.kind == "im" else "channels:history")
    if call.core.workspace.bot.id not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _between(call: Call, channel: Channel) -> list[Message]:
    oldest, latest = call.text("oldest"), call.text("latest")
    inclusive = call.flag("inclusive")
    found = list(channel.messages.values())
    if oldest:
        found = [m for m in found if m.ts > oldest or (inclusive and m.ts == oldest)]
    if latest:
        found = [m for m in found if m.ts < latest or (inclusive and m.ts == latest)]
    return found


_READ = ("channels:read", "im:read")
_HISTORY = ("im:history", "channels:history")
METHODS = {
    "conversations.history": Method(history, _HISTORY),
    "conversations.info": Method(info, _READ),
    "conversations.members": Method(members, _READ),
    "conversations.replies": Method(replies, _HISTORY),
}
