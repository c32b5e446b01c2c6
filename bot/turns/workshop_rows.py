"""Workshops as rows of the database. What is hidden cannot be selected: SQL asks the round."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    true,
    update,
)

from bot.store.schema import (
    conclusion,
    contribution,
    dissent,
    journey,
    participant,
    person,
    remark,
    round,
    tie,
    workshop,
)
from bot.store.statements import Statement, insert_once
from bot.store.transaction import Transaction
from bot.turns.setbacks import NOW, resting
from flows.journey.values import Awaited
from flows.workshop.values import (
    FIRST,
    SECOND,
    Conclusion,
    Contribution,
    Count,
    Dissent,
    Guests,
    Naming,
    Pace,
    Participant,
    Remark,
    Round,
    RoundState,
    TeamStep,
    Workshop,
    WorkshopScene,
    WorkshopState,
)

#: The clock itself, where it acts.
NOBODY = ""
#: The states in which the first answers, and the second ratings, may be read.
_SHOWN = {
    FIRST: (RoundState.REVEALED, RoundState.DISCUSSING, RoundState.RERATING, RoundState.CONCLUDED),
    SECOND: (RoundState.DISCUSSING, RoundState.CONCLUDED),
}
#: The states in which answers come in.
_COMING = {FIRST: RoundState.COLLECTING, SECOND: RoundState.RERATING}


def columns(table: Table, *but: str) -> list[str]:
    """The names of a table's columns."""
    return [column.name for column in table.columns if column.name not in but]


def _here(table: Table) -> ColumnElement[bool]:
    return table.c.workshop == bindparam("at_workshop")


_AT = workshop.c.id == bindparam("at_workshop")
#: By itself: a statement that has waited for a lock still sees what it joins as that was before.
LOCK = Statement(select(workshop.c.id).where(_AT).with_for_update())
#: Before it, as everywhere, the owner of the journey that a conclusion changes.
LOCK_CHEF = Statement(
    select(person.c.user)
    .select_from(
        workshop.join(
            person, and_(person.c.team == workshop.c.team, person.c.user == workshop.c.chef)
        )
    )
    .where(_AT)
    .with_for_update(of=person)
)
WORKSHOP = Statement(select(workshop).where(_AT))
ROUNDS = Statement(select(round).where(_here(round)).order_by(round.c.place))
PEOPLE = Statement(select(participant).where(_here(participant)).order_by(participant.c.user))
CONCLUSIONS = Statement(select(conclusion).where(_here(conclusion)))
DISSENTS = Statement(select(dissent).where(_here(dissent)).order_by(dissent.c.id))
REMARKS = Statement(select(remark).where(_here(remark)))
_OF_ROUND = and_(round.c.workshop == contribution.c.workshop, round.c.point == contribution.c.point)


def _coming() -> ColumnElement[bool]:
    return or_(
        *(
            and_(contribution.c.sitting == sitting, round.c.state == state.value)
            for sitting, state in _COMING.items()
        )
    )


#: Who has answered in rounds where answers come in: never what.
COUNTS = Statement(
    select(contribution.c.point, tie.c.user, contribution.c.passed)
    .select_from(contribution.join(tie, tie.c.contribution == contribution.c.id))
    .join(round, _OF_ROUND)
    .where(_here(contribution), _coming())
)
#: One's own answer, while it can be changed.
MINE = Statement(
    select(contribution)
    .select_from(contribution.join(tie, tie.c.contribution == contribution.c.id))
    .join(round, _OF_ROUND)
    .where(
        _here(contribution),
        contribution.c.point == bindparam("at_point"),
        tie.c.user == bindparam("at_user"),
        _coming(),
    )
)


def _shown(sitting: int) -> Statement:
    states = [state.value for state in _SHOWN[sitting]]
    return Statement(
        select(contribution)
        .select_from(contribution.join(round, _OF_ROUND))
        .where(
            _here(contribution),
            contribution.c.sitting == sitting,
            or_(*(round.c.state == state for state in states)),
            round.c.withheld.is_(False),
        )
        .order_by(contribution.c.id)
    )


#: The answers of rounds that are revealed, by sitting. Nothing else can be had.
SHOWN: dict[int, Statement] = {sitting: _shown(sitting) for sitting in _SHOWN}

