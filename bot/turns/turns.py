"""Taking turns: from what arrived to what is stored and owed, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.nudging.plans import plan_of
from bot.slack import blocks
from bot.slack.blocks import Rendered
from bot.store.database import Store
from bot.store.transaction import Transaction
from bot.turns import statements
from bot.turns.export import NAME, exported, in_parts
from bot.turns.flows import Flows
from bot.turns.outgoing import Address, Row, posting, replacing, row, rows, whispered
from bot.turns.scene import learnt, load, look, save
from flows.content.library import Library
from flows.dialogue import Outcome, draw_home, take_turn
from flows.dialogue.about import needs_learning
from flows.dialogue.lines import DataLines
from flows.dialogue.nudging import asks_for_reminders
from flows.inputs import Heard, Input, Noise
from flows.journey.values import Scene
from flows.messages import Note, Settled
from flows.parts.learning.lines import LearningLines

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that Slack handed over. ``key`` is the same when Slack hands it over again.

    ``channel`` is the DM, where it came from there. What is said aside goes to ``whisper``, a
    channel where only the person sees it. ``response_url`` replaces the ephemeral message whose
    button was pressed.
    """

    key: str
    team: str
    user: str
    input: Input
    channel: str | None = None
    whisper: str | None = None
    response_url: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that is stored.

    ``owes`` says that something is to be sent; ``aside`` answers a slash command on the spot.
    """

    owes: bool
    aside: Rendered | None = None


NOTHING = Taken(owes=False)


def utc_now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


class Turns:
    """Takes turns on a store. The flow's machine belongs to one thread, so each has its own.

    ``may_tidy`` says of a team whether buttons that are done with can be taken away soon. Where
    Slack pushes back, they stay: old buttons are harmless.
    """

    def __init__(
        self,
        store: Store,
        flows: Flows,
        clock: Clock = utc_now,
        may_tidy: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self._store = store
        self._flows = flows
        self._library = flows.library
        self._clock = clock
        self._may_tidy = may_tidy

    async def take(self, arrival: Arrival) -> Taken:
        """Take one turn; when this returns it is on disk. Raises ``StoreError``."""
        fresh_id = secrets.token_hex(6)
        now = self._clock()
        return await self._store.run(lambda tx: self._turn(tx, arrival, fresh_id, now))

    def _turn(self, tx: Transaction, arrival: Arrival, fresh_id: str, now: datetime) -> Taken:
        if not statements.RECEIVE.run(tx, key=arrival.key[:200], received_at=now):
            return NOTHING
        if arrival.input == Heard(Noise.OTHER_BOT):  # said to the one whose DM it is
            to = statements.WHOSE.one_or_none(tx, at_team=arrival.team, at_channel=arrival.channel)
            if to is None:
                return NOTHING
            arrival = replace(arrival, user=to.user)
        if asks_for_reminders(arrival.input):
            plan_of(tx, self._flows.here, arrival.team, arrival.user, now)
        scene = load(tx, arrival.team, arrival.user, arrival.input, fresh_id, now)
        if needs_learning(arrival.input):
            questions = self._library.lines(LearningLines).questions
            taught = learnt(tx, arrival.team, arrival.user, questions)
            scene = replace(scene, learning=taught)
        known = arrival.channel or scene.person.channel
        scene_now = replace(scene, person=replace(scene.person, channel=known))
        outcome = take_turn(self._flows.here, scene_now, arrival.input, now)
        save(tx, arrival.team, scene, outcome, now)
        return self._owe(tx, arrival, scene_now, outcome, now)

    def _owe(
        self,
        tx: Transaction,
        arrival: Arrival,
        scene: Scene,
        outcome: Outcome,
        now: datetime,
    ) -> Taken:
        channel = scene.person.channel or arrival.user
        to = Address(arrival.team, arrival.user, channel, outcome.about, now)
        texts = self._library.texts
        said = outcome.messages
        if not self._may_tidy(arrival.team):
            said = tuple(each for each in said if not isinstance(each, Settled))
        if outcome.home is not None:
            said = (*said, outcome.home)
        owed = list(rows(said, to, texts))
        met = outcome.person is not None and outcome.person.welcomed and not scene.person.welcomed
        if met:  # only who has seen the privacy card is asked about
            key = statements.LANES["tz"].format(to.lane)
            payload = {"user": arrival.user, "include_locale": True}
            owed.append(row(to, "users.info", payload, lane=key, refresh=key, journey=None))
        owed += self._told(tx, to, outcome)
        if outcome.exports:
            owed.append(_file(exported(tx, arrival.team, arrival.user, now), to, self._library))
        if arrival.response_url is not None:
            owed.append(replacing(to, arrival.response_url, texts))
        aside = [blocks.note(each, texts) for each in outcome.aside if isinstance(each, Note)]
        if arrival.whisper is not None:
            owed += [whispered(to, arrival.whisper, each) for each in aside]
        if owed:
            statements.SEND.many(tx, owed)
        return Taken(owes=bool(owed), aside=aside[0] if aside else None)

    def _told(self, tx: Transaction, to: Address, outcome: Outcome) -> Iterator[Row]:
        """What others are told; and their App Home, where it is kept fresh."""
        for each in outcome.elsewhere:
            known = statements.CHANNEL.one_or_none(tx, at_team=to.team, at_user=each.to)
            there = replace(to, user=each.to, channel=each.to, journey=each.journey)
            if known is not None and known.channel:
                there = replace(there, channel=known.channel)
            told = list(rows((each.message,), there, self._library.texts))
            if each.otherwise is not None:
                said = posting(blocks.note(each.otherwise, self._library.texts))
                told[0]["payload"]["instead"] = [{**said, "channel": to.channel, "lane": to.lane}]
            yield from told
        for user in dict.fromkeys(each.to for each in outcome.elsewhere):
            yield from self.home_of(tx, to.team, user, to.now)

    def home_of(self, tx: Transaction, team: str, user: str, now: datetime) -> Iterator[Row]:
        """The App Home of somebody whom another's turn concerns, where it is kept fresh."""
        known = statements.CHANNEL.one_or_none(tx, at_team=team, at_user=user)
        if known is not None and known.home:
            made = draw_home(self._flows.here, look(tx, team, user), now)
            yield from rows((made,), Address(team, user, user, None, now), self._library.texts)


def _file(text: str, to: Address, library: Library) -> Row:
    """The file in the DM, with what goes out instead where files are refused."""
    lines = library.lines(DataLines)
    payload = {
        "channel": to.channel,
        "filename": NAME.format(day=to.now.date().isoformat()),
        "content": text,
        "comment": lines.comment,
        "instead": [{"text": lines.no_file}, *in_parts(text)],
    }
    return row(to, "files.upload", payload, journey=None)
