"""The statements of a workshop's turn. What is hidden cannot be selected: SQL asks the round."""

from __future__ import annotations

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
    inbox,
    journey,
    news,
    participant,
    person,
    remark,
    round,
    tie,
    workshop,
)
from bot.store.statements import Statement, insert_once
from flows.workshop.values import FIRST, SECOND, RoundState

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
WORKSHOP = Statement(select(workshop).where(_AT))
ROUNDS = Statement(select(round).where(_here(round)).order_by(round.c.place))
PEOPLE = Statement(select(participant).where(_here(participant)).order_by(participant.c.user))
CONCLUSIONS = Statement(select(conclusion).where(_here(conclusion)))
DISSENTS = Statement(select(dissent).where(_here(dissent)).order_by(dissent.c.id))
REMARKS = Statement(select(remark).where(_here(remark)))
#: What delivery has learnt from Slack, in the order of what it is about.
NEWS = Statement(select(news).where(_here(news)).order_by(news.c.about))

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
DELETE_NEWS = Statement(delete(news).where(_here(news), news.c.about == bindparam("at_about")))
UNRECEIVE = Statement(delete(inbox).where(inbox.c.key == bindparam("key")))

#: What the clock must look at.
DUE = Statement(
    select(workshop.c.id)
    .where(
        or_(
            workshop.c.due_at <= bindparam("now", type_=workshop.c.due_at.type),
            workshop.c.id.in_(select(news.c.workshop)),
        )
    )
    .limit(20)
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
        journey.c.position,
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
