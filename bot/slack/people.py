"""What people and channels are called: as kept, else as Slack says; and who is known by what id."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final, NamedTuple, Protocol
from weakref import WeakValueDictionary

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StoreError
from bot.slack.asking import ask
from bot.slack.dressed import Names, storable, without_names
from bot.slack.text import unescape
from flows.content.texts import Unnamed

log = logging.getLogger(__name__)

#: A turn waits so long for names, in seconds; it must be acknowledged within three.
SECONDS: Final = 1.0
#: So many names are asked for at most for one message.
MOST: Final = 20
#: No status ends later than this: the year 2286.
LATEST: Final = 10**10


class Book(Protocol):
    """Where names are kept."""

    async def names_of(self, team: str, ids: Iterable[str]) -> Mapping[str, str]:
        """The names of those of them that have one there. Raises ``StoreError``."""

    async def keep_names(self, team: str, names: Mapping[str, str]) -> None:
        """Keep what Slack has said. Raises ``StoreError``."""


class People:
    """Looks up names before a turn is taken, so that no id is stored where a name was seen.

    ``me`` is the bot's own id with its name.
    """

    def __init__(
        self, client: AsyncWebClient, book: Book, unnamed: Unnamed, me: tuple[str, str]
    ) -> None:
        self._client = client
        self._book = book
        self._unnamed = unnamed
        self._me, name = me
        self._known = {self._me: name} if name else {}
        self._usual = Names(unnamed, self._known, self._me)

    def at_hand(self, text: str) -> Names | None:
        """What is needed to read the text, in Slack's own form; None where names are missing."""
        return None if without_names(text) - self._known.keys() else self._usual

    async def names(self, text: str, team: str) -> Names:
        """The same; what is missing is asked for. Never raises."""
        missing = without_names(text) - self._known.keys()
        found = await self.known(missing, team) if missing else {}
        return Names(self._unnamed, {**self._known, **found}, self._me)

    async def known(self, ids: Iterable[str], team: str) -> dict[str, str]:
        """The names of those of them whose name is kept, or said by Slack in time. Never raises."""
        wanted = sorted(ids)[:MOST]
        try:
            found = dict(await self._book.names_of(team, wanted))
            asked = [id for id in wanted if id not in found]
            names = await asyncio.gather(*map(self._ask, asked))
            told = {id: name for id, name in zip(asked, names, strict=True) if name}
            if told:
                await self._book.keep_names(team, told)
        except StoreError as error:  # the turn itself will say so
            log.warning("names could not be looked up: %s", error)
            return {}
        return {**found, **told}

    async def _ask(self, id: str) -> str:
        person = id[0] in "UW"
        method, what = ("users.info", "user") if person else ("conversations.info", "channel")
        reply = await ask(self._client, method, {what: id}, SECONDS)
        if not reply.well:
            log.info("%s gives no name: %s", method, reply.why)
            return ""
        told = reply.body.get(what)
        if not isinstance(told, dict):
            return ""
        if not person and told.get("is_private"):
            return ""  # whoever names it may not be in it
        return name_of(told) if person else unescape(str(told.get("name") or ""))


def name_of(user: Mapping[str, Any]) -> str:
    """What Slack shows of somebody: the name that they chose, or their own."""
    profile = user.get("profile") or {}
    given = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"))
    name = unescape(str(next(filter(None, (*given, user.get("name"))), "")))
    return " ".join(storable(name).split())


class Status(NamedTuple):
    """What somebody's status says: its emoji, its text, and until when (seconds; 0: no end)."""

    emoji: str = ""
    text: str = ""
    until: int = 0


def status_of(user: Mapping[str, Any]) -> Status | None:
    """Their status, where Slack tells of it."""
    profile = user.get("profile") or {}
    if "status_emoji" not in profile and "status_text" not in profile:
        return None
    until = profile.get("status_expiration")
    return Status(
        str(profile.get("status_emoji") or ""),
        unescape(str(profile.get("status_text") or "")),
        until if isinstance(until, int) and 0 < until < LATEST else 0,
    )


class Facts(NamedTuple):
    """What Slack tells of somebody: time zone, name, whether they are gone, and their status."""

    tz: str | None
    name: str
    gone: bool
    status: Status | None = None


class Order:
    """What one person does is taken in the order in which it came, also while a name is asked."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def kept(self, owner: str) -> AsyncIterator[None]:
        """What they do meanwhile waits until this is done."""
        lock = self._locks.get(owner)
        if lock is None:
            self._locks[owner] = lock = asyncio.Lock()
        async with lock:
            yield

    def is_free(self, owner: str) -> bool:
        """Whether nothing that they did before waits."""
        return owner not in self._locks

    async def turn(self, owner: str) -> None:
        """Wait for what they did before."""
        if not self.is_free(owner):
            async with self.kept(owner):
                pass
