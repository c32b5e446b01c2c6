"""People, journeys and answers as rows of the database; each statement compiled once."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    true,
    union,
    update,
)

from bot.store.schema import answer, inbox, journey, outbox, person
from bot.store.statements import Statement, insert_once
from bot.store.transaction import Transaction
from bot.turns import places
from flows.journey.nudges import USUAL, Preferences
from flows.journey.question import shows
from flows.journey.values import Answer, AnswerState, Asking, Delegated, Journey, Person, Scene

RECEIVE = insert_once(inbox, "key", "received_at")
UNRECEIVE = Statement(delete(inbox).where(inbox.c.key == bindparam("key")))

STATES = {each.value: each for each in AnswerState}
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
    "thread",
)
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
        *places.COLUMNS,
        *JOURNEY_COLUMNS,
    )
    .select_from(
        places.PLACED.outerjoin(
            journey, and_(journey.c.team == person.c.team, journey.c.owner == person.c.user)
        )
    )
    .where(_PERSON)
)

_HERE = journey.c.team == bindparam("at_team")
_DELEGATED = and_(
    journey.c.delegated_from.is_not(None),
    or_(  # each with its index
        and_(_HERE, journey.c.owner == bindparam("at_user")),
        and_(_HERE, journey.c.delegated_by == bindparam("at_user")),
    ),
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
        person.c.user.in_(
            union(
                select(journey.c.owner).where(_DELEGATED),
                select(journey.c.delegated_by).where(_DELEGATED),
            )
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

_ANSWER_COLUMNS = tuple(
    answer.c[name] for name in ("step", "state", "value", "author", "said_at", "message")
)


def _that_hold(journey: ColumnElement[Any]) -> Statement:
    last = select(func.max(answer.c.id)).where(answer.c.journey == journey).group_by(answer.c.step)
    return Statement(select(*_ANSWER_COLUMNS).where(answer.c.id.in_(last)).order_by(answer.c.id))


#: The answers of a journey that hold: to each step the last one, in the order in which they came.
ANSWERS = _that_hold(bindparam("at_journey"))

#: The same of the journey that a person has open, asked together with who they are.
OPEN_ANSWERS = _that_hold(select(person.c.open_journey).where(_PERSON).scalar_subquery())

#: All that was ever answered to one question, the oldest first.
EARLIER = Statement(
    select(*_ANSWER_COLUMNS)
    .where(answer.c.journey == bindparam("at_journey"), answer.c.step == bindparam("at_step"))
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
        or_(
            answer.c.step.like("%:%"),
            answer.c.step.like("%.next!_step", escape="!"),
            answer.c.step.like("%.decision"),
        ),
    )
    .group_by(answer.c.journey, answer.c.step)
)
#: The records in all journeys of a person, their next steps, and what each phase decided.
RECORDS = Statement(
    select(answer.c.journey, *_ANSWER_COLUMNS)
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
    concerning = union(
        select(journey.c.id).where(_HERE, journey.c.owner == bindparam("at_user")),
        select(answer.c.journey).where(answer.c.author == bindparam("at_user")),
        select(answer.c.journey).where(_SHARING),
    )
    return Statement(
        select(journey.c.owner, *JOURNEY_COLUMNS, *_ANSWER_COLUMNS)
        .select_from(journey.join(answer, answer.c.journey == journey.c.id))
        .where(
            journey.c.id.in_(concerning),
            journey.c.team + "" == bindparam("at_team"),  # so that no index on it is taken
            journey.c.delegated_from.is_(None),
            answer.c.id.in_(taught),
        )
        .order_by(answer.c.id)
    )


#: The journey that a message of the person's answered in.
JOURNEY_OF_MESSAGE = Statement(
    select(answer.c.journey)
    .select_from(answer.join(journey, journey.c.id == answer.c.journey))
    .where(
        answer.c.author == bindparam("at_user"),
        answer.c.message == bindparam("at_message"),
        journey.c.team == bindparam("at_team"),
    )
    .order_by(answer.c.id.desc())
    .limit(1)
)

SAVE_PERSON = Statement(
    update(person)
    .where(_PERSON)
    .values({name: bindparam(name) for name in (*PERSON_COLUMNS, "updated_at")})
)

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
            **{n: bindparam(n) for n in ("title", "stage", "asked", "updated_at")},
            # What made it grow meanwhile, without waiting for the person, counts as well.
            "revision": journey.c.revision + bindparam("grown"),
            "replan": true(),
        }
    )
)
DELETE_JOURNEY = Statement(delete(journey).where(journey.c.id == bindparam("at_id")))
#: What is still to be sent, or was kept to be updated, of a journey that is deleted.
DELETE_OUTBOX = Statement(delete(outbox).where(outbox.c.journey == bindparam("at_id")))
SAVE_ANSWER = Statement(
    insert(answer),
    columns=("journey", "step", "state", "value", "author", "message", "said_at"),
)
ERASE_ANSWER = Statement(
    delete(answer).where(
        answer.c.journey == bindparam("at_journey"), answer.c.step == bindparam("at_step")
    )
)

#: When a question was put first, as Slack calls the message.
SHOWN_AT = Statement(
    select(func.min(outbox.c.ts).label("ts")).where(
        outbox.c.shows == bindparam("question"), outbox.c.channel == bindparam("at_channel")
    )
)

# What rows are


def person_of(user: str, row: Any) -> Person:
    """The person of a row."""
    asking = row.asking and Asking(
        row.asking["what"], tuple(row.asking["journeys"]), row.asking.get("arg", "")
    )
    kept = {name: getattr(row, name) for name in PERSON_COLUMNS}
    chosen = Preferences.model_validate(row.reminders) if row.reminders else USUAL
    place = places.place_of(row, user, chosen)
    return Person(**{**kept, **place, "id": user, "asking": asking, "reminders": chosen})


def channel_of(tx: Transaction, team: str, user: str) -> str | None:
    """The DM of a person, where it is known."""
    known = CHANNEL.one_or_none(tx, at_team=team, at_user=user)
    return known.channel if known is not None else None


def journey_of(row: Any) -> Journey:
    """The journey of a row."""
    whose = None
    if row.delegated_from is not None:
        whose = Delegated(row.delegated_from, row.delegated_by, row.delegated_point)
    return Journey(
        row.journey, row.title, row.stage, row.revision, row.updated_at, whose, row.asked
    )


def answers_of(tx: Transaction, journey: str | None) -> list[Answer]:
    """The answers of a journey that hold."""
    if journey is None:
        return []
    return [answer_of(row) for row in ANSWERS.all(tx, at_journey=journey)]


def earlier(tx: Transaction, journey: str | None, step: str) -> tuple[Answer, ...]:
    """All that was ever answered to the question in that journey, the oldest first."""
    if journey is None:
        return ()
    return tuple(map(answer_of, EARLIER.all(tx, at_journey=journey, at_step=step)))


def answer_of(row: Any) -> Answer:
    """The answer of a row."""
    return Answer(row.step, STATES[row.state], row.value, row.author, row.said_at, row.message)


def shown_at(tx: Transaction, channel: str | None, scene: Scene) -> str | None:
    """The ts of the message in the DM that put the open question first, where it is known."""
    journey = next((each for each in scene.journeys if each.id == scene.about), None)
    if journey is None or channel is None:
        return None
    ts: str | None = SHOWN_AT.one_or_none(tx, question=shows(journey), at_channel=channel).ts
    return ts


# What becomes of them


def meet(tx: Transaction, team: str, user: str, now: datetime) -> None:
    """Enter a stranger."""
    MEET.send(tx, team=team, user=user, created_at=now, **person_columns(Person(user), now))


def person_columns(person: Person, now: datetime) -> dict[str, Any]:
    """The person as a row."""
    columns = {name: getattr(person, name) for name in PERSON_COLUMNS}
    columns["asking"] = asdict(person.asking) if person.asking else None
    chosen = person.reminders.model_dump(mode="json", exclude_defaults=True)
    columns["reminders"] = chosen or None
    return {**columns, "updated_at": now}


def save_journey(
    tx: Transaction, team: str, user: str, journey: Journey, before: Journey | None = None
) -> None:
    """Begin the journey, or write down how it is now that was `before`."""
    columns = {
        "title": journey.title,
        "stage": journey.stage,
        "asked": journey.asked,
        "updated_at": journey.updated_at,
    }
    if before is None:
        begun = {"id": journey.id, "team": team, "owner": user, "created_at": journey.updated_at}
        whose = journey.delegated
        begun |= {
            "revision": journey.revision,
            "delegated_from": whose and whose.journey,
            "delegated_by": whose and whose.by,
            "delegated_point": whose and whose.point,
        }
        BEGIN_JOURNEY.send(tx, **begun, **columns)
    else:
        grown = journey.revision - before.revision
        SAVE_JOURNEY.send(tx, at_id=journey.id, grown=grown, **columns)


def save_answer(tx: Transaction, journey: str | None, answer: Answer) -> None:
    """Let the answer follow in the journey."""
    kept = ("step", "value", "author", "message", "said_at")
    values = {name: getattr(answer, name) for name in kept}
    SAVE_ANSWER.send(tx, journey=journey, state=answer.state.value, **values)
