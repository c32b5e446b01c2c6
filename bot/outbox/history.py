"""Whether a message is in its conversation already, after a try whose end nobody saw."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from bot.outbox.calls import Reply
from bot.outbox.rows import Row

CLOCKS_DIFFER: Final = timedelta(seconds=60)


def history_of(row: Row, since: datetime) -> tuple[str, dict[str, Any]]:
    """The method and arguments that read where the row would be."""
    arguments = {
        "channel": row.channel,
        "oldest": f"{(since - CLOCKS_DIFFER).timestamp():.6f}",
        "include_all_metadata": "true",
        "limit": "100",
    }
    thread = row.payload.get("thread_ts")
    if thread is None:
        return "conversations.history", arguments
    return "conversations.replies", {**arguments, "ts": str(thread)}


def is_there(row: Row, event_type: str, reply: Reply) -> str | None:
    """The `ts` of the row's message, if the reply holds it."""
    for message in reply.body.get("messages", []):
        mark = message.get("metadata") or {}
        if mark.get("event_type") != event_type:
            continue
        if (mark.get("event_payload") or {}).get("id") == str(row.id):
            return str(message["ts"])
    return None
