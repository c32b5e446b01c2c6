"""Events as Slack shapes them, and which of them the app has asked for."""

from __future__ import annotations

from typing import Any

from bot.sandbox import ids, texts, whose
from bot.sandbox.core import Core
from bot.sandbox.model import Channel, Json, Message, Person

CHANNEL_TYPES = {"im": "im", "channel": "channel"}
SUBSCRIPTIONS = {"im": "message.im", "channel": "message.channels"}


def callback(core: Core, event: Json, channel: Channel | None = None) -> Json:
    """The envelope that every event travels in."""
    workspace = core.workspace
    return {
        "token": core.tokens.verification,
        **whose.of_event(core, channel),
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": ids.new("Ev"),
        "event_time": int(core.clock.now()),
        "event_context": f"4-sandbox-{workspace.team_id}-{workspace.app_id}",
    }


def written(core: Core, message: Message) -> Json:
    """A message as events and payloads show it: a person's text also as `rich_text`."""
    raw = message.raw
    if "blocks" in raw or "bot_id" in raw or not raw["text"]:
        return raw
    return {**raw, "blocks": texts.rich_text(raw["text"], f"r{message.ts[-6:]}")}


def message_events(core: Core, channel: Channel, message: Message) -> list[Json]:
    """What the app hears when a message is posted."""
    wanted, found = core.profile.events, []
    bot = core.workspace.bot
    if bot.id not in channel.members:
        return []
    if SUBSCRIPTIONS[channel.kind] in wanted:
        found.append(_in_channel(core, channel, message))
    mentioned = f"<@{bot.id}>" in message.raw["text"] and message.raw.get("user") != bot.id
    if mentioned and channel.kind == "channel" and "app_mention" in wanted:
        mention = {**written(core, message), "type": "app_mention", "channel": channel.id}
        mention |= whose.of_author(core, message.raw["user"], channel)
        mention["event_ts"] = message.ts
        found.append(callback(core, mention, channel))
    return found


def changed_event(core: Core, channel: Channel, message: Message, before: Json) -> Json | None:
    """`message_changed`: a person edited, or the app updated its own message."""
    ts = core.clock.ts()
    return _hidden(
        core,
        channel,
        {
            "subtype": "message_changed",
            "message": written(core, message),
            "previous_message": before,
            "ts": ts,
        },
    )


def deleted_event(core: Core, channel: Channel, message: Message) -> Json | None:
    """`message_deleted`: by a person, or by the app itself."""
    ts = core.clock.ts()
    return _hidden(
        core,
        channel,
        {
            "subtype": "message_deleted",
            "previous_message": written(core, message),
            "deleted_ts": message.ts,
            "ts": ts,
        },
    )


def _in_channel(core: Core, channel: Channel, message: Message) -> Json:
    event = {
        **written(core, message),
        **whose.of_author(core, message.raw["user"], channel),
        "channel": channel.id,
        "event_ts": message.ts,
        "channel_type": CHANNEL_TYPES[channel.kind],
    }
    return callback(core, event, channel)


def _hidden(core: Core, channel: Channel, fields: Json) -> Json | None:
    if SUBSCRIPTIONS[channel.kind] not in core.profile.events:
        return None
    if core.workspace.bot.id not in channel.members:
        return None
    event: Json = {
        "type": "message",
        **fields,
        "channel": channel.id,
        "hidden": True,
        "event_ts": fields["ts"],
        "channel_type": CHANNEL_TYPES[channel.kind],
    }
    return callback(core, event)


def app_home_opened(core: Core, user: str, tab: str) -> Json:
    """`tab` is "home" or "messages"; an earlier Home comes along as `view`."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": core.workspace.open_im(user).id,
        "tab": tab,
        "event_ts": core.clock.ts(),
    }
    home = core.workspace.homes.get(user)
    if tab == "home" and home is not None:
        event["view"] = {**home.raw, "state": {"values": home.values}}
    return callback(core, event)


def user_event(core: Core, kind: str, person: Person) -> Json:
    """`team_join` and `user_change`."""
    event = {"type": kind, "user": user_object(core, person), "event_ts": core.clock.ts()}
    return callback(core, event)


def lifecycle_event(core: Core, kind: str) -> Json:
    """`app_uninstalled` and `tokens_revoked`."""
    event: Json = {"type": kind, "event_ts": core.clock.ts()}
    if kind == "tokens_revoked":
        event["tokens"] = {"oauth": [], "bot": [core.workspace.bot.id]}
    return callback(core, event)


def user_object(core: Core, person: Person, locale: bool = False) -> Json:
    """A user as `users.info` returns it."""
    first, _, last = person.name.partition(" ")
    profile: dict[str, Any] = {
        "title": person.title,
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "first_name": first,
        "last_name": last,
        "team": core.workspace.team_id,
        "status_emoji": person.status_emoji,
        "status_text": person.status_text,
        "status_expiration": person.status_expiration,
    }
    if person.is_bot:
        profile["bot_id"] = person.bot_id
        profile["api_app_id"] = core.workspace.app_id
    found: Json = {
        "id": person.id,
        **whose.of_person(core, person),
        "name": person.handle,
        "real_name": person.name,
        "deleted": person.deleted,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": person.tz_offset,
        "profile": profile,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(core.clock.now()),
    }
    if locale:
        found["locale"] = person.locale
    return found
