"""What comes in through Bolt: each payload becomes a typed input, and its turn is taken.

One middleware and a table, instead of Bolt's listeners: those cost twice as much, and acknowledge
by themselves. Here nothing is acknowledged before its turn is on disk.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.errors import StoreError, whereabouts
from bot.slack import payloads
from bot.slack.arrivals import Answer, Arrival, Take, Taken
from bot.slack.asking import PERSON, Trouble
from bot.slack.button_id import PREFIX
from bot.slack.dialogs import Dialogs
from bot.slack.dressed import cleaned
from bot.slack.manifest import COMMAND
from bot.slack.origin import House, user_of
from bot.slack.payloads import event_key, key, message_key, once
from bot.slack.people import Facts, Order, People, name_of, status_of
from bot.slack.said import read
from bot.slack.workshops import (
    SAVE_AS_INPUT,
    WorkshopListeners,
    answered,
    answers_meeting,
    is_workshops,
    sets_up,
    view_key,
)
from flows.inputs import Commanded, Heard, Input, Noise, Opened, Picked, Pressed, Verb
from flows.language import Language
from flows.language.text import plain

log = logging.getLogger(__name__)
Payload = dict[str, Any]
T = TypeVar("T")
Changed = Callable[[str, str, Facts], Awaitable[None]]


class Listeners(AsyncMiddleware):
    """What the bot does about each kind of payload.

    ``left`` is called with the team when the app is removed from a workspace; ``changed`` with
    team, user and what is known of them, when Slack says that something about somebody changed.
    ``look`` tells who a person is.
    """

    def __init__(
        self,
        take: Take,
        trouble: Trouble,
        workshops: WorkshopListeners,
        dialogs: Dialogs,
        left: Callable[[str], Awaitable[None]],
        changed: Changed,
        look: Callable[[str], Awaitable[Picked | None]],
        people: People,
        language: Language,
        house: House,
    ) -> None:
        self._take_turn = take
        self._trouble = trouble
        self._workshops = workshops
        self._dialogs = dialogs
        self._left = left
        self._changed = changed
        self._look = look
        self._people = people
        self._language = language
        self._house = house
        self._order = Order()

        self._events = {
            "app_home_opened": self.home,
            "app_mention": self.mention,
            "app_uninstalled": self.gone,
            "message": self.message,
            "tokens_revoked": self.gone,
            "user_change": self.someone,
        }

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        """Take it in. What is not ours Bolt refuses; what fails Slack sends again."""
        doing = self._doing(cleaned(req.body))
        if doing is None:
            return await next()
        try:
            answer = await doing
        except StoreError as error:
            log.error("a turn could not be stored: %s", error)
        except Exception as error:  # noqa: BLE001 - whatever it is, Slack must hear of it
            log.error("a payload failed: %s", whereabouts(error))
        else:
            return BoltResponse(status=200, body=answer or "")
        return BoltResponse(status=500)

    def _doing(self, body: Payload) -> Awaitable[Answer] | None:
        """What is done about a payload."""
        if self._house.is_stranger(body) and not _is_of_a_meeting(body):
            return self._trouble.turn_away(body)
        kind = body.get("type")
        if kind == "event_callback":
            event = body.get("event") or {}
            heard = self._events.get(str(event.get("type")))
            return heard(body, event) if heard else None
        if kind == "block_actions":
            return self.action(body) if _is_ours(_pressed(body).get("action_id")) else None
        if kind == "view_submission":
            return self.sent(body) if _is_ours(body["view"].get("callback_id")) else None
        if kind == "message_action":
            return self.shortcut(body) if body.get("callback_id") == SAVE_AS_INPUT else None
        return self.command(body) if body.get("command") == COMMAND else None

    async def message(self, body: Payload, event: Payload) -> None:
        """Something in a DM: said, edited, deleted."""
        team = self._house.team
        said, writer = read(event.get("message") or event).all, f"{team}:{_writer(event)}"
        names = self._people.at_hand(said) if self._order.is_free(writer) else None
        if names is None:
            async with self._order.kept(writer):
                names = await self._people.names(said, team)
        found = payloads.from_message(event, names)
        if found is not None:
            user, input = found
            name = message_key(event)
            if input == Heard(Noise.OTHER_BOT):
                # Once: two bots that answer each other would never end.
                name = key("bot", event["channel"], user)
            thread = payloads.thread_of(event)
            await self._now(Arrival(name, team, user, input, event["channel"], thread=thread))

    async def mention(self, body: Payload, event: Payload) -> None:
        """The bot was named in a channel: it answers only the person, and points to the DM."""
        user = event.get("user")
        if user and not event.get("bot_id"):
            name, team = event_key(body), self._house.team
            await self._take(Arrival(name, team, user, Commanded(None), whisper=event["channel"]))

    async def home(self, body: Payload, event: Payload) -> None:
        """The App Home was opened."""
        if event.get("tab", "home") == "home":
            await self._take(Arrival(event_key(body), self._house.team, event["user"], Opened()))

    async def gone(self, body: Payload, event: Payload) -> None:
        """The app was removed: nothing more can be sent there."""
        if event["type"] == "app_uninstalled" or (event.get("tokens") or {}).get("bot"):
            team = self._house.team
            log.warning("%s: the app was removed from workspace %s", event["type"], team)
            await self._left(team)

    async def someone(self, body: Payload, event: Payload) -> None:
        """Somebody's profile changed: perhaps they have moved, or have left."""
        user = event.get("user") or {}
        if user.get("id") and not user.get("is_bot"):
            gone = bool(user.get("deleted"))
            name, zone = name_of(user), user.get("tz")
            facts = Facts(zone, name, gone, status_of(user))
            await self._changed(self._house.team, str(user["id"]), facts)

    async def action(self, body: Payload) -> None:
        """A button, select or picker."""
        input = payloads.from_action(body)
        if isinstance(input, Pressed) and is_workshops(input):
            await self._told(body, self._workshops.pressed(body, input))
        elif isinstance(input, Pressed) and input.action.verb is Verb.OPEN:
            await self._told(body, self._dialogs.opens(body, input.action))
        elif input is not None:
            team, user, pressed = self._house.team, user_of(body), _pressed(body)
            async with self._order.kept(f"{team}:{user}"):
                input = await self._known(input, team)
            name = key("action", once(pressed, body), user, pressed["action_id"])
            arrival = Arrival(name, self._house.team, user, input, _dm(body))
            url = body.get("response_url") if _is_ephemeral(body) else None
            thread = payloads.thread_pressed(body) if arrival.channel is not None else None
            await self._now(replace(arrival, response_url=url, thread=thread))

    async def command(self, body: Payload) -> Answer:
        """``/samskab``: answers only the person, on the spot."""
        if plain(str(body.get("text") or "")) in self._language.phrases.workshop:
            return await self._told(body, self._workshops.command(body))
        name, user = key("command", once({}, body)), user_of(body)
        input = payloads.from_command(body, self._language.words)
        taken = await self._take(Arrival(name, self._house.team, user, input))
        if (said := taken.aside) is None:
            return None
        return {"text": said.text, "blocks": said.blocks, "response_type": "ephemeral"}

    async def sent(self, body: Payload) -> Answer:
        """A dialog that was sent."""
        if (rules := self._dialogs.rules_sent(body)) is not None:
            of_admin = Arrival(view_key(body), self._house.team, user_of(body), rules)
            return answered(body, await self._take(of_admin), self._workshops.flow)
        input = self._dialogs.sent(body)
        if input is None:
            return await self._told(body, self._workshops.sent(body))
        team, picked = self._house.team, (id for _, given in input.fields for id in given)
        await self._people.known([id for id in picked if PERSON.match(id)], team)
        taken = await self._take(Arrival(view_key(body), team, user_of(body), input))
        return answered(body, taken, self._workshops.flow)

    async def shortcut(self, body: Payload) -> None:
        """A shortcut in a message's menu."""
        await self._told(body, self._workshops.shortcut(body))

    async def _told(self, body: Payload, doing: Awaitable[T]) -> T:
        """Do it; what fails is told to the person, and not acknowledged as done."""
        try:
            return await doing
        except Exception as error:
            self._trouble.tell(user_of(body), None, error)
            raise

    async def _known(self, input: Input, team: str) -> Input:
        """The input with what Slack knows of a person who was picked for a deed.

        Whoever is picked is named: where they are shown without Slack, no id may stand for them.
        """
        if not (isinstance(input, Pressed) and input.chosen and PERSON.match(input.chosen[0])):
            return input
        await self._people.known(input.chosen[:1], team)
        if input.action.verb is not Verb.DO:
            return input
        return replace(input, picked=await self._look(input.chosen[0]))

    async def _take(self, arrival: Arrival) -> Taken:
        """Take the turn after what the person did before."""
        await self._order.turn(arrival.owner)
        return await self._now(arrival)

    async def _now(self, arrival: Arrival) -> Taken:
        """Take the turn. What fails is told to the person, and not acknowledged as done."""
        try:
            taken = await self._take_turn(arrival)
        except Exception as error:
            self._trouble.tell(arrival.user, arrival.channel, error)
            raise
        self._trouble.over(arrival.user)
        return taken


def _pressed(body: Payload) -> Payload:
    pressed: Payload = (body.get("actions") or [{}])[0]
    return pressed


def _is_of_a_meeting(body: Payload) -> bool:
    """Whether it answers in a workshop: what somebody of another organisation may do."""
    if body.get("type") == "view_submission":
        return answers_meeting(body)
    press = payloads.from_action(body) if body.get("type") == "block_actions" else None
    return isinstance(press, Pressed) and is_workshops(press) and not sets_up(press)


def _writer(event: Payload) -> str:
    """Who wrote, changed or deleted a message."""
    said = event.get("message") or event.get("previous_message") or event
    return str(said.get("user") or "")


def _is_ours(id: object) -> bool:
    return isinstance(id, str) and id.startswith(PREFIX)


def _dm(body: Payload) -> str | None:
    channel = str((body.get("channel") or {}).get("id", ""))
    return channel if channel.startswith("D") else None


def _is_ephemeral(body: Payload) -> bool:
    return bool((body.get("container") or {}).get("is_ephemeral"))
