"""What is asked of Slack, or told, at once and not owed: at the start, and while a click waits."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import PlainError, StoreError
from bot.outbox.calls import Reply, call, respond
from bot.slack.origin import House, user_of
from flows.content.texts import Texts
from flows.inputs import Picked

log = logging.getLogger(__name__)

#: Waits between attempts to reach Slack at the start, in seconds; the last one repeats.
BACKOFF: Final = (1.0, 2.0, 5.0, 15.0, 60.0)
#: What Slack says to a token that will not become right by waiting.
BAD_TOKENS: Final = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)
#: Ids of people, as Slack writes them.
PERSON: Final = re.compile(r"^[UW][A-Z0-9]{5,}$")
#: A pick must be acknowledged within three seconds.
SECONDS: Final = 1.5
#: A person is told of trouble at most once in this many seconds; Slack repeats events.
QUIET: Final = 60.0
#: Nobody waits longer than this for bad news, in seconds.
PATIENCE: Final = 2.0
#: Seconds that trouble lasts before it is told: Slack repeats at once what was refused.
LASTS: Final = 1.0


async def reach(
    client: AsyncWebClient, method: str, setting: str, wanted: str, token: str | None = None
) -> dict[str, Any]:
    """The first call with the token of ``setting``; waits until it brings what is ``wanted``.

    Raises ``PlainError`` where Slack refuses the token, or it lacks a scope.
    """
    attempt = 0
    while not (reply := await call(client, method, {}, token)).body.get(wanted):
        if reply.error in BAD_TOKENS:
            raise PlainError(_refused(setting, reply))
        wait = BACKOFF[min(attempt, len(BACKOFF) - 1)]
        log.warning("Slack cannot be reached (%s); trying again in %.0f s", reply.why, wait)
        await asyncio.sleep(wait)
        attempt += 1
    return reply.body


def _refused(setting: str, reply: Reply) -> str:
    if reply.error == "missing_scope":
        needed = reply.body.get("needed") or "that Slack does not name"
        return f"Slack refuses {setting} (missing_scope): it lacks the scope {needed}"
    return f"Slack refuses {setting} ({reply.error}): copy it again"


async def ask(
    client: AsyncWebClient, method: str, arguments: dict[str, Any], seconds: float = SECONDS
) -> Reply:
    """One call while a person waits. Never raises."""
    try:
        async with asyncio.timeout(seconds):
            return await call(client, method, arguments)
    except TimeoutError:
        return Reply(0, trouble="it takes too long")


async def look(client: AsyncWebClient, house: House, user: str) -> Picked | None:
    """Who a person is that was picked; None where Slack does not say in time. Never raises."""
    reply = await ask(client, "users.info", {"user": user})
    if not reply.well:
        log.warning("users.info of a person who was picked: %s", reply.why)
        return Picked.GONE if reply.error in ("user_not_found", "user_not_visible") else None
    found = reply.body.get("user")
    return _kind(found, house) if isinstance(found, dict) else None


def _kind(user: dict[str, Any], house: House) -> Picked:
    if user.get("deleted"):
        return Picked.GONE
    if user.get("is_bot") or user.get("id") == "USLACKBOT":
        return Picked.BOT
    if house.is_elsewhere(user):
        return Picked.STRANGER
    guest = user.get("is_restricted") or user.get("is_ultra_restricted")
    return Picked.GUEST if guest else Picked.COLLEAGUE


class Trouble:
    """Tells people that something cannot be done for them: without the database, at once."""

    def __init__(self, client: AsyncWebClient, texts: Texts) -> None:
        self._client = client
        self._texts = texts.trouble
        self._told: dict[str, float] = {}
        self._telling: dict[str, asyncio.Task[None]] = {}

    def tell(self, user: str, channel: str | None, error: Exception) -> None:
        """Tell the person soon what was kept and what to do, unless it is `over` by then.

        Nobody waits for it: what failed is refused at once, so that Slack repeats it.
        """
        if user in self._telling or self._is_told(user):
            return
        texts = self._texts
        line = texts.not_stored if isinstance(error, StoreError) else texts.not_understood
        telling = asyncio.create_task(self._tell({"channel": channel or user, "text": line}))
        self._telling[user] = telling
        telling.add_done_callback(lambda _: self._telling.pop(user, None))

    def over(self, user: str) -> None:
        """Something that they did was taken: what was about to be told is no news any more."""
        if self._telling and (telling := self._telling.get(user)) is not None:
            telling.cancel()
            self._told.pop(user, None)

    async def _tell(self, message: dict[str, Any]) -> None:
        await asyncio.sleep(LASTS)
        reply = await ask(self._client, "chat.postMessage", message, PATIENCE)
        if not reply.well:
            log.warning("the person could not be told: %s", reply.why)

    async def turn_away(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """Tell somebody of another organisation what they can do here, and no more. Never raises.

        A command is answered at once; it is given back then.
        """
        user, line, event = user_of(body), self._texts.stranger, body.get("event") or {}
        if "command" in body:
            return {"text": line, "response_type": "ephemeral"}
        if not user or event.get("bot_id") or event.get("hidden") or self._is_told(user):
            return None
        if url := body.get("response_url"):
            said = {"text": line, "response_type": "ephemeral", "replace_original": False}
            await respond(self._client, str(url), said)
        elif event.get("type") == "app_mention":
            said = {"channel": event.get("channel"), "user": user, "text": line}
            await ask(self._client, "chat.postEphemeral", said, PATIENCE)
        elif event.get("type") == "message" and not event.get("subtype"):
            said = {"channel": event.get("channel"), "text": line}
            await ask(self._client, "chat.postMessage", said, PATIENCE)
        return None

    def _is_told(self, user: str) -> bool:
        """Whether they have heard a word a moment ago; else they hear it now."""
        now = time.monotonic()
        self._told = {who: at for who, at in self._told.items() if now - at < QUIET}
        return self._told.setdefault(user, now) != now
