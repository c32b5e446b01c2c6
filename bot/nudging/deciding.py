"""One person's nudges, decided at the moment of sending: in one transaction, like a turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from bot.nudging import rows
from bot.nudging.plans import JOURNEY_COLUMNS, effort_of
from bot.nudging.turns import SHOWS
from bot.nudging.workshops import scene_of
from bot.store.schema import journey, person
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import statements
from bot.turns.outgoing import Address
from bot.turns.outgoing import rows as outgoing
from bot.turns.scene import meet, person_of
from bot.turns.statements import PERSON_COLUMNS
from flows.journey.calendar import Habits
from flows.journey.flow import Flow
from flows.journey.nudges import LIVE, Nudge, NudgeKind
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
    select(*(person.c[name] for name in PERSON_COLUMNS), person.c.gone)
    .where(*_WHO)
    .with_for_update()
)
NUDGED: Final = Statement(update(person).where(*_WHO).values(nudged_at=bindparam("now")))
JOURNEY: Final = Statement(select(*JOURNEY_COLUMNS).where(journey.c.id == bindparam("at_id")))
OWN: Final = Statement(
    select(*JOURNEY_COLUMNS)
    .where(journey.c.team == bindparam("at_team"), journey.c.owner == bindparam("at_user"))
    .order_by(journey.c.id)
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to become of a person's nudges. ``message`` is what they are sent, if anything."""

    facts: Facts
    decision: Decision
    person: Person
    message: Message | None = None


def decide_for(
    tx: Transaction, flow: Flow, who: tuple[str, str], now: datetime, batch: str
) -> Decided:
    """Decide, write down what was decided, and hand the message to delivery."""
    team, user = who
    decided = look(tx, flow, who, now, batch)
    rows.write(tx, team, decided.facts.nudges, decided.decision.changed, now)
    if decided.message is not None:
        NUDGED.run(tx, at_team=team, at_user=user, now=now)
        _owe(tx, flow, who, decided, now)
    return decided


def look(tx: Transaction, flow: Flow, who: tuple[str, str], now: datetime, batch: str) -> Decided:
    """Lock the person and decide, without writing anything down."""
    known = facts_of(tx, flow, who, now)
    decision = decide(known.facts, batch)
    message = None
    if decision.send:
        matters = [_matter(each, known) for each in decision.send]
        message = remind(flow, known.person, matters, _ahead(known, decision), now, batch)
    return Decided(known.facts, decision, known.person, message)


@dataclass(frozen=True, slots=True)
class Known:
    """The facts, with the person, and the journeys and workshops that they come from."""

    facts: Facts
    person: Person
    efforts: dict[str, Effort]
    workshops: dict[str, WorkshopScene]


def facts_of(
    tx: Transaction,
    flow: Flow,
    who: tuple[str, str],
    now: datetime,
    also: frozenset[str] = frozenset(),
) -> Known:
    """What is known of a person whose nudges are due, and about the journeys ``also`` asked for."""
    team, user = who
    found = PERSON.one_or_none(tx, at_team=team, at_user=user)
    if found is None:
        meet(tx, team, user, now)
        found = PERSON.one_or_none(tx, at_team=team, at_user=user)
    one = person_of(user, found)
    every = tuple(map(rows.read, rows.LOCKED_OF_PERSON.all(tx, at_team=team, at_user=user)))
    due = [each for each in every if each.state in LIVE and each.due_at <= now]
    own = any(each.kind is NudgeKind.WEEK for each in due)  # a look ahead tells of all of them
    wanted = {each.journey for each in due if each.journey is not None} | also
    efforts = _efforts(tx, flow, (team, one), wanted, own=own)
    habits = Habits(user, one.tz, one.reminders, one.nudged_at)
    wanted = {workshop_of(each) for each in due if each.kind is NudgeKind.WORKSHOP} | also
    shops = {id: scene for id in sorted(wanted) if (scene := scene_of(tx, id)) is not None}
    called = [each for effort in efforts.values() for each in occasions(effort)]
    called += [each for scene in shops.values() for each in of_workshop(scene)]
    mine = (*(each for each in called if each.user == user), *of_person(habits, now))
    nudges = tuple(each for each in every if _is_known(each, efforts, wanted))
    return Known(Facts(habits, mine, nudges, now, gone=found.gone), one, efforts, shops)


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


def _owe(
    tx: Transaction, flow: Flow, who: tuple[str, str], decided: Decided, now: datetime
) -> None:
    """The message as a row of the outbox; delivery does the rest."""
    if decided.message is None:
        return
    team, user = who
    about = next((each.journey for each in decided.decision.send if each.journey), None)
    to = Address(team, user, decided.person.channel or user, about, now)
    owed = list(outgoing((decided.message,), to, flow.texts))
    if isinstance(decided.message, Reminder):
        batch = decided.decision.send[0].batch
        owed = [{**row, "shows": SHOWS.format(batch)} for row in owed]
    statements.SEND.many(tx, owed)
