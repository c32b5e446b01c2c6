"""What comes with a message, or instead of its text, as Slack shapes it."""

from __future__ import annotations

from typing import Final

from bot.sandbox import events
from bot.sandbox.core import Core
from bot.sandbox.model import Channel, Json, Message

#: Files that Slack shows the text of, and so much of it.
TEXTS: Final = (".txt", ".md", ".csv", ".py", ".json")
PREVIEW: Final = 500
LINES: Final = 10


def forwarded(core: Core, channel: Channel, message: Message) -> Json:
    """A message that somebody forwards: an attachment of the new one."""
    written = events.written(core, message)
    author = core.workspace.people[message.raw["user"]]
    address = f"https://{core.workspace.domain}.slack.com/archives/{channel.id}/p{message.ts}"
    found: Json = {
        "ts": message.ts,
        "author_id": author.id,
        "author_name": author.name,
        "author_subname": author.name,
        "channel_id": channel.id,
        "channel_team": core.workspace.team_id,
        "is_msg_unfurl": True,
        "is_share": True,
        "message_blocks": [
            {
                "team": core.workspace.team_id,
                "channel": channel.id,
                "ts": message.ts,
                "message": {"blocks": written.get("blocks", [])},
            }
        ],
        "id": 1,
        "from_url": address.replace("p" + message.ts, "p" + message.ts.replace(".", "")),
        "fallback": f"[{message.ts}] {author.name}: {message.raw['text']}",
        "text": message.raw["text"],
        "footer": channel.name,
        "mrkdwn_in": ["text"],
    }
    if message.raw.get("files"):
        found["files"] = message.raw["files"]
    return found


def previewed(name: str, content: bytes) -> Json:
    """What a file object says of a text file beside the usual."""
    if not name.endswith(TEXTS) or not content:
        return {"mode": "hosted"}
    lines = content.decode("utf-8", "replace").splitlines()
    shown = "\n".join(lines[:LINES])[:PREVIEW]
    return {
        "mode": "snippet",
        "filetype": "text",
        "editable": True,
        "preview": shown,
        "lines": len(lines),
        "lines_more": max(0, len(lines) - LINES),
        "preview_is_truncated": len(shown) < len("\n".join(lines)),
    }


def transcribed(text: str) -> Json:
    """What a file object says of a voice clip, whether Slack has written it down or not."""
    clip: Json = {"mode": "hosted", "subtype": "slack_audio", "filetype": "m4a"}
    if not text:
        return {**clip, "transcription": {"status": "processing"}}
    shown = {"content": text[:PREVIEW], "has_more": len(text) > PREVIEW}
    return {**clip, "transcription": {"status": "complete", "locale": "da-DK", "preview": shown}}
