"""Who a person is that was picked: asked at once, while Slack waits for the answer to the pick."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from flows.inputs import Picked

log = logging.getLogger(__name__)

#: Ids of people, as Slack writes them.
PERSON: Final = re.compile(r"^[UW][A-Z0-9]{5,}$")
#: The pick must be acknowledged within three seconds.
SECONDS: Final = 1.5


async def look(client: AsyncWebClient, user: str, team: str) -> Picked | None:
    """What Slack says about them; None where it does not answer in time. Never raises."""
    try:
        async with asyncio.timeout(SECONDS):
            answer = await client.users_info(user=user)
    except SlackApiError as error:
        code = str(error.response.get("error"))
        log.warning("users.info of a person who was picked: %s", code)
        return Picked.GONE if code in ("user_not_found", "user_not_visible") else None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        log.warning("users.info of a person who was picked: %s", type(error).__name__)
        return None
    return _kind(answer.get("user") or {}, team)


def _kind(user: dict[str, Any], team: str) -> Picked:
    if user.get("deleted"):
        return Picked.GONE
    if user.get("is_bot") or user.get("id") == "USLACKBOT":
        return Picked.BOT
    elsewhere = user.get("team_id") not in (None, team) and not user.get("enterprise_user")
    if user.get("is_stranger") or elsewhere:
        return Picked.STRANGER
    guest = user.get("is_restricted") or user.get("is_ultra_restricted")
    return Picked.GUEST if guest else Picked.COLLEAGUE
