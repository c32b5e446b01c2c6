"""The one way a message gets into a channel, is changed or removed, and the app hears of it."""

from __future__ import annotations

import asyncio

from bot.sandbox import events, ids
from bot.sandbox.core import Answer, Core
from bot.sandbox.elements import initial_values, interactive
from bot.sandbox.model import Channel, Json, Message, Person


def bot_message(core: Core, text: str, blocks: list[Json] | None) -> Json:
    """The fields of a message from the app."""
    bot = core.workspace.bot
    raw: Json = {
        "user": bot.id,
        "type": "message",
        "ts": "",
        "bot_id": bot.bot_id,
        "app_id": core.workspace.app_id,
        "text": text,
        "team": core.workspace.team_id,
        "bot_profile": {
            "id": bot.bot_id,
            "app_id": core.workspace.app_id,
            "user_id": bot.id,
            "name": bot.name,
            "deleted": False,
            "team_id": core.workspace.team_id,
        },
    }
    if blocks:
        raw["blocks"] = named(blocks)
    return raw


def person_message(core: Core, person: Person, text: str) -> Json:
    """The fields of a message that a person wrote."""
    raw: Json = {
        "user": person.id,
        "type": "message",
        "ts": "",
        "text": text,
        "team": core.workspace.team_id,
    }
    if person.is_bot:
        raw["bot_id"] = person.bot_id
        raw["subtype"] = "bot_message"
        raw["username"] = person.name
    else:
        raw["client_msg_id"] = ids.new("m")
    return raw


def named(blocks: list[Json]) -> list[Json]:
    """Gives blocks and elements the ids that they lack, as Slack does."""
    for block in blocks:
        block.setdefault("block_id", ids.new("b"))
    for _, element in interactive(blocks):
        element.setdefault("action_id", ids.new("a"))
    return blocks


def post(
    core: Core, channel: Channel, raw: Json, thread_ts: str = ""
) -> tuple[Message, asyncio.Future[Answer] | None]:
    """Posts; the future is the app's answer to the first event about it, if it gets one."""
    message = core.workspace.post(channel, raw, thread_ts)
    if core.settings.agent_view and channel.kind == "im" and not thread_ts:
        raw["thread_ts"] = message.ts
    found = events.message_events(core, channel, message)
    if not found:
        return message, None
    first = core.transport.event(found[0])
    for other in found[1:]:
        core.transport.event_unheard(other)
    return message, first


def post_unheard(core: Core, channel: Channel, raw: Json, thread_ts: str = "") -> Message:
    """Posts, when nobody asks how the app took it (its own messages)."""
    message = core.workspace.post(channel, raw, thread_ts)
    for event in events.message_events(core, channel, message):
        core.transport.event_unheard(event)
    return message


def change(core: Core, message: Message, raw: Json) -> asyncio.Future[Answer] | None:
    """Replaces what a message says; the app gets `message_changed`."""
    before = events.written(core, message)
    message.raw = raw
    blocks = raw.get("blocks") or []
    # What people chose stays where the ids stay.
    message.states = {u: initial_values(blocks, v) for u, v in message.states.items()}
    core.workspace.changed(message)
    if message.ephemeral_for is not None:
        return None
    event = events.changed_event(core, core.workspace.channels[message.channel], message, before)
    return core.transport.event(event) if event else None


def remove(core: Core, message: Message) -> asyncio.Future[Answer] | None:
    """Deletes a message; the app gets `message_deleted`."""
    core.workspace.delete(message)
    if message.ephemeral_for is not None:
        return None
    event = events.deleted_event(core, core.workspace.channels[message.channel], message)
    return core.transport.event(event) if event else None
