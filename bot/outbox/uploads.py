"""A file to a conversation, by Slack's three calls."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox.calls import OK, Reply, call, lost
from bot.outbox.errors import Refusal
from bot.outbox.rows import Row

FILES: Final = ("https", "files.slack.com")


async def upload(client: AsyncWebClient, row: Row) -> Reply:
    """Ask for an address, bring the file there, and show it in the conversation."""
    content = _content(row.payload)
    name = str(row.payload.get("filename", ""))
    asked = {"filename": name, "length": len(content)}
    if alt := row.payload.get("alt"):
        asked["alt_txt"] = alt
    place = await call(client, "files.getUploadURLExternal", asked)
    if place.status != OK or place.error or place.trouble:
        return replace(place, reached=False)  # nobody is shown a file before the last call
    brought = await _bring(client, str(place.body.get("upload_url", "")), content)
    if brought is not None:
        return replace(brought, reached=False)
    shared = {
        "files": [{"id": place.body.get("file_id"), "title": row.payload.get("title", name)}],
        "channel_id": row.channel,
    }
    where = {
        "initial_comment": row.payload.get("comment"),
        "thread_ts": row.payload.get("thread_ts"),
    }
    shared |= {name: value for name, value in where.items() if value}
    return await call(client, "files.completeUploadExternal", shared)


def _content(payload: dict[str, Any]) -> bytes:
    """The file: text, or bytes written as base64."""
    if "base64" in payload:
        return b64decode(payload["base64"])
    return str(payload.get("content", "")).encode()


async def _bring(client: AsyncWebClient, url: str, content: bytes) -> Reply | None:
    """The bytes to the address that Slack gave; None when they are there."""
    if not _is_for_files(client, url) or client.session is None:
        return Reply(400, error=Refusal.INVALID_URL)
    try:
        post = client.session.post
        async with post(url, data=content, proxy=client.proxy) as response:
            if response.status == OK:
                return None
            return Reply(response.status, trouble=f"HTTP {response.status}")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return lost(error)


def _is_for_files(client: AsyncWebClient, url: str) -> bool:
    """Whether the address belongs to Slack, or to the server set in Slack's place."""
    there, api = urlsplit(url), urlsplit(client.base_url)
    return (there.scheme, there.netloc) in (FILES, (api.scheme, api.netloc))
