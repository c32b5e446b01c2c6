"""The statements of a turn, each compiled once."""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    true,
    update,
)

from bot.store.schema import answer, inbox, journey, outbox, person
from bot.store.statements import Statement, insert_once

RECEIVE = insert_once(inbox, "key", "received_at")

PERSON_COLUMNS = (
    "channel",
    "tz",
    "welcomed",
    "open_journey",
    "asking",
    "refused",
    "pressed",
    "pressed_at",
    "home",
    "reminders",
    "nudged_at",
)
#: The lanes that a person has, by kind, with where the person stands.
LANES = {"talk": "{}", "tidy": "{}#tidy", "tz": "tz:{}", "home": "home:{}"}
_PERSON = and_(person.c.team == bindparam("at_team"), person.c.user == bindparam("at_user"))

#: What ``scene.journey_of`` makes a journey of.
JOURNEY_COLUMNS = (
    journey.c.id.label("journey"),
    *(
        journey.c[name]
        for name in (
            "title",
            "stage",
            "asked",
            "revision",
            "updated_at",
            "delegated_from",
            "delegated_by",
            "delegated_point",
        )
    ),
)

MEET = insert_once(person, "team", "user", *PERSON_COLUMNS, "created_at", "updated_at")

#: Lets one turn of a person wait for the other. By itself: a statement that has waited for a lock
#: still sees what it joins as that was before.
LOCK = Statement(select(person.c.user).where(_PERSON).with_for_update())

#: The person with a row for each of their journeys (or one row of nulls).
SCENE = Statement(
    select(
        *(person.c[name] for name in PERSON_COLUMNS),
        *JOURNEY_COLUMNS,
    )
    .select_from(
        person.outerjoin(
            journey, and_(journey.c.team == person.c.team, journey.c.owner == person.c.user)
        )
    )
    .where(_PERSON)
)

_DELEGATED = and_(
    journey.c.team == bindparam("at_team"),
    journey.c.delegated_from.is_not(None),
    or_(journey.c.owner == bindparam("at_user"), journey.c.delegated_by == bindparam("at_user")),
)

#: The focus points that a person has given to others, or been given.
DELEGATED = Statement(
    select(
        journey.c.owner,
        *JOURNEY_COLUMNS,
    )
    .where(_DELEGATED)
    .order_by(journey.c.updated_at, journey.c.id)
)

#: Lets turns wait for each other of people who have a delegation in common.
LOCK_PARTNERS = Statement(
    select(person.c.user)
    .where(
        person.c.team == bindparam("at_team"),
        or_(
            person.c.user.in_(select(journey.c.owner).where(_DELEGATED)),
            person.c.user.in_(select(journey.c.delegated_by).where(_DELEGATED)),
        ),
    )
    .order_by(person.c.user)
    .with_for_update()
)

#: The DM of a person, where it is known.
CHANNEL = Statement(select(person.c.channel, person.c.home).where(_PERSON))

#: The person whose DM this is.
WHOSE = Statement(
    select(person.c.user).where(
        person.c.team == bindparam("at_team"), person.c.channel == bindparam("at_channel")
    )
)

_LAST = (
    select(func.max(answer.c.id))
    .where(answer.c.journey == bindparam("at_journey"))
    .group_by(answer.c.step)
)

#: The answers of a journey that hold: to each step the last one, in the order in which they came.
ANSWERS = Statement(
    select(
        answer.c.step,
        answer.c.state,
        answer.c.value,
        answer.c.author,
        answer.c.said_at,
        answer.c.message,
    )
    .where(answer.c.id.in_(_LAST))
    .order_by(answer.c.id)
)

_RECORDS = (
    select(func.max(answer.c.id))
    .where(
        answer.c.journey.in_(
            select(journey.c.id).where(
                journey.c.team == bindparam("at_team"), journey.c.owner == bindparam("at_user")
            )
        ),
        or_(answer.c.step.like("%:%"), answer.c.step.like("%.next!_step", escape="!")),
    )
    .group_by(answer.c.journey, answer.c.step)
)
#: The records in all journeys of a person, and what they said to be their next step.
RECORDS = Statement(
    select(
        answer.c.journey,
        answer.c.step,
        answer.c.state,
        answer.c.value,
        answer.c.author,
        answer.c.said_at,
        answer.c.message,
    )
    .where(answer.c.id.in_(_RECORDS))
    .order_by(answer.c.id)
)

