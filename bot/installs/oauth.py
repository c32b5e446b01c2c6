"""The way of an installation: from the button to Slack and back, with a code that becomes tokens.

What Slack hands back must be what was handed to it, once, within minutes, and to the browser that
began: or somebody could have their own workspace installed under another's hand.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, urljoin

from slack_sdk.oauth import AuthorizeUrlGenerator
from sqlalchemy import bindparam, delete, func, insert, select

from bot.installs.installations import Installation, Installations
from bot.installs.keys import Tokens
from bot.installs.renewing import ACCESS
from bot.outbox.calls import Reply, call
from bot.slack.manifest import REDIRECT_PATH, SCOPES
from bot.store.schema import install_state
from bot.store.statements import Statement
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)

#: So long may somebody take to say yes in Slack.
LASTS: Final = timedelta(minutes=10)
#: So many may be under way at once: whoever asks for more than people do is told to wait.
MOST: Final = 1_000
NEW: Final = Statement(insert(install_state), columns=("state", "browser", "expires_at"))
UNDER_WAY: Final = Statement(select(func.count().label("rows")).select_from(install_state))
TAKEN: Final = Statement(
    select(install_state.c.browser, install_state.c.expires_at).where(
        install_state.c.state == bindparam("at_state")
    )
)
USED: Final = Statement(delete(install_state).where(install_state.c.state == bindparam("at_state")))
LAPSED: Final = Statement(
    delete(install_state).where(install_state.c.expires_at <= bindparam("now"))
)


class Failed(Enum):
    """Why an installation did not come about."""

    TOO_MANY = "too_many"
    OLD = "old"
    CANCELLED = "cancelled"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser is sent, and what it has to bring back."""

    address: str
    cookie: str


class Door:
    """Where an installation begins and ends. ``url`` is this program's own address."""

    def __init__(
        self, installations: Installations, client_id: str, client_secret: str, url: str
    ) -> None:
        self._installations = installations
        self._credentials = {"client_id": client_id, "client_secret": client_secret}
        self._back = url + REDIRECT_PATH
        #: Where Slack asks people.
        self.asks_at = urljoin(installations.client.base_url, "/oauth/v2/authorize")
        self._address = AuthorizeUrlGenerator(
            client_id=client_id,
            redirect_uri=quote(self._back, safe=""),
            scopes=SCOPES,
            authorization_url=self.asks_at,
        )

    async def begin(self) -> Begun | Failed:
        """Somebody wants to install the app. Raises ``StoreError``."""
        state, cookie, now = secrets.token_urlsafe(32), secrets.token_urlsafe(32), self._now()
        kept = {"state": hashed(state), "browser": hashed(cookie), "expires_at": now + LASTS}

        def job(tx: Transaction) -> bool:
            LAPSED.send(tx, now=now)
            if UNDER_WAY.one_or_none(tx).rows >= MOST:
                return False
            NEW.send(tx, **kept)
            return True

        if not await self._installations.store.run(job):
            log.warning("more than %d installations are under way: no more are begun", MOST)
            return Failed.TOO_MANY
        return Begun(self._address.generate(state), cookie)

    async def finish(self, query: Mapping[str, str], cookie: str) -> Installation | Failed:
        """Slack has sent somebody back. Raises ``StoreError``."""
        if not await self._is_ours(query.get("state", ""), cookie):
            return Failed.OLD
        if query.get("error") or not query.get("code"):
            return Failed.CANCELLED
        given = {"code": query["code"], "redirect_uri": self._back}
        reply = await call(self._installations.client, ACCESS, {**self._credentials, **given})
        made = await self._installed(reply)
        if made is None:
            return Failed.REFUSED
        await self._installations.keep(made)
        log.warning("the app is installed in workspace %s (%s)", made.team, made.name)
        return made

    async def _is_ours(self, state: str, cookie: str) -> bool:
        """Whether this browser began it, a short time ago. It is used up, whoever brings it."""
        key, now = hashed(state), self._now()

        def job(tx: Transaction) -> Any:
            found = TAKEN.one_or_none(tx, at_state=key)
            return found if found is not None and USED.run(tx, at_state=key) else None

        found = await self._installations.store.run(job)
        if found is None or found.expires_at <= now:
            return False
        return secrets.compare_digest(found.browser, hashed(cookie))

    async def _installed(self, reply: Reply) -> Installation | None:
        """What Slack says of the installation, and what the token itself says of it."""
        body, token = reply.body, reply.body.get("access_token")
        if not reply.well or not isinstance(token, str) or body.get("token_type") != "bot":
            log.error("Slack gives no token for the code: %s", reply.why)
            return None
        enterprise, team = _id(body, "enterprise"), _id(body, "team")
        whole = body.get("is_enterprise_install") is True
        team, named = (enterprise, "enterprise") if whole else (team, "team")
        who = (await call(self._installations.client, "auth.test", {}, token)).body
        if not team or team not in (who.get("team_id"), who.get("enterprise_id")):
            log.error("Slack does not say for which workspace the token is")
            return None
        now, seconds = self._now(), body.get("expires_in")
        lapses = now + timedelta(seconds=seconds) if isinstance(seconds, int) else None
        return Installation(
            team=team,
            enterprise=enterprise,
            name=str((body.get(named) or {}).get("name") or "")[:160],
            app=str(body.get("app_id") or ""),
            bot_user=str(body.get("bot_user_id") or who.get("user_id") or ""),
            bot=str(who.get("bot_id") or ""),
            installer=_id(body, "authed_user"),
            scopes=str(body.get("scope") or ""),
            tokens=Tokens(token, body.get("refresh_token")),
            expires_at=lapses,
            installed_at=now,
        )

    def _now(self) -> Any:
        return self._installations.clock()


def hashed(secret: str) -> str:
    """What is kept of a secret that comes back."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def _id(body: Mapping[str, Any], name: str) -> str:
    found = body.get(name)
    return str(found.get("id") or "")[:32] if isinstance(found, dict) else ""
