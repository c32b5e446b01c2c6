"""Taking turns in workshops: from what arrived to what is stored and owed, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from bot.store.database import Store
from bot.store.transaction import Transaction
from bot.turns import statements as turns
from bot.turns.outgoing import Row
from bot.turns.turns import Clock, utc_now
from bot.workshops import save, statements
from bot.workshops.outgoing import Outgoing
from bot.workshops.scene import load
from flows.content.library import Library
from flows.journey.values import Journey
from flows.messages import Note, Say
from flows.workshop.answering import TakingInput, taking_input
from flows.workshop.inputs import (
    Deactivated,
    Deed,
    Did,
    Filled,
    Form,
    GuestsFound,
    Refused,
    RemarkSaved,
    Revealed,
    Submitted,
    TimePassed,
    WorkshopInput,
)
from flows.workshop.outcome import Dialog, Message, Notice, WorkshopOutcome
from flows.workshop.setup import Ground, set_up, setup_dialog
from flows.workshop.take import open_dialog, take_workshop_turn
from flows.workshop.turn import WorkshopFlow
from flows.workshop.values import Guests, WorkshopScene

#: The clock itself, where it acts.
NOBODY = ""
#: What may be done from the DM with the bot; all else belongs to the workshop's channel.
FROM_DM = (Deed.RETRY, Deed.DROP_REMARK)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that Slack handed over, about one workshop.

    ``place`` is the channel that it came from, where it came from one.
    """

    key: str
    team: str
    user: str
    workshop: str
    input: WorkshopInput
    place: str | None = None
    response_url: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that is stored; ``errors`` and ``notice`` answer a dialog."""

    owes: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: Notice | None = None


class WorkshopTurns:
    """Takes turns on a store. ``home_of`` redraws somebody's App Home, where it is kept fresh."""

    def __init__(
        self,
        store: Store,
        library: Library,
        clock: Clock = utc_now,
        home_of: Callable[[Transaction, str, str, datetime], Iterable[Row]] = lambda *_: (),
    ) -> None:
        self._store = store
        self._clock = clock
        self._home_of = home_of
        self.flow = WorkshopFlow(library)

    # Turns

    async def take(self, arrival: Arrival) -> Taken:
        """Take one turn; when this returns it is on disk. Raises ``StoreError``."""
        now = self._clock()
        return await self._store.run(lambda tx: self._turn(tx, arrival, now))

    def _turn(self, tx: Transaction, arrival: Arrival, now: datetime) -> Taken:
        if not turns.RECEIVE.run(tx, key=arrival.key[:200], received_at=now):
            return Taken()
        scene = load(tx, arrival.workshop, arrival.user, _point(arrival.input))
        if scene is None or not _belongs(scene, arrival):
            return self._unknown(tx, arrival)
        outcome = take_workshop_turn(self.flow, scene, arrival.input, now)
        if outcome.errors:  # it is sent again, perhaps with the same words
            statements.UNRECEIVE.run(tx, key=arrival.key[:200])
            return Taken(errors=outcome.errors)
        owes = self._settle(tx, scene, outcome, now, arrival)
        return Taken(owes, notice=outcome.notice)

    def _settle(
        self,
        tx: Transaction,
        scene: WorkshopScene,
        outcome: WorkshopOutcome,
        now: datetime,
        arrival: Arrival | None = None,
    ) -> bool:
        """Save the turn, show what it reveals, and owe what is said."""
        save.save(tx, scene, outcome, now)
        out = Outgoing(tx, outcome.workshop, scene.actor, self.flow.texts, now)
        owed = list(out.rows(outcome.messages))
        for point, sitting in outcome.reveal:
            owed += out.rows(self._unveiled(tx, scene, point, sitting, now))
        if arrival is not None:
            if outcome.whisper is not None:
                owed.append(out.whisper(outcome.whisper, arrival.response_url))
            if arrival.input == Did(Deed.JOIN):
                owed += out.look(outcome, fresh=False)
        if outcome.contributed:
            shop = outcome.workshop
            owed += self._home_of(tx, shop.team, shop.chef, now)
        if owed:
            turns.SEND.many(tx, owed)
        return bool(owed)

    def _unveiled(
        self, tx: Transaction, before: WorkshopScene, point: str, sitting: int, now: datetime
    ) -> tuple[Message, ...]:
        """What is revealed can be read from now on: load it, and say it."""
        scene = load(tx, before.workshop.id, before.actor, point, lock=False)
        if scene is None:
            raise LookupError("the workshop is gone")
        return take_workshop_turn(self.flow, scene, Revealed(point, sitting), now).messages

    def _unknown(self, tx: Transaction, arrival: Arrival) -> Taken:
        line = Say(self.flow.lines.refused.unknown)
        lost = Notice(self.flow.lines.answer.not_taken, (line,))
        return Taken(notice=lost)

    # The clock

    async def tick(self) -> bool:
        """Do what is due; True where something is owed now."""
        now = self._clock()
        due = await self._store.run(lambda tx: statements.DUE.all(tx, now=now))
        owes = False
        for row in due:
            owes |= await self._store.run(partial(self._tick, id=row.id, now=now))
        return owes

    def _tick(self, tx: Transaction, id: str, now: datetime) -> bool:
        load(tx, id, NOBODY, "")  # locked: another worker may be at it
        news = statements.NEWS.all(tx, at_workshop=id)
        for each in news:
            statements.DELETE_NEWS.run(tx, at_workshop=id, at_about=each.about)
        owes = False
        for input in (*(_heard(each.about, each.said) for each in news), TimePassed()):
            scene = load(tx, id, NOBODY, "")
            if scene is None:
                return False
            outcome = take_workshop_turn(self.flow, scene, input, now)
            owes |= self._settle(tx, scene, outcome, now)
        return owes

    # Setting up

    async def ground(self, team: str, user: str, channel: str) -> Ground:
        """What is known before a workshop is begun."""
        return await self._store.run(lambda tx: _ground(tx, team, user, channel))

    def setup(self, ground: Ground) -> Dialog:
        """The dialog that sets a workshop up."""
        return setup_dialog(self.flow, ground)

    async def begin(self, key: str, ground: Ground, filled: Filled) -> Taken:
        """Set a workshop up from what was filled in."""
        now, fresh = self._clock(), secrets.token_hex(6)
        return await self._store.run(
            lambda tx: self._begin(tx, key, replace(ground, fresh=fresh), filled, now)
        )

    def _begin(
        self, tx: Transaction, key: str, ground: Ground, filled: Filled, now: datetime
    ) -> Taken:
        if not turns.RECEIVE.run(tx, key=key[:200], received_at=now):
            return Taken()
        outcome = set_up(self.flow, ground, filled, now)
        if outcome.errors:
            statements.UNRECEIVE.run(tx, key=key[:200])
            return Taken(errors=outcome.errors)
        save.begin(tx, outcome, now)
        out = Outgoing(tx, outcome.workshop, ground.user, self.flow.texts, now)
        turns.SEND.many(tx, [*out.rows(outcome.messages), *out.look(outcome, fresh=True)])
        return Taken(True, notice=outcome.notice)

    # Looking

    async def dialog(
        self, team: str, user: str, id: str, form: Form, point: str, start: str = ""
    ) -> Dialog | Note:
        """What a button opens, for the one who pressed it."""
        now = self._clock()

        def job(tx: Transaction) -> Dialog | Note:
            scene = load(tx, id, user, point, lock=False)
            if scene is None or scene.workshop.team != team:
                return Note((Say(self.flow.lines.refused.unknown),))
            return open_dialog(self.flow, scene, form, point, now, start)

        return await self._store.run(job)

    async def takes_input(
        self, team: str, channel: str, user: str
    ) -> tuple[TakingInput, ...] | Note:
        """The rounds in a channel that take input from the person, or why there is none."""
        refused = self.flow.lines.refused

        def job(tx: Transaction) -> tuple[TakingInput, ...] | Note:
            rows = statements.IN_CHANNEL.all(tx, at_team=team, at_channel=channel)
            if not rows:
                return Note((Say(refused.no_meeting),))
            scenes = [load(tx, row.id, user, "", lock=False) for row in rows]
            there = [each for each in scenes if each is not None]
            found = tuple(one for each in there for one in taking_input(each))
            if found:
                return found
            takes_part = any(each.takes_part(user) for each in there)
            return Note((Say(refused.no_round if takes_part else refused.outside),))

        return await self._store.run(job)

    async def facilitator(self, team: str, id: str) -> tuple[str, str] | None:
        """Who leads the workshop, and in which channel it is."""
        row = await self._store.run(lambda tx: statements.WORKSHOP.one_or_none(tx, at_workshop=id))
        return (row.facilitator, row.channel) if row is not None and row.team == team else None