INSERT_WORKSHOP = Statement(insert(workshop), columns=columns(workshop))
SAVE_WORKSHOP = Statement(
    update(workshop)
    .where(_AT)
    .values({name: bindparam(name) for name in columns(workshop, "id", "team", "naming")})
)
INSERT_ROUND = Statement(insert(round), columns=columns(round))
_ROUND_CHANGES = ("state", "withheld", "rerated", "talk_until")
SAVE_ROUND = Statement(
    update(round)
    .where(_here(round), round.c.point == bindparam("at_point"))
    .values({name: bindparam(name) for name in _ROUND_CHANGES})
)
INSERT_PERSON = insert_once(participant, *columns(participant))
SAVE_PERSON = Statement(
    update(participant)
    .where(_here(participant), participant.c.user == bindparam("at_user"))
    .values({"left": bindparam("left"), "guest": bindparam("guest")})
)
DELETE_CONCLUSION = Statement(
    delete(conclusion).where(_here(conclusion), conclusion.c.point == bindparam("at_point"))
)
INSERT_CONCLUSION = Statement(insert(conclusion), columns=columns(conclusion))
INSERT_DISSENT = Statement(insert(dissent), columns=columns(dissent))
INSERT_REMARK = Statement(insert(remark), columns=columns(remark))
DELETE_REMARK = Statement(delete(remark).where(_here(remark), remark.c.id == bindparam("at_id")))

_SITTING = (
    _here(contribution),
    contribution.c.point == bindparam("at_point"),
    contribution.c.sitting == bindparam("at_sitting"),
)
INSERT_CONTRIBUTION = Statement(insert(contribution), columns=columns(contribution))
INSERT_TIE = Statement(insert(tie), columns=columns(tie))
#: All of a sitting, with who gave it: only to be mixed and written anew.
SITTING = Statement(
    select(contribution, tie.c.user)
    .select_from(contribution.outerjoin(tie, tie.c.contribution == contribution.c.id))
    .where(*_SITTING)
)
DELETE_SITTING = Statement(delete(contribution).where(*_SITTING))
#: The ties go with the contributions, by the foreign key.
DELETE_MINE = Statement(
    delete(contribution).where(
        contribution.c.id.in_(
            select(tie.c.contribution)
            .select_from(tie.join(contribution, tie.c.contribution == contribution.c.id))
            .where(*_SITTING, tie.c.user == bindparam("at_user"))
        )
    )
)

#: What the clock must look at, the longest due first.
DUE = Statement(
    select(workshop.c.id, workshop.c.team)
    .where(workshop.c.due_at <= NOW, ~resting("workshop", workshop.c.id))
    .order_by(workshop.c.due_at)
    .limit(bindparam("most"))
)
#: The workshops under way that a person takes part in.
OPEN_OF = Statement(
    select(workshop.c.id)
    .select_from(workshop.join(participant, participant.c.workshop == workshop.c.id))
    .where(
        workshop.c.team == bindparam("at_team"),
        participant.c.user == bindparam("at_user"),
        or_(workshop.c.state == "gathering", workshop.c.state == "running"),
    )
)
_HEARD = (
    select(tie.c.contribution)
    .join(contribution, tie.c.contribution == contribution.c.id)
    .where(tie.c.user == bindparam("at_user"), _OF_ROUND, _coming())
    .correlate(round)
    .exists()
)
#: The rounds in which a person's own answer is missing; never what anybody said.
AWAITED = Statement(
    select(workshop.c.id, workshop.c.title, workshop.c.deadline, round.c.point, round.c.state)
    .select_from(
        participant.join(workshop, participant.c.workshop == workshop.c.id).join(
            round, round.c.workshop == workshop.c.id
        )
    )
    .where(
        participant.c.user == bindparam("at_user"),
        participant.c.left.is_(False),
        workshop.c.team == bindparam("at_team"),
        workshop.c.state == WorkshopState.RUNNING.value,
        or_(*(round.c.state == state.value for state in _COMING.values())),
        ~_HEARD,
    )
    .order_by(workshop.c.led_at, workshop.c.id, round.c.place)
)
#: The running workshops of a channel.
IN_CHANNEL = Statement(
    select(workshop.c.id, workshop.c.title).where(
        workshop.c.team == bindparam("at_team"),
        workshop.c.channel == bindparam("at_channel"),
        workshop.c.state == "running",
    )
)
#: A person's journeys, last used first, with their time zone.
JOURNEYS = Statement(
    select(
        journey.c.id,
        journey.c.title,
        journey.c.stage,
        journey.c.revision,
        journey.c.updated_at,
    )
    .where(
        journey.c.team == bindparam("at_team"),
        journey.c.owner == bindparam("at_user"),
        journey.c.delegated_from.is_(None),
    )
    .order_by(journey.c.updated_at.desc())
)
ZONE = Statement(
    select(person.c.tz).where(
        person.c.team == bindparam("at_team"), person.c.user == bindparam("at_user")
    )
)
#: What came from others makes the buttons of older messages past.
TOUCH_JOURNEY = Statement(
    update(journey)
    .where(journey.c.id == bindparam("at_id"))
    .values(
        {
            "revision": journey.c.revision + 1,
            "updated_at": bindparam("now"),
            "replan": true(),
        }
    )
)


