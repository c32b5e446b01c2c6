"""Payloads of interactions and commands, as Slack shapes them."""

from __future__ import annotations

from bot.sandbox import events, ids, whose
from bot.sandbox.core import Core
from bot.sandbox.model import Channel, Command, Hook, Json, Message, Person, Values, View


def _from_person(core: Core, kind: str, person: Person) -> Json:
    return {
        "type": kind,
        **whose.of_actor(core, person),
        "api_app_id": core.workspace.app_id,
        "token": core.tokens.verification,
    }


def _trigger(core: Core, person: Person, view_id: str = "") -> str:
    return core.workspace.new_trigger(person.id, core.settings.trigger_seconds, view_id)


def hook_url(core: Core, kind: str, person: Person, channel: Channel, message_ts: str = "",
             thread_ts: str = "") -> str:  # fmt: skip
    """A new `response_url`; `kind` is "actions" or "commands"."""
    path = f"/hooks/{kind}/{core.workspace.team_id}/{ids.secret()}"
    expires = core.clock.now() + core.settings.hook_seconds
    core.workspace.new_hook(Hook(path, person.id, channel.id, expires, message_ts, thread_ts))
    return core.base_url + path


def _channel(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.name}


def block_actions(
    core: Core, person: Person, channel: Channel, message: Message, values: Values, action: Json
) -> Json:
    """A click or a choice in a message."""
    thread_ts = message.raw.get("thread_ts", "")
    payload = {
        **_from_person(core, "block_actions", person),
        "container": message_container(channel, message),
        "trigger_id": _trigger(core, person),
        "channel": _channel(channel),
        "state": {"values": values},
        "response_url": hook_url(core, "actions", person, channel, message.ts, thread_ts),
        "actions": [{**action, "action_ts": core.clock.ts()}],
    }
    if message.ephemeral_for is None:
        payload["message"] = message.raw
    return payload


def message_container(channel: Channel, message: Message) -> Json:
    """Where in a conversation something happened."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    if "thread_ts" in message.raw:
        container["thread_ts"] = message.raw["thread_ts"]
    return container


def view_actions(core: Core, person: Person, view: View, action: Json) -> Json:
    """A click or a choice in a modal or in Home."""
    return {
        **_from_person(core, "block_actions", person),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": _trigger(core, person, view.id),
        "view": with_state(view),
        "actions": [{**action, "action_ts": core.clock.ts()}],
    }


def with_state(view: View) -> Json:
    """A view with what is filled in."""
    return {**view.raw, "state": {"values": view.values}}


def view_submission(core: Core, person: Person, view: View) -> Json:
    """A modal that is sent."""
    return {
        **_from_person(core, "view_submission", person),
        "trigger_id": _trigger(core, person, view.id),
        "view": with_state(view),
        "response_urls": [],
    }


def slash_command(
    core: Core, person: Person, channel: Channel, command: Command, text: str
) -> Json:
    """A flat form, unlike the other payloads."""
    return {
        "token": core.tokens.verification,
        **whose.of_command(core, person),
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": person.id,
        "user_name": person.handle,
        "command": command.command,
        "text": text,
        "api_app_id": core.workspace.app_id,
        "response_url": hook_url(core, "commands", person, channel),
        "trigger_id": _trigger(core, person),
    }


def message_shortcut(
    core: Core, person: Person, channel: Channel, message: Message, callback_id: str
) -> Json:
    """A shortcut from a message's menu."""
    return {
        **_from_person(core, "message_action", person),
        "action_ts": core.clock.ts(),
        "callback_id": callback_id,
        "trigger_id": _trigger(core, person),
        "channel": _channel(channel),
        "message_ts": message.ts,
        "message": events.written(core, message),
        "response_url": hook_url(
            core, "actions", person, channel, message.ts, message.raw.get("thread_ts", "")
        ),
    }


def global_shortcut(core: Core, person: Person, callback_id: str) -> Json:
    """A shortcut from anywhere; it has no `response_url`."""
    return {
        **_from_person(core, "shortcut", person),
        "action_ts": core.clock.ts(),
        "callback_id": callback_id,
        "trigger_id": _trigger(core, person),
    }
