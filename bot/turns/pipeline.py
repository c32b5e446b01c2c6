"""One turn, whatever happened: receive, load, decide, save, owe, in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol, get_args

from bot.errors import StoreError
from bot.meter import NOBODY, Meter
from bot.outbox.claim import Lease
from bot.outbox.owing import Owed, Waits, ask_free, owe
from bot.outbox.rows import Lane, LaneKind, Refused, Sent
from bot.slack.arrivals import Arrival, Remind, RulesSent, SetUp, Taken
from bot.slack.people import Facts
from bot.store.database import Store
from bot.store.transaction import Transaction
from bot.turns import forgetting, names, news, rows, workplaces
from bot.turns.dm import DirectMessages
from bot.turns.known import Acquaintances
from bot.turns.languages import Languages
from bot.turns.outgoing import Row
from bot.turns.reminder import Decided, Reminders
from bot.turns.workplaces import NOBODY_IN_PARTICULAR, Administrators, Setting, Workplaces
from bot.turns.workshop import Workshops
from flows.dialogs import Dialog
from flows.fixed import fixed
from flows.inputs import Input, Typed
from flows.journey.flow import Flow
from flows.journey.outcome import Outcome
from flows.language.dates import local_date
from flows.parts.workplace import Rules, rules_dialog
from flows.workshop.inputs import WorkshopInput

log = logging.getLogger(__name__)
_NOT_ASKED: Waits = ()
Clock = Callable[[], datetime]


class Sending(Protocol):
    """Who sends what a turn owes: the outbox's deliverer."""

    def may_tidy(self, team: str) -> bool:
        """Whether buttons that are done with can be taken away soon."""

    def lease(self) -> Lease | None:
        """Under what a turn may claim what it writes; None where it may not."""

    def take(self, owed: Owed) -> None:
        """Send at once what a turn has claimed."""

    def lost(self, lease: Lease) -> None:
        """What was claimed under it is handed over by nobody, committed or not."""


class Way(Protocol):
    """What a kind of turn loads, how it is decided, and what it saves and owes."""

    def load(self, tx: Transaction, arrival: Arrival, now: datetime) -> Any:
        """Lock and load what the turn needs; None where there is nobody to take it."""

    def decide(self, scene: Any, arrival: Arrival, now: datetime) -> Any:
        """Work out what the input leads to. Only thinks."""

    def save(
        self, tx: Transaction, arrival: Arrival, scene: Any, outcome: Any, now: datetime
    ) -> None:
        """Write down what came of it."""

    def owe(
        self, tx: Transaction, arrival: Arrival, scene: Any, outcome: Any, now: datetime
    ) -> tuple[list[Row], Taken]:
        """What is to be sent, and what is answered on the spot."""


@fixed
class Done:
    """A turn that was taken: what is answered on the spot, and what is to be sent.

    ``keep`` keeps what the person's next turn need not read again.
    """

    taken: Taken
    owed: Owed | None = None
    kind: str = ""
    outcome: str = "taken"
    nudges: Mapping[str, int] = field(default_factory=dict)
    keep: Callable[[], None] | None = None


def _farewells(tx: Transaction, arrival: Arrival, outcome: Any) -> list[Arrival]:
    """What meetings are told of somebody who is to be forgotten in this turn."""
    if isinstance(outcome, Outcome) and outcome.person is None:
        return forgetting.farewells(tx, arrival.team, arrival.user)
    return []


def utc_now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


class Voice:
    """Every kind of turn, in one language."""

    def __init__(
        self,
        flow: Flow,
        may_tidy: Callable[[str], bool],
        administrators: Administrators,
        setting: Setting,
    ) -> None:
        self.dm = dm = DirectMessages(flow, may_tidy, administrators)
        self.flow = flow
        self.home_of = dm.home_of
        self.workshops = Workshops(flow, dm.home_of)
        self.ways: dict[type, Way] = {
            **dict.fromkeys(get_args(Input), dm),
            **dict.fromkeys((*get_args(WorkshopInput), SetUp), self.workshops),
            RulesSent: Workplaces(flow, administrators, setting),
            Remind: Reminders(flow),
        }


