"""chat.*: messages from the app."""

from __future__ import annotations

import re

from bot.sandbox import posting
from bot.sandbox.api.call import Call, Method, missing
from bot.sandbox.model import Channel, Json, Message
from bot.sandbox.strict import Refused, check_message
from bot.slack import limits

_TS = re.compile(r"\d{10}\.\d{6}")


def post_message(call: Call) -> Json:
    """Posts in a channel, or to a person by their id."""
    channel = call.writable(users=True)
    raw = _content(call)
    thread_ts = _thread(call, channel)
    message = posting.post_unheard(call.core, channel, raw, thread_ts)
    return {"channel": channel.id, "ts": message.ts, "message": message.raw}


def update(call: Call) -> Json:
    """Without `blocks`, `text` takes their place."""
    message = _own_message(call, "cant_update_message")
    if call.core.workspace.channels[message.channel].archived:
        raise Refused("is_inactive")
    content = _content(call)
    raw = {**message.raw, "text": content["text"]}
    raw.pop("blocks", None)
    if "blocks" in content:
        raw["blocks"] = content["blocks"]
    if "metadata" in content:
        raw["metadata"] = content["metadata"]
    raw["edited"] = {"user": call.core.workspace.bot.bot_id, "ts": call.core.clock.ts()}
    posting.change(call.core, message, raw)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": raw["text"],
        "message": raw,
    }


def delete(call: Call) -> Json:
    """Deletes one of the app's own messages."""
    message = _own_message(call, "cant_delete_message")
    posting.remove(call.core, message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    """Shows a message to one person in a channel."""
    channel = call.writable()
    user = call.text("user")
    if user not in call.core.workspace.people:
        raise Refused("user_not_found")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    raw = _content(call)
    message = call.core.workspace.show_ephemeral(channel, user, raw)
    return {"message_ts": message.ts}


def _content(call: Call) -> Json:
    """The message that the arguments describe, after Slack's checks."""
    markdown = _markdown(call)
    payload: Json = {
        "text": call.args.get("text") or markdown,
        "blocks": call.value("blocks", "invalid_blocks_format"),
        "attachments": call.value("attachments", "invalid_attachments"),
        "metadata": call.value("metadata", "invalid_metadata_format"),
    }
    check_message(call.core.traffic, call.method, payload)
    text = payload["text"]
    if len(text) > limits.MESSAGE_TEXT:
        call.warnings.append("message_truncated")
        text = text[: limits.MESSAGE_TEXT]
    raw = posting.bot_message(call.core, text, payload["blocks"])
    for name in ("attachments", "metadata"):
        if payload[name]:
            raw[name] = payload[name]
    return raw


def _markdown(call: Call) -> str:
    text = call.text("markdown_text")
    if text and (call.args.get("text") or call.args.get("blocks")):
        raise Refused("markdown_text_conflict")
    if len(text) > limits.MARKDOWN_TEXT:
        raise Refused("msg_too_long")
    return text


def _thread(call: Call, channel: Channel) -> str:
    thread_ts = call.text("thread_ts")
    if thread_ts and not _TS.fullmatch(thread_ts):
        raise Refused("invalid_thread_ts", [f"{thread_ts} is not a valid thread_ts"])
    parent = channel.messages.get(thread_ts)
    if thread_ts and (parent is None or parent.raw.get("thread_ts", thread_ts) != thread_ts):
        detail = {"pointer": "/thread_ts", "problem": "is not the ts of a thread's first message",
                  "limit": None}  # fmt: skip
        call.core.traffic.problem(call.method, "warning", "", [detail], call.args)
    return thread_ts


def _own_message(call: Call, refusal: str) -> Message:
    """The app's message that `channel` and `ts` name. Ephemeral ones cannot be named."""
    channel, ts = call.channel(), call.text("ts")
    if not ts:
        raise missing("ts")
    message = channel.messages.get(ts)
    if message is None:
        raise Refused("message_not_found")
    if message.raw.get("bot_id") != call.core.workspace.bot.bot_id:
        raise Refused(refusal)
    return message


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.update": Method(update, ("chat:write",)),
    "chat.delete": Method(delete, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",)),
}