# Written into the SQL, as in the index.
_SHARING = answer.c.step == literal_column("'shared_learning:erkendelse'")


@cache
def learning(questions: tuple[str, ...]) -> Statement:
    """What was answered to these questions, and whether it is shared.

    Of one's own journeys, of those in which one said something, and of those that share anything.
    """
    said = answer.alias()
    taught = (
        select(func.max(said.c.id))
        .where(
            said.c.journey == journey.c.id,
            or_(said.c.step == _SHARING.right, *(said.c.step == step for step in questions)),
        )
        .group_by(said.c.step)
    )
    authored = select(answer.c.journey).where(answer.c.author == bindparam("at_user"))
    concerning = or_(
        journey.c.owner == bindparam("at_user"),
        journey.c.id.in_(authored),
        journey.c.id.in_(select(answer.c.journey).where(_SHARING)),
    )
    return Statement(
        select(
            journey.c.id.label("journey"),
            journey.c.owner,
            journey.c.title,
            journey.c.stage,
            journey.c.asked,
            journey.c.revision,
            journey.c.updated_at,
            journey.c.delegated_from,
            journey.c.delegated_by,
            journey.c.delegated_point,
            answer.c.step,
            answer.c.state,
            answer.c.value,
            answer.c.author,
            answer.c.said_at,
            answer.c.message,
        )
        .select_from(journey.join(answer, answer.c.journey == journey.c.id))
        .where(
            journey.c.team == bindparam("at_team"),
            journey.c.delegated_from.is_(None),
            concerning,
            answer.c.id.in_(taught),
        )
        .order_by(answer.c.id)
    )


#: The journey that a message of the person's answered in.
JOURNEY_OF_MESSAGE = Statement(
    select(answer.c.journey)
    .where(answer.c.author == bindparam("at_user"), answer.c.message == bindparam("at_message"))
    .order_by(answer.c.id.desc())
    .limit(1)
)

SAVE_PERSON = Statement(
    update(person)
    .where(_PERSON)
    .values({name: bindparam(name) for name in (*PERSON_COLUMNS, "updated_at")})
)
FORGET_PERSON = Statement(delete(person).where(_PERSON))

BEGIN_JOURNEY = Statement(
    insert(journey),
    columns=(
        "id",
        "team",
        "owner",
        "title",
        "stage",
        "asked",
        "revision",
        "created_at",
        "updated_at",
        "delegated_from",
        "delegated_by",
        "delegated_point",
    ),
)
SAVE_JOURNEY = Statement(
    update(journey)
    .where(journey.c.id == bindparam("at_id"))
    .values(
        {
            **{n: bindparam(n) for n in ("title", "stage", "asked", "revision", "updated_at")},
            "replan": true(),
        }
    )
)
DELETE_JOURNEY = Statement(delete(journey).where(journey.c.id == bindparam("at_id")))
#: What is still to be sent, or was kept to be updated, of a journey that is deleted.
DELETE_OUTBOX = Statement(delete(outbox).where(outbox.c.journey == bindparam("at_id")))
#: The records of what was sent to a person who is forgotten.
FORGET_OUTBOX = Statement(
    delete(outbox).where(or_(*(outbox.c.lane == bindparam(kind) for kind in LANES)))
)

SAVE_ANSWER = Statement(
    insert(answer),
    columns=("journey", "step", "state", "value", "author", "message", "said_at"),
)
ERASE_ANSWER = Statement(
    delete(answer).where(
        answer.c.journey == bindparam("at_journey"), answer.c.step == bindparam("at_step")
    )
)

_TEAMS = select(journey.c.id).where(journey.c.team == bindparam("at_team"))
#: What somebody who is forgotten has said in the journeys of others.
FORGET_ANSWERS = Statement(
    delete(answer).where(answer.c.author == bindparam("at_user"), answer.c.journey.in_(_TEAMS))
)
#: And what those journeys keep of having asked them.
FORGET_DELEGATIONS = Statement(
    delete(answer).where(
        answer.c.step.like("delegation:%"),
        answer.c.value["to"].as_string() == bindparam("at_user"),
        answer.c.journey.in_(_TEAMS),
    )
)

SEND = Statement(
    insert(outbox).values(state="pending", attempts=0),
    columns=(
        "team",
        "lane",
        "method",
        "payload",
        "journey",
        "refresh",
        "shows",
        "target",
        "state",
        "attempts",
        "due_at",
        "created_at",
    ),
)
