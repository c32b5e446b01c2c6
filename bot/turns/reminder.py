"""One person's nudges, decided at the moment of sending: what is loaded, saved and owed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from bot.slack.arrivals import Arrival, Taken
from bot.store.schema import journey, person
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import nudge_rows, places, rows
from bot.turns.outgoing import Address, Row, asking_zone, outgoing
from bot.turns.planning import JOURNEY_COLUMNS, effort_of, scene_of
from flows.journey.calendar import Habits
from flows.journey.flow import Flow
from flows.journey.nudges import LIVE, Nudge, NudgeKind, NudgeState
from flows.journey.values import Person
from flows.messages import Message, Reminder
from flows.parts.reminding import Effort
from flows.reminders.policy import Decision, Facts, decide
from flows.reminders.saying import Matter, remind
from flows.reminders.sources import WEEK, occasions, of_person, of_workshop
from flows.workshop.reminder import workshop_of
from flows.workshop.values import WorkshopScene

_WHO = (person.c.team == bindparam("at_team"), person.c.user == bindparam("at_user"))
PERSON: Final = Statement(
    select(
        *(person.c[name] for name in rows.PERSON_COLUMNS),
        *places.COLUMNS,
        person.c.gone,
        person.c.updated_at,
    )
    .select_from(places.PLACED)
    .where(*_WHO)
)
NUDGED: Final = Statement(update(person).where(*_WHO).values(nudged_at=bindparam("now")))
JOURNEY: Final = Statement(select(*JOURNEY_COLUMNS).where(journey.c.id == bindparam("at_id")))
OWN: Final = Statement(
    select(*JOURNEY_COLUMNS)
    .where(journey.c.team == bindparam("at_team"), journey.c.owner == bindparam("at_user"))
    .order_by(journey.c.id)
)


#: Of whom nothing was heard for so long, Slack is asked whether they are there before they are
#: reminded: they may have left while the bot was not running.
SILENT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Known:
    """The facts, with the person, and the journeys and workshops that they come from.

    ``seen`` is when something was heard of them last.
    """

    facts: Facts
    person: Person
    efforts: dict[str, Effort]
    workshops: dict[str, WorkshopScene]
    seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to become of a person's nudges. ``message`` is what they are sent, if anything.

    ``asks``: nothing yet, until Slack has said whether they are there.
    """

    facts: Facts
    decision: Decision
    message: Message | None = None
    asks: bool = False

    @property
    def tally(self) -> dict[str, int]:
        """How many nudges are sent, and how many will never be."""
        dropped = sum(each.state is NudgeState.DROPPED for each in self.decision.changed)
        return {"sent": len(self.decision.send), "dropped": dropped}


