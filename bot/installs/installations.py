"""Where the app is installed, and the client of each workspace."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import bindparam, or_, select, update

from bot.installs.keys import Keys, Tokens, Unreadable
from bot.outbox.calls import with_token
from bot.outbox.clients import Closed
from bot.store.database import Store
from bot.store.schema import installation, journey
from bot.store.statements import Statement, insert_or_set
from bot.store.transaction import Transaction

log = logging.getLogger(__name__)

#: So long is trusted what was read, in seconds: another process may have heard of something else.
TRUSTED: Final = 10.0
_WHICH: Final = installation.c.team == bindparam("at_team")
ONE: Final = Statement(select(installation).where(_WHICH))
ALL: Final = Statement(select(installation).order_by(installation.c.team))
KEEP: Final = insert_or_set(
    installation,
    *("team", "enterprise", "name", "app", "bot_user", "bot", "installer", "scopes", "tokens"),
    *("expires_at", "leased_until", "installed_at", "gone_at"),
)
#: Only what was there when it happened goes: it may have been installed anew since.
GONE: Final = Statement(
    update(installation)
    .where(
        _WHICH, installation.c.tokens.is_not(None), installation.c.installed_at <= bindparam("at")
    )
    .values(tokens=None, expires_at=None, leased_until=None, gone_at=bindparam("now"))
)
LEASE: Final = Statement(
    update(installation)
    .where(
        _WHICH,
        installation.c.expires_at == bindparam("lapses"),
        or_(installation.c.leased_until.is_(None), installation.c.leased_until <= bindparam("now")),
    )
    .values(leased_until=bindparam("until"))
)
RENEWED: Final = Statement(
    update(installation)
    .where(_WHICH, installation.c.expires_at == bindparam("lapsed"))
    .values(tokens=bindparam("sealed"), expires_at=bindparam("lapses"), leased_until=None)
)
LAPSING: Final = Statement(
    select(installation).where(
        installation.c.expires_at < bindparam("before"),
        or_(installation.c.leased_until.is_(None), installation.c.leased_until <= bindparam("now")),
    )
)
RESEAL: Final = Statement(
    update(installation)
    .where(_WHICH, installation.c.tokens == bindparam("before"))
    .values(tokens=bindparam("after"))
)
#: Its reminders went when it was removed, so they are planned anew.
REPLAN: Final = Statement(
    update(journey).where(journey.c.team == bindparam("at_team")).values(replan=True)
)


@dataclass(frozen=True, slots=True)
class Installation:
    """The app in one workspace or organisation. Without ``tokens`` it was removed."""

    team: str
    enterprise: str
    name: str
    app: str
    bot_user: str
    bot: str
    installer: str
    scopes: str
    tokens: Tokens | None
    expires_at: datetime | None
    installed_at: datetime

    @property
    def who(self) -> dict[str, Any]:
        """As ``auth.test`` says it."""
        return {
            "team_id": self.team,
            "enterprise_id": self.enterprise or None,
            "is_enterprise_install": self.team == self.enterprise,
            "user_id": self.bot_user,
            "bot_id": self.bot,
        }


class Installations:
    """Reads and writes them. ``client`` is anybody's; those of workspaces share its session."""

    def __init__(
        self, store: Store, keys: Keys, client: AsyncWebClient, clock: Callable[[], datetime]
    ) -> None:
        self.store = store
        self.client = client
        self.clock = clock
        self._keys = keys
        self._known: dict[str, tuple[float, Installation | None]] = {}
        self._clients: dict[str, AsyncWebClient] = {}

    async def find(self, team: str) -> Installation | None:
        """What is known of a workspace. Raises ``StoreError``, and ``Unreadable``."""
        read_at, found = self._known.get(team, (0.0, None))
        if not read_at or time.monotonic() - read_at >= TRUSTED:
            row = await self.store.run(lambda tx: ONE.one_or_none(tx, at_team=team))
            found = None if row is None else self._read(row)
            if found is not None:  # strangers may name as many teams as they like
                self._known[team] = (time.monotonic(), found)
        return found

    async def all(self) -> list[Installation]:
        """All there are, also those that are gone. Raises ``Unreadable`` where a key is missing."""
        return [self._read(row) for row in await self.store.run(ALL.all)]

    async def of(self, team: str) -> AsyncWebClient | Closed:
        """The client of a workspace. Raises ``StoreError``, and ``Unreadable``."""
        found = await self.find(team)
        if found is None:
            return Closed.UNKNOWN
        return self.client_of(found) if found.tokens is not None else Closed.GONE

    def client_of(self, found: Installation) -> AsyncWebClient:
        """The one client of an installation that is there, with its newest token."""
        if found.tokens is None:
            raise ValueError("the app was removed")
        client = self._clients.get(found.team)
        if client is None:
            client = self._clients[found.team] = with_token(self.client, found.tokens.bot)
        client.token = found.tokens.bot
        return client

    async def keep(self, made: Installation) -> None:
        """It is installed, or installed anew."""
        values = {name: getattr(made, name) for name in made.__dataclass_fields__}
        values["tokens"] = self._sealed(made.team, made.tokens)
        values["enterprise"] = made.enterprise or None

        def job(tx: Transaction) -> None:
            KEEP.send(tx, **values, leased_until=None, gone_at=None)
            REPLAN.send(tx, at_team=made.team)

        await self.store.run(job)
        self._known.pop(made.team, None)

    async def gone(self, team: str, at: datetime) -> bool:
        """The app was removed at that time: its tokens go. False where that is long past."""
        now = self.clock()
        touched = await self.store.run(lambda tx: GONE.run(tx, at_team=team, at=at, now=now))
        self._known.pop(team, None)
        return bool(touched)

    async def lapsing(self, before: datetime, now: datetime) -> list[Installation]:
        """Those whose token lapses before that, and that nobody renews."""
        found = []
        for row in await self.store.run(lambda tx: LAPSING.all(tx, before=before, now=now)):
            try:
                found.append(self._read(row))
            except Unreadable as error:  # the others are renewed all the same
                log.error("a token is not renewed: %s", error)
        return found

    async def lease(self, found: Installation, now: datetime, until: datetime) -> bool:
        """Whether this process is the one to renew the token, until then."""
        values = {"at_team": found.team, "lapses": found.expires_at, "now": now, "until": until}
        return bool(await self.store.run(lambda tx: LEASE.run(tx, **values)))

    async def renewed(self, found: Installation, tokens: Tokens, lapses: datetime) -> None:
        """The token was renewed; unless the app was removed or installed anew meanwhile."""
        values = {"lapsed": found.expires_at, "lapses": lapses}
        sealed = self._sealed(found.team, tokens)
        await self.store.run(
            lambda tx: RENEWED.run(tx, at_team=found.team, sealed=sealed, **values)
        )
        self._known.pop(found.team, None)

    def _sealed(self, team: str, tokens: Tokens | None) -> str | None:
        return None if tokens is None else self._keys.seal(team, tokens)

    def _read(self, row: Any) -> Installation:
        sealed = row.tokens
        values = {name: getattr(row, name) for name in Installation.__dataclass_fields__}
        values["tokens"] = None if sealed is None else self._keys.unseal(row.team, sealed)
        return Installation(**{**values, "enterprise": row.enterprise or ""})


async def reseal(store: Store, keys: Keys) -> int:
    """Seal all tokens with the first key; of how many workspaces.

    Raises ``Unreadable`` where a key is missing; then nothing is changed.
    """

    def job(tx: Transaction) -> int:
        held = [row for row in ALL.all(tx) if row.tokens is not None]
        again = [
            (row.team, row.tokens, keys.seal(row.team, keys.unseal(row.team, row.tokens)))
            for row in held
        ]
        return sum(RESEAL.run(tx, at_team=of, before=old, after=new) for of, old, new in again)

    return await store.run(job)
