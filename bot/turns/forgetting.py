"""Who deletes everything is forgotten: at once what is theirs, soon after what others keep of them.

The id of who is forgotten stands nowhere then; where somebody must have been, ``FORGOTTEN`` does.
Only the workspace's own settings stay as they are: whom it lets hold meetings, and whom one asks.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Column,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from bot.outbox.rows import OF_A_PERSON, WIPE, Lane
from bot.slack.arrivals import Arrival
from bot.store.schema import DELEGATIONS as DELEGATIONS_ONLY
from bot.store.schema import (
    PENDING,
    answer,
    conclusion,
    contribution,
    dissent,
    forgotten,
    hold,
    inbox,
    installation,
    journey,
    memo,
    outbox,
    participant,
    person,
    remark,
    setback,
    tie,
    workspace,
)
from bot.store.schema import workshop as meeting
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import audit, names
from bot.turns.names import FORGOTTEN
from bot.turns.workshop_rows import NOBODY
from flows.workshop.inputs import Forgotten

#: So many answers are looked through at once for those who are forgotten.
PAGE: Final = 5_000
#: Stands where a title was.
NO_TITLE: Final = "…"

_TEAM: Any = bindparam("at_team")
_ME: Any = bindparam("at_user")
_MEETINGS = select(meeting.c.id).where(meeting.c.team == _TEAM)
_TEAMS = select(journey.c.id).where(journey.c.team == _TEAM)
_HELD = select(hold.c.journey)


def _mine(table: Any, *where: Any) -> Statement:
    return Statement(delete(table).where(table.c.workshop.in_(_MEETINGS), *where))


_IN_TEAM = exists().where(journey.c.id == answer.c.journey, journey.c.team == _TEAM)
#: What they said, in the journeys of others too, unless these are on hold.
ANSWERS: Final = Statement(
    delete(answer).where(answer.c.author == _ME, _IN_TEAM, answer.c.journey.not_in(_HELD))
)
#: What others keep of having asked them.
DELEGATIONS: Final = Statement(
    delete(answer).where(
        text(DELEGATIONS_ONLY),
        answer.c.value["to"].as_string() == _ME,
        _IN_TEAM,
    )
)
PERSON: Final = Statement(delete(person).where(person.c.team == _TEAM, person.c.user == _ME))
#: Whatever was for them alone. What was just written is sent first.
_LANES = or_(*(outbox.c.lane == bindparam(kind.value) for kind in OF_A_PERSON))
OUTBOX: Final = Statement(delete(outbox).where(_LANES))
SAID: Final = (
    _mine(contribution, contribution.c.id.in_(select(tie.c.contribution).where(tie.c.user == _ME))),
    _mine(contribution, contribution.c.author == _ME),
    _mine(dissent, dissent.c.author == _ME),
    _mine(remark, remark.c.author == _ME),
    Statement(
        update(remark)
        .where(remark.c.workshop.in_(_MEETINGS), remark.c.saved_by == _ME)
        .values(saved_by=remark.c.author)
    ),
    _mine(participant, participant.c.user == _ME),
    Statement(
        update(meeting).where(meeting.c.team == _TEAM, meeting.c.chef == _ME).values(title=NO_TITLE)
    ),
)


def _nameless(column: Column[Any], *where: Any) -> Statement:
    table: Any = column.table
    return Statement(update(table).where(column == _ME, *where).values({column.name: FORGOTTEN}))


#: Where somebody must have been.
NAMELESS: Final = (
    _nameless(meeting.c.chef, meeting.c.team == _TEAM),
    _nameless(meeting.c.facilitator, meeting.c.team == _TEAM),
    _nameless(conclusion.c.author, conclusion.c.workshop.in_(_MEETINGS)),
    _nameless(memo.c.made_by, memo.c.journey.in_(_TEAMS)),
    _nameless(journey.c.delegated_by, journey.c.team == _TEAM),
    _nameless(installation.c.installer, installation.c.team == _TEAM),
    _nameless(workspace.c.changed_by, workspace.c.team == _TEAM),
    _nameless(hold.c.set_by, hold.c.journey.in_(_TEAMS)),
)
_LIKE: Any = bindparam("like")
STEPS: Final = Statement(
    select(conclusion.c.workshop, conclusion.c.point, conclusion.c.steps).where(
        conclusion.c.workshop.in_(_MEETINGS), cast(conclusion.c.steps, Text).like(_LIKE)
    )
)
SAVE_STEPS: Final = Statement(
    update(conclusion)
    .where(
        conclusion.c.workshop == bindparam("at_workshop"),
        conclusion.c.point == bindparam("at_point"),
    )
    .values(steps=bindparam("steps"))
)
SETBACK: Final = Statement(delete(setback).where(setback.c.about == bindparam("about")))
#: Slack's events in their DM, by the key that begins with it.
INBOX: Final = Statement(
    delete(inbox).where(
        inbox.c.key >= bindparam("first"),
        inbox.c.key < bindparam("last"),
        inbox.c.received_at < bindparam("now"),
    )
)
CHANNEL: Final = Statement(
    select(person.c.channel).where(person.c.team == _TEAM, person.c.user == _ME)
)
_ASKED = ("team", "user", "asked_at", "after")
ASK: Final = Statement(insert(forgotten), columns=_ASKED, ending=" ON CONFLICT DO NOTHING")

#: The meetings under way that they have to do with, and how.
CONCERNED: Final = Statement(
    select(meeting.c.id, meeting.c.chef, meeting.c.facilitator).where(
        meeting.c.team == _TEAM,
        or_(meeting.c.state == "gathering", meeting.c.state == "running"),
        or_(
            meeting.c.chef == _ME,
            meeting.c.facilitator == _ME,
            meeting.c.id.in_(select(participant.c.workshop).where(participant.c.user == _ME)),
        ),
    )
)


def farewells(tx: Transaction, team: str, user: str) -> list[Arrival]:
    """What the meetings under way must be told once somebody is forgotten; asked before that."""
    found = CONCERNED.all(tx, at_team=team, at_user=user)
    return [
        Arrival(
            "",
            team,
            NOBODY,
            Forgotten(of_chef=row.chef == user, led=row.facilitator == user),
            workshop=row.id,
        )
        for row in found
    ]


def forget(tx: Transaction, team: str, user: str, now: datetime) -> None:
    """Delete everything that is theirs; what stands inside the records of others goes soon."""
    at = {"at_team": team, "at_user": user}
    lanes = _lanes(team, user)
    dm = CHANNEL.one_or_none(tx, **at)
    if dm is not None and dm.channel:
        said = f"message:{dm.channel}"
        for begins in (said, f"{team}:{said}"):  # the second where there are many workspaces
            INBOX.send(tx, first=f"{begins}:", last=f"{begins};", now=now)
    ANSWERS.send(tx, **at)
    DELEGATIONS.send(tx, **at)
    names.forget(tx, team, user)
    for statement in (*SAID, *NAMELESS):
        statement.send(tx, **at)
    for row in STEPS.all(tx, at_team=team, like=f"%{user}%"):
        steps = [
            {**each, "owner": None} if each.get("owner") == user else each for each in row.steps
        ]
        SAVE_STEPS.send(tx, at_workshop=row.workshop, at_point=row.point, steps=steps)
    PERSON.send(tx, **at)
    OUTBOX.send(tx, **lanes)
    SETBACK.send(tx, about=f"person:{team}:{user}")
    audit.hide(tx, team, user)
    ASK.send(tx, team=team, user=user, asked_at=now, after=0)
    tx.cut = True  # also what was changed stands nowhere on the disk then


def _lanes(team: str, user: str) -> dict[str, str]:
    return {kind.value: str(Lane(kind, team, user)) for kind in OF_A_PERSON}


# What others keep of them

WAITING: Final = Statement(
    select(forgotten).order_by(forgotten.c.asked_at).limit(20).with_for_update(skip_locked=True)
)
LAST: Final = Statement(select(func.coalesce(func.max(answer.c.id), 0).label("id")))
NAMED: Final = Statement(
    select(answer.c.id, answer.c.step, answer.c.value).where(
        answer.c.id > bindparam("after"),
        answer.c.id <= bindparam("until"),
        answer.c.said_at <= bindparam("asked"),
        or_(answer.c.step.like(_LIKE), cast(answer.c.value, Text).like(_LIKE)),
        _IN_TEAM,
        answer.c.journey.not_in(_HELD),
    )
)
RENAME: Final = Statement(
    update(answer)
    .where(answer.c.id == bindparam("at_id"))
    .values(step=bindparam("step"), value=bindparam("value"))
)
#: What is kept of the journey elsewhere does not hold any more.
CHANGED: Final = Statement(
    update(journey)
    .where(
        journey.c.id
        == select(answer.c.journey).where(answer.c.id == bindparam("at_id")).scalar_subquery()
    )
    .values(revision=journey.c.revision + 1)
)
_WHO = and_(forgotten.c.team == _TEAM, forgotten.c.user == _ME)
SEEN: Final = Statement(update(forgotten).where(_WHO).values(after=bindparam("after")))
DONE: Final = Statement(delete(forgotten).where(_WHO))
#: What others pressed last, or are just asked, may name them.
PRESSED: Final = Statement(
    update(person).where(person.c.team == _TEAM, person.c.pressed.like(_LIKE)).values(pressed=None)
)
ASKING: Final = Statement(
    update(person)
    .where(person.c.team == _TEAM, cast(person.c.asking, Text).like(_LIKE))
    .values(asking=None)
)
#: The last words to them, once they are sent; whoever comes back has newer ones.
_LAST_WORDS = and_(_LANES, or_(outbox.c.created_at <= bindparam("asked"), outbox.c.method == WIPE))
SENT: Final = Statement(delete(outbox).where(_LAST_WORDS, outbox.c.state != PENDING))
UNSENT: Final = Statement(
    select(outbox.c.id).where(_LAST_WORDS, outbox.c.state == PENDING).limit(1)
)
#: What was not sent by then is not waited for.
PATIENCE: Final = timedelta(days=2)


def go_on_forgetting(tx: Transaction, now: datetime) -> bool:
    """A page of the answers of others, and the end of what is through; True where there is more."""
    found = WAITING.all(tx)
    last = LAST.one_or_none(tx).id if found else 0
    unread = [asked for asked in found if asked.after < last]
    for asked in unread[:1]:
        _rename(tx, asked, asked.after + PAGE)
        SEEN.send(tx, at_team=asked.team, at_user=asked.user, after=asked.after + PAGE)
    for asked in found:
        if asked not in unread:
            _end(tx, asked, now)
    return bool(unread)


def _end(tx: Transaction, asked: Any, now: datetime) -> None:
    """The last words to them go once they are sent; then nothing tells of them any more."""
    lanes = _lanes(asked.team, asked.user)
    SENT.send(tx, **lanes, asked=asked.asked_at)
    for statement in (PRESSED, ASKING):
        statement.send(tx, at_team=asked.team, like=f"%{asked.user}%")
    late = now - asked.asked_at > PATIENCE
    if late or UNSENT.one_or_none(tx, **lanes, asked=asked.asked_at) is None:
        DONE.send(tx, at_team=asked.team, at_user=asked.user)
        tx.cut = True


def _rename(tx: Transaction, asked: Any, until: int) -> None:
    """In the records of others a forgotten one is nobody; what people wrote is theirs.

    Whoever comes back is not meant: what is said since then stays.
    """
    span = {"after": asked.after, "until": until, "asked": asked.asked_at}
    found = NAMED.all(tx, at_team=asked.team, like=f"%{asked.user}%", **span)
    id = re.compile(rf"\b{re.escape(asked.user)}\b")
    for row in found:
        step, value = id.sub(FORGOTTEN, row.step), replaced(row.value, id)
        if (step, value) != (row.step, row.value):
            RENAME.send(tx, at_id=row.id, step=step, value=value)
            CHANGED.send(tx, at_id=row.id)
            tx.cut = True


def replaced(value: Any, id: re.Pattern[str]) -> Any:
    """A value with ``FORGOTTEN`` where the id stands alone, or in the name of something."""
    if isinstance(value, dict):
        return {replaced(name, id): replaced(each, id) for name, each in value.items()}
    if isinstance(value, list):
        return [replaced(each, id) for each in value]
    if not isinstance(value, str) or len(value) > 200 or " " in value:
        return value
    return id.sub(FORGOTTEN, value)