class Reminders:
    """The turns of people whose nudges are due."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def load(self, tx: Transaction, arrival: Arrival, now: datetime) -> Known:
        """Lock the person and their nudges, and load what these are about."""
        return facts_of(tx, self._flow, (arrival.team, arrival.user), now)

    def decide(self, known: Known, arrival: Arrival, now: datetime) -> Decided:
        """Decide from the state as it is now."""
        done = decided(self._flow, known, secrets.token_hex(6))
        is_long = known.seen is not None and now - known.seen > SILENT
        if done.message is None or not is_long:
            return done
        return Decided(known.facts, Decision(), asks=True)

    def save(
        self, tx: Transaction, arrival: Arrival, known: Known, done: Decided, now: datetime
    ) -> None:
        """Write down what was decided."""
        nudge_rows.write(tx, arrival.team, known.facts.nudges, done.decision.changed, now)
        if done.message is not None:
            NUDGED.send(tx, at_team=arrival.team, at_user=arrival.user, now=now)

    def owe(
        self, tx: Transaction, arrival: Arrival, known: Known, done: Decided, now: datetime
    ) -> tuple[list[Row], Taken]:
        """The message, if there is one."""
        if done.asks:
            channel = known.person.channel or arrival.user
            return [asking_zone(Address(arrival.team, arrival.user, channel, None, now))], Taken()
        if done.message is None:
            return [], Taken()
        about = next((each.journey for each in done.decision.send if each.journey), None)
        channel = known.person.channel or arrival.user
        to = Address(arrival.team, arrival.user, channel, about, now)
        owed = list(outgoing((done.message,), to, self._flow.library.texts))
        if isinstance(done.message, Reminder):
            shows = nudge_rows.SHOWS.format(done.decision.send[0].batch)
            owed = [{**row, "shows": shows} for row in owed]
        return owed, Taken()


def decided(flow: Flow, known: Known, batch: str) -> Decided:
    """Decide, and say what is to be said. Only thinks."""
    facts, decision = known.facts, decide(known.facts, batch)
    if not decision.send:
        return Decided(facts, decision)
    matters = [_matter(each, known) for each in decision.send]
    ahead = _ahead(known, decision)
    return Decided(facts, decision, remind(flow, known.person, matters, ahead, facts.now, batch))


def facts_of(
    tx: Transaction,
    flow: Flow,
    who: tuple[str, str],
    now: datetime,
    *,
    also: str = "",
    planned: Iterable[Nudge] | None = None,
) -> Known:
    """What is known of a person whose nudges are due.

    ``also`` is a journey or workshop that is asked about besides. Where ``planned`` is given,
    nothing is locked and nobody entered, and those nudges count as they are there.
    """
    one, gone, seen = _person(tx, who, now, lock=planned is None)
    every = _nudges(tx, who, planned)
    due = [each for each in every if each.state in LIVE and each.due_at <= now]
    own = any(each.kind is NudgeKind.WEEK for each in due)  # a look ahead tells of all of them
    wanted = {each.journey for each in due if each.journey is not None} | ({also} - {""})
    efforts = _efforts(tx, flow, (who[0], one), wanted, own=own)
    habits = Habits(one.id, one.tz, one.reminders, one.nudged_at, one.workplace, one.away)
    wanted = {workshop_of(each) for each in due if each.kind is NudgeKind.WORKSHOP} | {also}
    shops = {id: scene for id in sorted(wanted) if (scene := scene_of(tx, id)) is not None}
    called = [each for effort in efforts.values() for each in occasions(effort)]
    called += [each for scene in shops.values() for each in of_workshop(scene)]
    mine = (*(each for each in called if each.user == one.id), *of_person(habits, now))
    nudges = tuple(each for each in every if _is_known(each, efforts, wanted))
    return Known(Facts(habits, mine, nudges, now, gone=gone), one, efforts, shops, seen)


def _person(
    tx: Transaction, who: tuple[str, str], now: datetime, *, lock: bool
) -> tuple[Person, bool, datetime]:
    """The person, whether they are gone, and when something was heard of them last.

    A stranger is entered, where it is for good.
    """
    team, user = who
    at = {"at_team": team, "at_user": user}
    if lock:
        if tx.dialect.name != "sqlite":
            rows.LOCK.one_or_none(tx, **at)
        if PERSON.one_or_none(tx, **at) is None:
            rows.meet(tx, team, user, now)
    found = PERSON.one_or_none(tx, **at)
    if found is None:
        return Person(user), False, now
    return rows.person_of(user, found), bool(found.gone), found.updated_at


def _nudges(
    tx: Transaction, who: tuple[str, str], planned: Iterable[Nudge] | None
) -> tuple[Nudge, ...]:
    at = {"at_team": who[0], "at_user": who[1]}
    if planned is None:
        return nudge_rows.read(nudge_rows.LOCKED_OF_PERSON.all(tx, **at))
    stored = nudge_rows.read(nudge_rows.OF_PERSON.all(tx, **at))
    return tuple({each.key: each for each in (*stored, *planned)}.values())


def _is_known(nudge: Nudge, efforts: dict[str, Effort], workshops: set[str]) -> bool:
    """Whether what the nudge is about was looked at, so that it can be decided on."""
    if nudge.kind is NudgeKind.WORKSHOP:
        return workshop_of(nudge) in workshops
    return nudge.journey is None or nudge.journey in efforts


def _efforts(
    tx: Transaction, flow: Flow, of: tuple[str, Person], wanted: set[str], *, own: bool
) -> dict[str, Effort]:
    team, one = of
    found: list[Any] = OWN.all(tx, at_team=team, at_user=one.id) if own else []
    for id in sorted(wanted - {row.id for row in found}):
        found += JOURNEY.all(tx, at_id=id)
    return {row.id: effort_of(tx, flow, row, one.tz) for row in found}


def _matter(nudge: Nudge, known: Known) -> Matter:
    if nudge.kind is NudgeKind.WORKSHOP:
        return Matter(nudge, known.workshops[workshop_of(nudge)])
    return Matter(nudge, known.efforts.get(nudge.journey or ""))


def _ahead(known: Known, decision: Decision) -> list[Matter]:
    """What is to come within a week, where a look ahead tells it."""
    if all(each.kind is not NudgeKind.WEEK for each in decision.send):
        return []
    facts = known.facts
    table = {each.key: each for each in (*facts.nudges, *decision.changed)}
    coming = [
        each
        for each in table.values()
        if each.state in LIVE and each.journey in known.efforts and each.due_at < facts.now + WEEK
    ]
    coming.sort(key=lambda each: each.due_at)
    return [_matter(each, known) for each in coming]