def named(row: Any, *but: str) -> dict[str, Any]:
    """A row's values by name."""
    return {name: value for name, value in row._asdict().items() if name not in but}


# From rows to the scene


def load(
    tx: Transaction, id: str, actor: str, point: str, *, lock: bool = True
) -> WorkshopScene | None:
    """The workshop as it is, locked unless one only reads; None where there is none."""
    at = {"at_workshop": id}
    if lock and tx.dialect.name != "sqlite":  # there one turn follows the other anyway
        LOCK_CHEF.one_or_none(tx, **at)
        LOCK.one_or_none(tx, **at)
    row = WORKSHOP.one_or_none(tx, **at)
    if row is None:
        return None
    mine = MINE.one_or_none(tx, **at, at_point=point, at_user=actor)
    return WorkshopScene(
        workshop=_workshop(row),
        actor=actor,
        rounds=tuple(_round(each) for each in ROUNDS.all(tx, **at)),
        participants=tuple(
            Participant(each.user, each.left, each.guest) for each in PEOPLE.all(tx, **at)
        ),
        counts=_counts(COUNTS.all(tx, **at)),
        mine=None if mine is None else _contribution(mine),
        revealed=_by_point(SHOWN[FIRST].all(tx, **at)),
        second_ratings=_by_point(SHOWN[SECOND].all(tx, **at)),
        conclusions=tuple(_conclusion(each) for each in CONCLUSIONS.all(tx, **at)),
        dissents=tuple(
            Dissent(each.id, each.point, each.text, each.author) for each in DISSENTS.all(tx, **at)
        ),
        remarks=tuple(Remark(**named(each, "workshop")) for each in REMARKS.all(tx, **at)),
        fresh=secrets.token_hex(8),
        seed=secrets.randbits(64),
    )


def _workshop(row: Any) -> Workshop:
    kept = named(row, "pace", "naming", "state", "guests", "due_at")
    return Workshop(
        pace=Pace(row.pace),
        naming=Naming(row.naming),
        state=WorkshopState(row.state),
        guests=Guests(row.guests),
        **kept,
    )


def _round(row: Any) -> Round:
    kept = named(row, "workshop", "state")
    return Round(state=RoundState(row.state), **kept)


def _contribution(row: Any) -> Contribution:
    return Contribution(row.id, row.rating, row.answer, row.reason, row.passed, row.author)


def _by_point(rows: list[Any]) -> dict[str, tuple[Contribution, ...]]:
    found: dict[str, tuple[Contribution, ...]] = {}
    for row in rows:
        found[row.point] = (*found.get(row.point, ()), _contribution(row))
    return found


def _counts(rows: list[Any]) -> dict[str, Count]:
    answered: dict[str, set[str]] = {}
    passed: dict[str, set[str]] = {}
    for row in rows:
        (passed if row.passed else answered).setdefault(row.point, set()).add(row.user)
    return {
        point: Count(frozenset(answered.get(point, ())), frozenset(passed.get(point, ())))
        for point in {row.point for row in rows}
    }


def _conclusion(row: Any) -> Conclusion:
    steps = tuple(
        TeamStep(
            each["id"],
            each["what"],
            each.get("owner"),
            date.fromisoformat(each["due"]) if each.get("due") else None,
        )
        for each in row.steps
    )
    return Conclusion(row.point, row.text, row.clarity, row.author, steps)


def awaited_of(tx: Transaction, team: str, user: str) -> tuple[Awaited, ...]:
    """The workshops that wait for an answer of this person."""
    found: dict[str, Awaited] = {}
    for row in AWAITED.all(tx, at_team=team, at_user=user):
        again = row.state == RoundState.RERATING
        one = found.setdefault(row.id, Awaited(row.id, row.title, (), row.deadline, again))
        if one.rates_again == again:  # each kind has its own dialog
            found[row.id] = replace(one, points=(*one.points, row.point))
    return tuple(found.values())