def _belongs(scene: WorkshopScene, arrival: Arrival) -> bool:
    """Whether it came from the workspace and the channel of the workshop."""
    shop, input = scene.workshop, arrival.input
    if shop.team != arrival.team:
        return False
    if arrival.place is None or arrival.place == shop.channel:
        return True
    return isinstance(input, Did) and input.deed in FROM_DM and arrival.place.startswith("D")


def _point(input: WorkshopInput) -> str:
    return input.point if isinstance(input, Did | Submitted | RemarkSaved | Revealed) else ""


def _heard(about: str, said: str) -> WorkshopInput:
    """What delivery noted, as an input."""
    if about.startswith("guest:"):
        return GuestsFound(Guests.SOME, (about.removeprefix("guest:"),))
    if about.startswith("gone:"):
        return Deactivated(about.removeprefix("gone:"))
    if about == "look" and said == "done":
        return GuestsFound(Guests.NONE)
    if about == "look:rest":
        return GuestsFound(Guests.UNSEEN)
    return Refused(said, about)


def _ground(tx: Transaction, team: str, user: str, channel: str) -> Ground:
    rows = statements.JOURNEYS.all(tx, at_team=team, at_user=user)
    zone = statements.ZONE.one_or_none(tx, at_team=team, at_user=user)
    journeys = tuple(
        Journey(row.id, row.title, row.position, row.revision, row.updated_at) for row in rows
    )
    return Ground(team, user, channel, "", journeys, zone.tz if zone is not None else None)
