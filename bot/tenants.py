"""What listens for each workspace: one set of listeners each, with the workspace's own client.

None of them knows of another: whatever a payload names, it is looked for in its own workspace, and
nowhere else.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any, Final

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import PlainError, whereabouts
from bot.installs.installations import Installation, Installations
from bot.slack.arrivals import Arrival, Taken
from bot.slack.asking import Trouble, look
from bot.slack.dialogs import Dialogs
from bot.slack.listeners import Listeners
from bot.slack.origin import House, Payload, meant_for, spoke
from bot.slack.people import People
from bot.slack.workshops import WorkshopListeners
from bot.turns.memo_rows import MemoLooks
from bot.turns.pipeline import Pipeline
from bot.turns.workshop import WorkshopLooks

log = logging.getLogger(__name__)

#: What Slack says of the app itself, and not of anybody who uses it.
LEAVING: Final = ("app_uninstalled", "tokens_revoked")
Take = Callable[[Arrival], Awaitable[Taken]]


@dataclass(frozen=True, slots=True)
class Shared:
    """What all workspaces share: turns are taken in one pipeline."""

    pipeline: Pipeline

    def listeners(
        self,
        client: AsyncWebClient,
        who: Payload,
        take: Take | None = None,
        left: Callable[[str], Awaitable[None]] | None = None,
    ) -> AsyncMiddleware:
        """The listeners of the workspace of which ``who`` is what ``auth.test`` says."""
        speaking = cache(partial(self._speaking, client, who, take, left))
        if len(self.pipeline.languages.names) == 1:
            return speaking(self.pipeline.languages.usual)
        return InItsLanguage(self.pipeline, House.of(who).team, speaking)

    def _speaking(
        self,
        client: AsyncWebClient,
        who: Payload,
        take: Take | None,
        left: Callable[[str], Awaitable[None]] | None,
        code: str,
    ) -> Listeners:
        """The listeners in a language."""
        pipeline, house, voice = self.pipeline, House.of(who), self.pipeline.voice(code)
        looks = WorkshopLooks(pipeline.store, voice.workshops.flow, pipeline.clock)
        memos = MemoLooks(pipeline.store, voice.flow, pipeline.clock)
        library, take = voice.flow.library, take or pipeline.take
        me = (str(who["user_id"]), str(who.get("user") or ""))
        people = People(client, pipeline, library.texts.unnamed, me)
        return Listeners(
            take,
            Trouble(client, library.texts),
            WorkshopListeners(take, looks, client, people, house),
            Dialogs(client, voice.flow, looks.flow, memos, house, pipeline.rules_dialog),
            left or pipeline.uninstalled,
            pipeline.someone_changed,
            partial(look, client, house),
            people,
            voice.flow.language,
            house,
        )


class InItsLanguage(AsyncMiddleware):
    """Hands each payload to the listeners that speak the language of the workspace."""

    def __init__(
        self, pipeline: Pipeline, team: str, speaking: Callable[[str], AsyncMiddleware]
    ) -> None:
        self._pipeline = pipeline
        self._team = team
        self._speaking = speaking

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        """As it was set a moment ago; what is said in a turn is in that which is set now."""
        code = await self._pipeline.languages.spoken(self._pipeline.store, self._team)
        return await self._speaking(code).async_process(req=req, resp=resp, next=next)


class Tenants(AsyncMiddleware):
    """Hands each payload to the listeners of the workspace for which Slack sends it."""

    def __init__(self, installations: Installations, shared: Shared) -> None:
        self._installations = installations
        self._shared = shared
        self._open: dict[str, tuple[str, AsyncMiddleware]] = {}

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        """Where the app is not, or not any more, nothing is done, and Slack need not repeat it."""
        body: Payload = req.body
        try:
            found = await self._found(body)
        except PlainError as error:
            log.error("a payload waits: %s", error)
            return BoltResponse(status=500)
        except Exception as error:  # noqa: BLE001 - whatever it is, Slack must hear of it
            log.error("a payload failed: %s", whereabouts(error))
            return BoltResponse(status=500)
        if found is None or _is_past(body, found):
            log.info("a payload for %s is ignored: the app is not there", meant_for(body))
            return BoltResponse(status=200)
        return await self._listeners(found).async_process(req=req, resp=resp, next=next)

    async def _found(self, body: Payload) -> Installation | None:
        """The installation that is meant, where the app is there: of several, whose bot spoke."""
        found = [await self._installations.find(team) for team in meant_for(body)]
        there = [each for each in found if each is not None and each.tokens is not None]
        spoken = [each for each in there if each.bot == spoke(body)]
        return next(iter(spoken or there), None)

    def _listeners(self, found: Installation) -> AsyncMiddleware:
        """The same ones, as long as the app is the same there."""
        client, now = self._installations.client_of(found), found.bot_user
        before, listeners = self._open.get(found.team, ("", None))
        if listeners is None or before != now:
            take = partial(_apart, self._shared.pipeline.take, found.team)
            listeners = self._shared.listeners(client, found.who, take, self._left)
            self._open[found.team] = (now, listeners)
        return listeners

    async def _left(self, team: str) -> None:
        """The app was removed: its tokens go, and nothing is owed there."""
        await self._installations.gone(team, self._installations.clock())
        await self._shared.pipeline.uninstalled(team)
        self._open.pop(team, None)


class Installed(AsyncAuthorize):
    """Tells Bolt who the bot is where a payload comes from, so that it hears not itself.

    What is done with the payload `Tenants` decides: whoever is not known here may take part in a
    meeting of somebody who is.
    """

    def __init__(self, installations: Installations) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._installations = installations

    async def __call__(
        self, *, context: AsyncBoltContext, enterprise_id: str | None, team_id: str | None, **_: Any
    ) -> AuthorizeResult:
        """Of the workspace that Bolt finds in the payload."""
        team = enterprise_id if context.is_enterprise_install else team_id
        found = await self._installations.find(team) if team else None
        if found is None or found.tokens is None:
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.bot_user,
            bot_id=found.bot,
            bot_token=found.tokens.bot,
        )


async def _apart(take: Take, team: str, arrival: Arrival) -> Taken:
    """Ids of channels and people, and times, may be the same in two workspaces."""
    return await take(replace(arrival, key=f"{team}:{arrival.key}"))


def _is_past(body: Payload, found: Installation) -> bool:
    """Whether it says that the app was removed, before it was installed as it is now."""
    kind, at = (body.get("event") or {}).get("type"), body.get("event_time")
    if kind not in LEAVING or not isinstance(at, int | float):
        return False
    return datetime.fromtimestamp(at + 1, UTC) < found.installed_at
