"""A file to a conversation, by Slack's three calls."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.calls import OK, Reply, call, lost
from bot.delivery.errors import Refusal
from bot.delivery.rows import Row

FILES: Final = ("https", "files.slack.com")


async def upload(client: AsyncWebClient, row: Row) -> Reply:
    """Ask for an address, bring the file there, and show it in the conversation."""
    content = str(row.payload.get("content", "")).encode()
    name = str(row.payload.get("filename", ""))
    asked = {"filename": name, "length": len(content)}
    place = await call(client, "files.getUploadURLExternal", asked)
    if place.status != OK or place.error or place.trouble:
        return place
    brought = await _bring(client, str(place.body.get("upload_url", "")), content)
    if brought is not None:
        return brought
    shared = {
        "files": [{"id": place.body.get("file_id"), "title": name}],
        "channel_id": row.channel,
        "initial_comment": row.payload.get("comment", ""),
    }
    return await call(client, "files.completeUploadExternal", shared)


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
