"""The bot's own messages in a DM are deleted there, some at a time, at Slack's pace.

The outbox keeps where it has come to: what Slack answered last is told, and the next row follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox.calls import Reply, call
from bot.outbox.rows import Row

#: So many messages are looked at in one go.
PAGE: Final = 15
#: Seconds between two goes: Slack takes about fifty deletions a minute.
REST: Final = 20
#: What Slack says of something that is gone already, or that was never the bot's to delete.
GONE: Final = (
    "cant_delete_file",
    "cant_delete_message",
    "file_deleted",
    "file_not_found",
    "message_not_found",
    "thread_not_found",
)


async def wipe(client: AsyncWebClient, row: Row) -> Reply:
    """Delete the bot's messages and files of one page; the reply says where it went on.

    ``before`` in the payload is the ts before which all is deleted; ``next`` in the reply is the
    same for the next page, empty where there is none. What Slack refuses ends the go.
    """
    before = str(row.payload.get("before", ""))
    page = {"channel": row.channel, "latest": before, "limit": PAGE}
    reply = await call(client, "conversations.history", page)
    if not reply.well:
        return reply
    found = [each for each in reply.body.get("messages", []) if isinstance(each, dict)]
    for message in found:
        refused = await _one(client, row.channel, message)
        if refused is not None:
            return refused
    more = bool(reply.body.get("has_more")) and bool(found)
    return replace(reply, body={"next": str(found[-1].get("ts", "")) if more else ""})


async def _one(client: AsyncWebClient, channel: str, message: dict[str, Any]) -> Reply | None:
    """A message with what hangs on it; None where all of it is gone."""
    if message.get("reply_count"):
        asked = {"channel": channel, "ts": message.get("ts"), "limit": 200}
        thread = await call(client, "conversations.replies", asked)
        if not thread.well and thread.error not in GONE:
            return thread
        for each in thread.body.get("messages", [])[1:]:
            if (refused := await _deleted(client, channel, each)) is not None:
                return refused
    return await _deleted(client, channel, message)


async def _deleted(client: AsyncWebClient, channel: str, message: dict[str, Any]) -> Reply | None:
    if not message.get("bot_id"):
        return None
    for file in message.get("files") or []:
        gone = await call(client, "files.delete", {"file": file.get("id")})
        if not gone.well and gone.error not in GONE:
            return gone
    gone = await call(client, "chat.delete", {"channel": channel, "ts": message.get("ts")})
    return None if gone.well or gone.error in GONE else gone
