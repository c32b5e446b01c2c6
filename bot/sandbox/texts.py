"""Text as Slack encodes it."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.model import Json

_MARKED = re.compile(
    r"<(@[A-Z0-9]+|#[A-Z0-9]+(?:\|[^>]*)?|!(?:channel|here|everyone)|https?://[^>]+)>"
)
_MAIL = re.compile(r"(?<![<|:/\w.])\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_URL = re.compile(r"(?<![<|])\bhttps?://[^\s<>|]+[^\s<>|.,;:!?)\]]")
_BROADCAST = re.compile(r"<!(channel|here|everyone)(?:\|[^>]*)?>")


def escape(text: str) -> str:
    """What a person typed, made safe: `&`, `<` and `>` become entities."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def unescape(text: str) -> str:
    """The opposite of `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str, mentions: dict[str, str]) -> str:
    """A person's text as Slack stores it: escaped, with mentions and addresses marked up.

    `mentions`: what was picked while typing, as shown ("@Karen") -> an id, "channel", "here", or
    what Slack makes of it ("<#C1|frivillige>").
    """
    encoded = escape(text)
    for shown, target in mentions.items():
        broadcast = target in ("channel", "here", "everyone")
        mark = target if target[:1] == "<" else f"<!{target}>" if broadcast else f"<@{target}>"
        encoded = encoded.replace(escape(shown), mark)
    if "@" in encoded:
        encoded = _MAIL.sub(lambda found: f"<mailto:{found[0]}|{found[0]}>", encoded)
    return _URL.sub(lambda found: f"<{found[0]}>", encoded) if "://" in encoded else encoded


def rich_text(text: str, block_id: str) -> list[Json]:
    """The `rich_text` block that Slack adds to what a person wrote."""
    parts: list[Json] = []
    end = 0
    for found in _MARKED.finditer(text) if "<" in text else ():
        if found.start() > end:
            parts.append({"type": "text", "text": unescape(text[end : found.start()])})
        parts.append(_marked(found[1]))
        end = found.end()
    if end < len(text):
        parts.append({"type": "text", "text": unescape(text[end:])})
    section = {"type": "rich_text_section", "elements": parts}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _marked(inner: str) -> Json:
    if inner[0] == "@":
        return {"type": "user", "user_id": inner[1:]}
    if inner[0] == "#":
        return {"type": "channel", "channel_id": inner[1:].partition("|")[0]}
    if inner[0] == "!":
        return {"type": "broadcast", "range": inner[1:]}
    url, _, shown = inner.partition("|")
    return {"type": "link", "url": url, **({"text": shown} if shown else {})}


def broadcasts(content: Any) -> list[str]:
    """Which of channel, here and everyone a message (text, blocks) would notify."""
    if isinstance(content, str):
        return _BROADCAST.findall(content) if "<!" in content else []
    if isinstance(content, dict):
        if content.get("type") == "plain_text":
            return []
        return [one for value in content.values() for one in broadcasts(value)]
    if isinstance(content, list):
        return [one for value in content for one in broadcasts(value)]
    return []
