"""What is deleted of a person in workshops, when they delete everything about themselves.

What the group concluded stays: it is the group's.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, delete, select, update

from bot.store.schema import contribution, dissent, participant, remark, tie, workshop
from bot.store.statements import Statement
from bot.store.transaction import Transaction

_TEAM: Final[BindParameter[str]] = bindparam("at_team")
_ME: Final[BindParameter[str]] = bindparam("at_user")
_HERE = select(workshop.c.id).where(workshop.c.team == _TEAM)
#: Stands where a title was.
NO_TITLE: Final = "…"


def _mine(table: Any, *where: Any) -> Statement:
    return Statement(delete(table).where(table.c.workshop.in_(_HERE), *where))


FORGET: Final = (
    _mine(
        contribution,
        contribution.c.id.in_(select(tie.c.contribution).where(tie.c.user == _ME)),
    ),
    _mine(contribution, contribution.c.author == _ME),
    _mine(dissent, dissent.c.author == _ME),
    _mine(remark, remark.c.author == _ME),
    Statement(
        update(remark)
        .where(remark.c.workshop.in_(_HERE), remark.c.saved_by == _ME)
        .values(saved_by=remark.c.author)
    ),
    _mine(participant, participant.c.user == _ME),
    Statement(
        update(workshop)
        .where(workshop.c.team == _TEAM, workshop.c.chef == _ME)
        .values(title=NO_TITLE)
    ),
)


def forget(tx: Transaction, team: str, user: str) -> None:
    """Delete what they answered, objected and said, and that they took part."""
    for statement in FORGET:
        statement.run(tx, at_team=team, at_user=user)
