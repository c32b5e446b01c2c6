"""Who is known here, in memory: what Slack tells of everybody else costs a look-up and no more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy import BindParameter, String, bindparam, select, union

from bot.slack.people import Facts
from bot.store.database import Store
from bot.store.schema import called, participant, person, workshop
from bot.store.statements import Statement
from bot.store.transaction import Transaction

#: So long is what was read trusted, in seconds: another process may have met somebody since.
TRUSTED: Final = 60.0
_TEAM: Final[BindParameter[str]] = bindparam("of_team", type_=String)

_EVERYBODY = union(
    select(person.c.user.label("id")).where(person.c.team == _TEAM),
    select(participant.c.user)
    .select_from(participant.join(workshop, workshop.c.id == participant.c.workshop))
    .where(workshop.c.team == _TEAM),
    select(called.c.id).where(called.c.team == _TEAM),
).subquery("everybody")
#: Whom the bot has talked with, who takes part in a workshop, and who was named.
EVERYBODY: Final = Statement(select(_EVERYBODY.c.id))


class Acquaintances:
    """Tells what is news of whom. One for a process."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._known: dict[str, set[str]] = {}
        self._kept: dict[tuple[str, str], Facts] = {}
        self._reading = asyncio.Lock()
        self._read_at: dict[str, float] = {}

    def met(self, team: str, *users: str) -> None:
        """They are known from now on; where it is not said who, that is to be read."""
        if not users:
            self._read_at.pop(team, None)
        elif team in self._known:
            self._known[team].update(users)

    async def is_news(self, team: str, user: str, facts: Facts) -> bool:
        """Whether it concerns somebody who is known, and was not kept just so a moment ago.

        Raises ``StoreError`` where it had to be read who is known, and could not be.
        """
        if self._is_old(team):
            async with self._reading:
                if self._is_old(team):
                    await self._read(team)
        return user in self._known[team] and self._kept.get((team, user)) != facts

    def kept(self, team: str, user: str, facts: Facts) -> None:
        """This is stored."""
        self._kept[team, user] = facts

    def _is_old(self, team: str) -> bool:
        return self._clock() - self._read_at.get(team, -TRUSTED) >= TRUSTED

    async def _read(self, team: str) -> None:
        now = self._clock()

        def read(tx: Transaction) -> set[str]:
            return {row.id for row in EVERYBODY.all(tx, of_team=team)}

        self._known[team] = await self._store.run(read)
        self._read_at[team] = now
        self._kept.clear()