class Pipeline:
    """Takes turns on a store: in the DM, in workshops, and those of reminders.

    ``sending`` is who sends what is owed, where that is this process; ``usual`` what holds for a
    workspace where nothing was ever set.
    """

    def __init__(
        self,
        store: Store,
        languages: Languages,
        clock: Clock = utc_now,
        sending: Sending | None = None,
        meter: Meter = NOBODY,
        administrators: Administrators = NOBODY_IN_PARTICULAR,
        usual: Rules | None = None,
    ) -> None:
        self._meter = meter
        self.store = store
        self.languages = languages
        self.clock = clock
        self._sending = sending
        self._known = Acquaintances(store)
        self._administrators = administrators
        self._usual = usual or Rules()
        self._voices: dict[str, Voice] = {}

    def voice(self, code: str = "") -> Voice:
        """The turns in a language; in the usual one where none is named."""
        code = code or self.languages.usual
        found = self._voices.get(code)
        if found is None:
            sending = self._sending
            may_tidy = sending.may_tidy if sending is not None else lambda _: True
            setting = Setting(self.languages.names, self._usual, self._home_of)
            flow = self.languages.flow(code)
            found = self._voices[code] = Voice(flow, may_tidy, self._administrators, setting)
        return found

    def _voice_of(self, tx: Transaction, team: str) -> Voice:
        return self.voice(self.languages.code_of(tx, team))

    def _home_of(self, tx: Transaction, team: str, user: str, now: datetime) -> Iterable[Row]:
        """Somebody's App Home, in the language that is set by now."""
        return self._voice_of(tx, team).home_of(tx, team, user, now)

    async def take(self, arrival: Arrival) -> Taken:
        """Take one turn; when this returns it is on disk. Raises ``StoreError``."""
        try:
            with self.turn(arrival) as turn:
                done = await self.store.run(turn, arrival.owner)
        except Exception as error:
            why = "not stored" if isinstance(error, StoreError) else "failed"
            self._meter.turn(_kind(arrival), why)
            raise
        self._known.met(arrival.team, *([] if isinstance(arrival.input, SetUp) else [arrival.user]))
        self.hand_over(done)
        return done.taken

    @contextmanager
    def turn(self, arrival: Arrival) -> Iterator[Callable[[Transaction], Done]]:
        """The turn, for a transaction that begins soon; what came of it is then handed over."""
        now, lease = self.clock(), self._sending.lease() if self._sending is not None else None
        try:
            yield lambda tx: self._turn(tx, arrival, now, lease)
        except BaseException:
            if self._sending is not None and lease is not None:
                self._sending.lost(lease)
            raise

    def hand_over(self, done: Done) -> None:
        """What is owed is committed: let it be sent."""
        self._meter.turn(done.kind, done.outcome)
        for outcome, many in done.nudges.items():
            self._meter.nudges(outcome, many)
        log.info("turn %s: %s", done.kind, done.outcome)
        if done.keep is not None:
            done.keep()
        if done.owed is not None and self._sending is not None:
            self._sending.take(done.owed)

    def _turn(self, tx: Transaction, arrival: Arrival, now: datetime, lease: Lease | None) -> Done:
        key = arrival.key[:200]
        received = rows.RECEIVE.ask(tx, key=key, received_at=now) if key else None
        voice = self._voice_of(tx, arrival.team)
        way = voice.ways[type(arrival.input)]
        load, waits = way.load, _NOT_ASKED
        if way is voice.dm:  # asked together with whether it is new
            load = partial(voice.dm.load, known=voice.dm.ask(tx, arrival))
            waits = ask_free(tx, _lanes(arrival)) if lease is not None else waits
        if received is not None and not received.touched:
            return Done(Taken(), kind=_kind(arrival), outcome="known already")
        scene = load(tx, arrival, now)
        if scene is None:
            said = voice.workshops.unknown() if arrival.workshop else Taken()
            return Done(said, kind=_kind(arrival), outcome="for nobody")
        outcome = way.decide(scene, arrival, now)
        if errors := getattr(outcome, "errors", None):
            rows.UNRECEIVE.send(tx, key=key)  # it is sent again, perhaps with the same words
            return Done(Taken(errors=errors), kind=_kind(arrival), outcome="asked again")
        told = _farewells(tx, arrival, outcome)
        way.save(tx, arrival, scene, outcome, now)
        for each in told:
            self._turn(tx, each, now, None)
            waits = _NOT_ASKED  # what it owes may wait there by now
        owed, taken = way.owe(tx, arrival, scene, outcome, now)
        owed = names.nameless(owed, voice.flow.library.texts.unnamed)
        nudges = outcome.tally if isinstance(outcome, Decided) else {}
        left = owe(tx, owed, lease, _talks(arrival), waits) if owed else None
        of_dm = way is voice.dm
        keep = voice.dm.memory.after(tx, arrival.team, scene, outcome) if of_dm else None
        return Done(taken, left, _kind(arrival), nudges=nudges, keep=keep)

    # What came of what was sent, and what Slack tells by itself

    def told(self, tx: Transaction, outcome: Sent | Refused, now: datetime) -> None:
        """What came of a message is an input like any other: the turns that follow from it."""
        library = self.languages.of(tx, outcome.row.team).library
        owed, arrivals = news.of_outcome(tx, library, outcome, now)
        owe(tx, owed, None)
        for arrival in arrivals:
            self._turn(tx, arrival, now, None)

    async def someone_changed(self, team: str, user: str, facts: Facts) -> None:
        """Somebody has moved, is called something else, is away, or was deactivated.

        Then no workshop waits for them any more.
        """
        if not await self._known.is_news(team, user, facts):
            return
        now = self.clock()

        def job(tx: Transaction) -> list[Arrival]:
            library = self.languages.of(tx, team).library
            return news.someone_changed(tx, library, (team, user), facts, now)

        for arrival in await self.store.run(job, f"{team}:{user}"):
            await self.take(arrival)
        self._known.kept(team, user, facts)  # only now: what failed is news when Slack repeats it

    async def rules_dialog(self, team: str, user: str) -> Dialog | None:
        """What is set for the workspace, for who may change it. Raises ``StoreError``."""
        today = local_date(self.clock(), None)

        def job(tx: Transaction) -> Dialog | None:
            if not self._administrators.may(tx, team, user):
                return None
            rules, names = workplaces.of_team(tx, team, self._usual), self.languages.names
            return rules_dialog(self.languages.of(tx, team), rules, today, names)

        return await self.store.run(job)

    async def names_of(self, team: str, ids: Iterable[str]) -> dict[str, str]:
        """What people and channels are called, those whose name is kept. Raises ``StoreError``."""
        wanted = tuple(ids)
        return await self.store.run(lambda tx: names.names_of(tx, team, wanted))

    async def keep_names(self, team: str, told: Mapping[str, str]) -> None:
        """Keep what Slack has said of how they are called. Raises ``StoreError``."""
        now = self.clock()
        await self.store.run(lambda tx: names.keep(tx, team, told, now))
        self._known.met(team, *told)

    async def uninstalled(self, team: str) -> None:
        """The app was removed from a workspace: nothing is owed there, and nobody is reminded."""
        now = self.clock()
        await self.store.run(lambda tx: news.uninstalled(tx, team, now))


def _lanes(arrival: Arrival) -> tuple[str, str]:
    """The lanes that most of what somebody is answered goes in."""
    kinds = LaneKind.TALK, LaneKind.TIDY
    talk, tidy = (str(Lane(kind, arrival.team, arrival.user)) for kind in kinds)
    return talk, tidy


def _talks(arrival: Arrival) -> str:
    """The lane of somebody who may type faster than they can be answered."""
    return _lanes(arrival)[0] if isinstance(arrival.input, Typed) else ""


def _kind(arrival: Arrival) -> str:
    """What came in, in a word."""
    return type(arrival.input).__name__.lower()
