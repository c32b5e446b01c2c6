"""What people and channels are called, as Slack last said: kept, so that it is asked once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select, update

from bot.store.schema import called
from bot.store.statements import Statement, insert_or_set
from bot.store.transaction import Transaction

#: No name is longer in the database.
LONGEST: Final = 160

_WHICH = (called.c.team == bindparam("at_team"), called.c.id == bindparam("at_id"))
NAME: Final = Statement(select(called.c.name).where(*_WHICH))
KEEP: Final = insert_or_set(called, "team", "id", "name", "told_at")
RENEW: Final = Statement(
    update(called)
    .where(*_WHICH, called.c.name != bindparam("name"))
    .values(name=bindparam("name"), told_at=bindparam("told_at"))
)
FORGET: Final = Statement(delete(called).where(*_WHICH))


def names_of(tx: Transaction, team: str, ids: Iterable[str]) -> dict[str, str]:
    """The names of those of them that have one here."""
    found = {id: NAME.one_or_none(tx, at_team=team, at_id=id) for id in ids}
    return {id: row.name for id, row in found.items() if row is not None}


def keep(tx: Transaction, team: str, names: Mapping[str, str], now: datetime) -> None:
    """Keep what Slack has said."""
    for id, name in names.items():
        KEEP.send(tx, team=team, id=id, name=name[:LONGEST], told_at=now)


def renew(tx: Transaction, team: str, id: str, name: str, now: datetime) -> None:
    """Somebody is called something else now; nothing where nobody has asked for their name."""
    RENEW.send(tx, at_team=team, at_id=id, name=name[:LONGEST], told_at=now)


def forget(tx: Transaction, team: str, id: str) -> None:
    """Delete what somebody is called."""
    FORGET.send(tx, at_team=team, at_id=id)
