"""People who go through Afklaring, and a team in a session, whatever becomes of the bot meanwhile.

Each writes when the bot has asked something, and again what was never received; `Heard` keeps what
Slack was told was received.
"""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.outbox.rows import Lane, LaneKind
from bot.sandbox import shown
from bot.sandbox.client import ControlError
from bot.sandbox.core import Answer, Attempt, Transport
from bot.store.schema import PENDING, contribution, outbox, round
from tests.e2e.chef import Chef, typed_answer
from tests.e2e.harness import World, texts
from tests.e2e.meeting import Meeting, buttons
from tests.e2e.reading import Json, has, labels

#: What everybody says up to the first question of Afklaring.
BEFORE = ("hej", "hele vejen", "Mødested for unge", "Spring testen over", "2")
#: So many questions does one answer; then another one comes.
ANSWERS = 12
#: Seconds between reading and writing, and until somebody who hears nothing writes again.
THINKS, GIVES_UP = (0.3, 1.5), 12.0


class Heard:
    """The messages that Slack was told were received, by their ts; and the lanes that wait."""

    def __init__(self, world: World) -> None:
        self.received: set[str] = set()
        self.waiting: set[str] = set()
        self.over = False
        self._world = world
        transport: Any = world.sandbox.core.transport
        finish = Transport._finish

        def finished(attempt: Attempt, answer: Answer) -> None:
            event = attempt.payload.get("event") or {}
            if answer.acked and event.get("type") == "message":
                self.received.add(str(event["ts"]))
            finish(transport, attempt, answer)

        transport._finish = finished

    async def look(self) -> None:
        """See again and again for whom something is owed."""
        pending = select(outbox.c.lane).where(outbox.c.state == PENDING).distinct()
        while not self.over:
            with suppress(OperationalError):  # it may be the database that is stopped
                self.waiting = {row.lane for row in self._world.database.rows(pending)}
            await asyncio.sleep(0.2)


class Walker:
    """One who goes through Afklaring. ``said``: text by ts, of what is an answer.

    ``tries`` has each of these with what was written before in its place, because that was not
    received in time: Slack may hand over the first all the same.
    """

    def __init__(self, chef: Chef, heard: Heard, chance: random.Random) -> None:
        self.chef = chef
        self.said: dict[str, str] = {}
        self.tries: dict[str, list[str]] = {}
        self.unanswered = "", ""
        self._heard = heard
        self._chance = chance
        self._channel = chef.world.sandbox.workspace.channels[chef.channel]

    async def goes(self) -> None:
        """From the first word on, until it has answered enough, or all is over."""
        for text in BEFORE:
            await self._says(text)
        for number in range(ANSWERS):
            if self._heard.over:
                return
            text = typed_answer(self._last()) or f"Svar {number} fra {self.chef.id}"
            self.said[await self._says(text)] = text

    def _last(self) -> Json:
        """The last that the bot has said, but for bad news."""
        core = self.chef.world.sandbox.core
        mine = [each for each in self._channel.messages.values() if "bot_id" in each.raw]
        good = [each for each in mine if not has(each.raw, texts.trouble.not_stored)]
        return shown.message(core, good[-1], self.chef.id) if good else {}

    async def _says(self, text: str) -> str:
        """Write it, until it is received, and wait until it is answered; its ts."""
        await asyncio.sleep(self._chance.uniform(*THINKS))
        tries: list[str] = []
        while True:
            done = await self.chef.people.act(self.chef.id, "message", text=text, wait=False)
            ts = str(done["ts"])
            tries.append(ts)
            self.tries[ts] = tries
            while not await self._answered(ts) and not self._heard.over:
                if ts not in self._heard.received:
                    break  # never received: it is written again
            else:
                self.unanswered = ts, text
                return ts

    def stuck(self) -> str:
        """What was received and never answered, when all is over."""
        ts, text = self.unanswered
        if ts not in self._heard.received or str(self._last().get("ts", "")) > ts:
            return ""
        return f"{self.chef.id}: {text!r} was received and not answered"

    async def _answered(self, ts: str) -> bool:
        """Wait a while; whether something was said since, and nothing more is owed."""
        end = asyncio.get_running_loop().time() + GIVES_UP
        lane = str(Lane(LaneKind.TALK, self.chef.world.sandbox.workspace.team_id, self.chef.id))
        while asyncio.get_running_loop().time() < end and not self._heard.over:
            await asyncio.sleep(0.1)
            if str(self._last().get("ts", "")) > ts and lane not in self._heard.waiting:
                return True
        return False


class Team:
    """A session in a channel: everybody answers, then all is shown. ``said``: received answers."""

    def __init__(self, world: World, channel: str, members: list[str], heard: Heard) -> None:
        self.said: dict[str, set[str]] = {}
        self._meeting = Meeting(world, channel)
        self._world = world
        self._members = members
        self._heard = heard
        self._known: list[Any] = []

    async def begins(self) -> None:
        """While nobody is killed."""
        await self._meeting.sets_up(self._members[0], self._members)
        await self._meeting.presses(self._members[0], buttons.begin)

    async def goes(self) -> None:
        """Focus point by focus point, until all is over."""
        while not self._heard.over:
            point = self._state("collecting")
            if point is None:
                return
            told = await asyncio.gather(*(self._answers(each, point) for each in self._members))
            self.said.setdefault(point, set()).update(each for each in told if each)
            await self._does(
                self._members[0], buttons.reveal, lambda p=point: self._at(p) != "collecting"
            )
            await self._concludes(point)
            await self._does(self._members[0], buttons.next, lambda: self._state("collecting"))

    def _rounds(self) -> list[Any]:
        with suppress(OperationalError):
            self._known = self._world.database.rows(select(round.c.point, round.c.state))
        return self._known

    def _state(self, state: str) -> str | None:
        return next((row.point for row in self._rounds() if row.state == state), None)

    def _at(self, point: str) -> str:
        return next(str(row.state) for row in self._rounds() if row.point == point)

    async def _answers(self, user: str, point: str) -> str:
        """Fill in the dialog until it is received."""
        text = f"{user} om {point}"
        while not self._heard.over:
            if await self._sends(user, buttons.answer, rating="3", answer=text):
                return text
        return ""

    async def _concludes(self, point: str) -> None:
        while not self._heard.over and self._at(point) != "concluded":
            await self._sends(
                self._members[0], buttons.conclude, text=f"Vi gør {point}", clarity="delvist"
            )

    async def _sends(self, user: str, label: str, **fields: str) -> bool:
        try:
            if not await self._pressed(user, label):
                return False
            done = await self._meeting.sends(user, **fields)
        except (ControlError, KeyError, IndexError):
            return False
        finally:
            while (await self._world.people.views(user))["modal"]:
                await self._world.people.close_view(user)
        return bool(done["acked"]) and not done.get("errors")

    async def _does(self, user: str, label: str, done: Any) -> None:
        while not self._heard.over and not done():
            await self._pressed(user, label)

    async def _pressed(self, user: str, label: str) -> bool:
        await asyncio.sleep(0.3)
        for message in reversed(await self._meeting.shown()):
            if label in labels(message):
                try:
                    return bool((await self._world.people.press(user, message, label))["acked"])
                except ControlError:
                    return False
        return False

    def stored(self) -> list[Any]:
        """All answers there are."""
        return self._world.database.rows(select(contribution.c.point, contribution.c.answer))
