"""Tokens that lapse: each is renewed well before, by one process at a time."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from bot.errors import StoreError
from bot.installs.installations import Installation, Installations
from bot.installs.keys import Tokens
from bot.outbox.calls import Reply, call

log = logging.getLogger(__name__)

ACCESS: Final = "oauth.v2.access"
#: How long before it lapses a token is renewed: they live for twelve hours.
AHEAD: Final = timedelta(hours=2)
#: So long one process has it to itself; and so long it rests where Slack refuses.
LEASE: Final = timedelta(minutes=1)
REST: Final = timedelta(minutes=10)
EVERY: Final = 60.0


class Renewing:
    """Looks again and again which tokens lapse, and renews them."""

    def __init__(self, installations: Installations, client_id: str, client_secret: str) -> None:
        self._installations = installations
        self._credentials = {"client_id": client_id, "client_secret": client_secret}
        #: What Slack has given and the database has not taken: the old refresh token is used up.
        self._unsaved: dict[str, tuple[Installation, Tokens, datetime]] = {}

    async def round(self) -> float:
        """Renew what lapses soon; how long to rest then. Raises ``StoreError``."""
        for team, kept in list(self._unsaved.items()):
            await self._installations.renewed(*kept)
            del self._unsaved[team]
        now = self._installations.clock()
        for found in await self._installations.lapsing(now + AHEAD, now):
            if await self._installations.lease(found, now, now + LEASE):
                await self._renew(found)
        return EVERY

    async def _renew(self, found: Installation) -> None:
        if found.tokens is None or found.tokens.refresh is None:
            return
        given = {"grant_type": "refresh_token", "refresh_token": found.tokens.refresh}
        reply = await call(self._installations.client, ACCESS, {**self._credentials, **given})
        now = self._installations.clock()
        made = renewed_tokens(reply)
        if made is None:
            log.error("workspace %s: its token is not renewed: %s", found.team, reply.why)
            if reply.error:  # Slack will say so again: others need not ask at once
                await self._installations.lease(found, now + LEASE, now + REST)
            return
        tokens, seconds = made
        kept = (found, tokens, now + timedelta(seconds=seconds))
        try:
            await self._installations.renewed(*kept)
        except StoreError:
            self._unsaved[found.team] = kept
            raise
        log.info("workspace %s: its token is renewed", found.team)


def renewed_tokens(reply: Reply) -> tuple[Tokens, float] | None:
    """The new tokens, and how many seconds they live; None where Slack gives none."""
    token, refresh = reply.body.get("access_token"), reply.body.get("refresh_token")
    seconds = reply.body.get("expires_in")
    told = isinstance(token, str) and isinstance(refresh, str) and isinstance(seconds, int)
    if not reply.well or not told or reply.body.get("token_type", "bot") != "bot":
        return None
    return Tokens(str(token), str(refresh)), float(seconds or 0)
