"""The family users: people."""

from __future__ import annotations

from bot.sandbox import events
from bot.sandbox.api.call import Call, Method
from bot.sandbox.api.conversations import channel_object, page
from bot.sandbox.model import Json
from bot.sandbox.strict import Refused


def info(call: Call) -> Json:
    """One person; with `include_locale` also their language."""
    person = call.core.workspace.people.get(call.text("user"))
    if person is None:
        raise Refused("user_not_found")
    return {"user": events.user_object(call.core, person, call.flag("include_locale"))}


def list_users(call: Call) -> Json:
    """Everybody, the bots too."""
    people = list(call.core.workspace.people.values())
    chosen, cursor = page(call, people, 1000)
    with_locale = call.flag("include_locale")
    return {
        "members": [events.user_object(call.core, p, with_locale) for p in chosen],
        "cache_ts": int(call.core.clock.now()),
        "response_metadata": {"next_cursor": cursor},
    }


def conversations(call: Call) -> Json:
    """The channels of a person, or of the app itself."""
    workspace = call.core.workspace
    user = call.text("user") or workspace.bot.id
    if user not in workspace.people:
        raise Refused("user_not_found")
    kinds = (call.text("types") or "public_channel").split(",")
    mine = [
        c
        for c in workspace.channels_of(user)
        if ("im" if c.kind == "im" else "public_channel") in kinds
    ]
    chosen, cursor = page(call, mine, 100)
    return {
        "channels": [channel_object(call.core, c) for c in chosen],
        "response_metadata": {"next_cursor": cursor},
    }


METHODS = {
    "users.info": Method(info, ("users:read",)),
    "users.list": Method(list_users, ("users:read",)),
    "users.conversations": Method(conversations, ("channels:read", "im:read")),
}
