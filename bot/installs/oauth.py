"""The way of an installation: from the button to Slack and back, with a code that becomes tokens.

What Slack hands back must be what was handed to it, once, within minutes, and to the browser that
began: or somebody could have their own workspace installed under another's hand.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, urljoin

from slack_sdk.oauth import AuthorizeUrlGenerator
from sqlalchemy import bindparam, delete

from bot.installs.installations import Installation, Installations
from bot.installs.keys import Tokens
from bot.installs.renewing import ACCESS
from bot.outbox.calls import Reply, call
from bot.slack.manifest import REDIRECT_PATH, SCOPES
from bot.store.schema import install_state
from bot.store.statements import Statement, insert_once
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)

#: So long may somebody take to say yes in Slack.
LASTS: Final = timedelta(minutes=10)
#: What came back, until nobody takes it any more: it is taken once.
USED: Final = insert_once(install_state, "state", "browser", "expires_at")
LAPSED: Final = Statement(
    delete(install_state).where(install_state.c.expires_at <= bindparam("now"))
)


class Failed(Enum):
    """Why an installation did not come about."""

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
        self._key = hmac.digest(client_secret.encode(), b"samskab: an installation", "sha256")
        self._back = url + REDIRECT_PATH
        #: Where Slack asks people.
        self.asks_at = urljoin(installations.client.base_url, "/oauth/v2/authorize")
        self._address = AuthorizeUrlGenerator(
            client_id=client_id,
            redirect_uri=quote(self._back, safe=""),
            scopes=SCOPES,
            authorization_url=self.asks_at,
        )

    def begin(self) -> Begun:
        """Somebody wants to install the app. Nothing is stored: anybody may ask, and often."""
        cookie, until = secrets.token_urlsafe(32), int((self._now() + LASTS).timestamp())
        said = f"{until}.{hashed(cookie)}"
        return Begun(self._address.generate(f"{said}.{self._signed(said)}"), cookie)

    def _signed(self, said: str) -> str:
        """What only this app can have written of it."""
        return hmac.new(self._key, said.encode("utf-8", "replace"), "sha256").hexdigest()

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
        said, _, signature = state.rpartition(".")
        if not hmac.compare_digest(self._signed(said).encode(), signature.encode()):
            return False
        until, _, browser = said.partition(".")
        expires, now = datetime.fromtimestamp(int(until), UTC), self._now()
        if expires <= now:
            return False
        used = {"state": hashed(state), "browser": browser, "expires_at": expires}

        def job(tx: Transaction) -> bool:
            LAPSED.send(tx, now=now)
            return bool(USED.run(tx, **used))

        is_new = await self._installations.store.run(job)
        return is_new and hmac.compare_digest(browser, hashed(cookie))

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
