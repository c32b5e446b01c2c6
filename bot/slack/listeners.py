"""The Bolt listeners: one a kind. Each makes a typed input, takes the turn, then acknowledges."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.errors import StoreError, whereabouts
from bot.slack import payloads
from bot.slack.arrivals import Arrival, Take, Taken
from bot.slack.asking import PERSON, Trouble
from bot.slack.keys import event_key, key, message_key, once, team_of
from bot.slack.workshops import SAVE_AS_INPUT, WorkshopListeners, is_workshops
from flows.inputs import Commanded, Heard, Input, Noise, Opened, Picked, Pressed, Verb
from flows.language import Language
from flows.language.text import plain

log = logging.getLogger(__name__)
Payload = dict[str, Any]
Ack = Callable[..., Awaitable[Any]]


class Listeners:
    """What the bot does about each kind of payload.

    ``left`` is called with the team when the app is removed from a workspace; ``changed`` with
    team, user, time zone and whether they are gone, when Slack says that something about somebody
    changed. ``look`` tells who a person is (user, team).
    """

    def __init__(
        self,
        take: Take,
        trouble: Trouble,
        workshops: WorkshopListeners,
        left: Callable[[str], Awaitable[None]],
        changed: Callable[[str, str, str | None, bool], Awaitable[None]],
        look: Callable[[str, str], Awaitable[Picked | None]],
        language: Language,
    ) -> None:
        self._take_turn = take
        self._trouble = trouble
        self._workshops = workshops
        self._left = left
        self._changed = changed
        self._look = look
        self._language = language

    def register(self, app: AsyncApp) -> None:
        """Every listener costs on every event: one a kind, and tables of our own behind it."""
        app.event("message")(self.message)
        app.event("app_mention")(self.mention)
        app.event("app_home_opened")(self.home)
        app.event(re.compile("app_uninstalled|tokens_revoked"))(self.gone)
        app.event("user_change")(self.someone)
        app.action(re.compile("^s1"))(self.action)
        app.command("/samskab")(self.command)
        app.view(re.compile("^s1"))(self.sent)
        app.shortcut(SAVE_AS_INPUT)(self.shortcut)
        app.error(self.failed)

    async def message(self, body: Payload, event: Payload) -> None:
        """Something in a DM: said, edited, deleted."""
        found = payloads.from_message(event)
        if found is not None:
            user, input = found
            name = message_key(event)
            if input == Heard(Noise.OTHER_BOT):
                # Once: two bots that answer each other would never end.
                name = key("bot", event["channel"], user)
            arrival = Arrival(name, team_of(body), user, input, event["channel"])
            await self._take(arrival)

    async def mention(self, body: Payload, event: Payload) -> None:
        """The bot was named in a channel: it answers only the person, and points to the DM."""
        user = event.get("user")
        if user and not event.get("bot_id"):
            name, team = event_key(body), team_of(body)
            await self._take(Arrival(name, team, user, Commanded(None), whisper=event["channel"]))

    async def home(self, body: Payload, event: Payload) -> None:
        """The App Home was opened."""
        if event.get("tab", "home") == "home":
            await self._take(Arrival(event_key(body), team_of(body), event["user"], Opened()))

    async def gone(self, body: Payload, event: Payload) -> None:
        """The app was removed: nothing more can be sent there."""
        if event["type"] == "app_uninstalled" or (event.get("tokens") or {}).get("bot"):
            log.warning("%s: the app was removed from workspace %s", event["type"], team_of(body))
            await self._left(team_of(body))

    async def someone(self, body: Payload, event: Payload) -> None:
        """Somebody's profile changed: perhaps they have moved, or have left."""
        user = event.get("user") or {}
        if user.get("id") and not user.get("is_bot"):
            gone = bool(user.get("deleted"))
            await self._changed(team_of(body), str(user["id"]), user.get("tz"), gone)

    async def action(self, ack: Ack, body: Payload) -> None:
        """A button, select or picker."""
        input = payloads.from_action(body)
        if isinstance(input, Pressed) and is_workshops(input):
            await self._told(body, self._workshops.pressed(body, input))
        elif input is not None:
            input = await self._known(input, team_of(body))
            user, pressed = body["user"]["id"], body["actions"][0]
            name = key("action", once(pressed, body), user, pressed["action_id"])
            url = body.get("response_url") if _is_ephemeral(body) else None
            await self._take(Arrival(name, team_of(body), user, input, _dm(body), response_url=url))
        await ack()

    async def command(self, ack: Ack, body: Payload) -> None:
        """``/samskab``: answers only the person, on the spot."""
        if plain(str(body.get("text") or "")) in self._language.phrases.workshop:
            await self._told(body, self._workshops.command(ack, body))
            return
        name, user = key("command", once({}, body)), body["user_id"]
        input = payloads.from_command(body, self._language.words)
        taken = await self._take(Arrival(name, team_of(body), user, input))
        if taken.aside is None:
            await ack()
        else:
            said = taken.aside
            await ack(text=said.text, blocks=said.blocks, response_type="ephemeral")

    async def sent(self, ack: Ack, body: Payload) -> None:
        """A dialog that was sent."""
        await self._told(body, self._workshops.sent(ack, body))

    async def shortcut(self, ack: Ack, body: Payload) -> None:
        """A shortcut in a message's menu."""
        await self._told(body, self._workshops.shortcut(ack, body))

    async def _told(self, body: Payload, doing: Awaitable[None]) -> None:
        """Do it; what fails is told to the person, and not acknowledged as done."""
        try:
            await doing
        except Exception as error:
            user = (body.get("user") or {}).get("id") or body.get("user_id")
            await self._trouble.tell(str(user), None, error)
            raise

    async def failed(self, error: Exception) -> None:
        """Log it. Bolt answers 500, so that Slack sends events again."""
        if isinstance(error, StoreError):
            log.error("a turn could not be stored: %s", error)
        else:
            log.error("a payload failed: %s", whereabouts(error))

    async def _known(self, input: Input, team: str) -> Input:
        """The input with what Slack knows of a person who was picked for a deed."""
        if not (isinstance(input, Pressed) and input.action.verb is Verb.DO and input.chosen):
            return input
        if not PERSON.match(input.chosen[0]):
            return input
        return replace(input, picked=await self._look(input.chosen[0], team))

    async def _take(self, arrival: Arrival) -> Taken:
        """Take the turn. What fails is told to the person, and not acknowledged as done."""
        try:
            return await self._take_turn(arrival)
        except Exception as error:
            await self._trouble.tell(arrival.user, arrival.channel, error)
            raise


def _dm(body: Payload) -> str | None:
    channel = str((body.get("channel") or {}).get("id", ""))
    return channel if channel.startswith("D") else None


def _is_ephemeral(body: Payload) -> bool:
    return bool((body.get("container") or {}).get("is_ephemeral"))
