"""Journeys that must be kept for now, by word of whoever answers for the data."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, exists, insert, or_, select

from bot.store.schema import answer, hold, journey, participant, workshop, workspace
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import audit
from bot.turns.audit import Traced

_OWNED: Final = (journey.c.team == bindparam("at_team"), journey.c.owner == bindparam("at_user"))
#: A person's journeys that are on hold, also where what they were given a part of is, or all are.
HELD: Final = Statement(
    select(journey.c.id, hold.c.why)
    .select_from(
        journey.outerjoin(
            hold, or_(hold.c.journey == journey.c.id, hold.c.journey == journey.c.delegated_from)
        ).outerjoin(workspace, workspace.c.team == journey.c.team)
    )
    .where(*_OWNED, or_(hold.c.journey.is_not(None), workspace.c.hold))
)
#: The journeys of others that are on hold, and in which they have said something.
ELSEWHERE: Final = Statement(
    select(hold.c.journey).where(
        exists().where(
            journey.c.id == hold.c.journey,
            journey.c.team == bindparam("at_team"),
            journey.c.owner != bindparam("at_user"),
        ),
        or_(
            exists().where(
                answer.c.journey == hold.c.journey, answer.c.author == bindparam("at_user")
            ),
            exists().where(
                workshop.c.journey == hold.c.journey,
                participant.c.workshop == workshop.c.id,
                participant.c.user == bindparam("at_user"),
            ),
        ),
    )
)
#: Whether all deletion in a workspace waits.
PAUSED: Final = Statement(
    select(workspace.c.team).where(workspace.c.team == bindparam("at_team"), workspace.c.hold)
)
_AT: Any = bindparam("at_journey")
OF: Final = Statement(
    select(journey.c.team, journey.c.delegated_from, hold.c.why)
    .select_from(journey.outerjoin(hold, hold.c.journey == journey.c.id))
    .where(journey.c.id == _AT)
)
SET: Final = Statement(insert(hold), columns=("journey", "set_by", "set_at", "why"))
LIFT: Final = Statement(delete(hold).where(hold.c.journey == _AT))
LISTED: Final = Statement(
    select(journey.c.team, hold.c.journey, hold.c.set_at, hold.c.set_by)
    .select_from(hold.join(journey, journey.c.id == hold.c.journey))
    .order_by(hold.c.set_at)
)


def held(tx: Transaction, team: str, user: str) -> dict[str, str]:
    """What of a person must be kept, with the reason; that is empty where it is not theirs.

    By journey: their own, and those of others in which they have said something; nothing is
    everything that the workspace has.
    """
    of = {"at_team": team, "at_user": user}
    elsewhere = {row.journey: "" for row in ELSEWHERE.all(tx, **of)}
    own = {row.id: row.why or "" for row in HELD.all(tx, **of)}
    return elsewhere | own | ({"": ""} if not own and is_paused(tx, team) else {})


def is_paused(tx: Transaction, team: str) -> bool:
    """Whether the workspace's administrators want nothing of it deleted for now."""
    return PAUSED.one_or_none(tx, at_team=team) is not None


def found(tx: Transaction, id: str) -> Any:
    """The journey's team, what it is a part of, and why it is on hold; None where there is none."""
    return OF.one_or_none(tx, at_journey=id)


def put(tx: Transaction, id: str, who: str, why: str, now: datetime) -> None:
    """Keep the journey, whoever wants to delete it; the reason is shown to its owner."""
    LIFT.send(tx, at_journey=id)
    SET.send(tx, journey=id, set_by=who, set_at=now, why=why)
    audit.note(tx, found(tx, id).team, who, Traced.HELD, id, now)


def lift(tx: Transaction, id: str, who: str, now: datetime) -> bool:
    """Let it be deleted again; False where it was not kept."""
    if not LIFT.run(tx, at_journey=id):
        return False
    audit.note(tx, found(tx, id).team, who, Traced.LIFTED, id, now)
    return True
