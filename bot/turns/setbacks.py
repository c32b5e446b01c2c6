"""What failed by itself rests longer each time, is seen by who runs the bot, and stops nobody."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, String, bindparam, delete, exists, literal_column, select

from bot.errors import StoreError, whereabouts
from bot.store.database import Store
from bot.store.schema import setback
from bot.store.statements import Statement, insert_or_set
from bot.store.transaction import Transaction
from bot.store.types import Moment

log = logging.getLogger(__name__)
T = TypeVar("T")

FIRST_REST: Final = timedelta(minutes=1)
LONGEST_REST: Final = timedelta(days=1)
NOW: Final = bindparam("now", type_=Moment)

RECORD: Final = insert_or_set(setback, "about", "tries", "until", "why")
TRIES: Final = Statement(
    select(setback.c.tries).where(setback.c.about == bindparam("at_about")).with_for_update()
)
OVER: Final = Statement(delete(setback).where(setback.c.about == bindparam("at_about")))
RESTING: Final = Statement(select(setback).order_by(setback.c.until).limit(bindparam("most")))


def resting(kind: str, *ids: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether what a row is about rests; ``now`` is to be given."""
    about: ColumnElement[str] = literal_column(f"'{kind}'", String)
    for id in ids:
        about = about + literal_column("':'", String) + id
    return exists().where(setback.c.about == about, setback.c.until > NOW)


def about(kind: str, *ids: str) -> str:
    """What a setback is known by."""
    return ":".join((kind, *ids))


async def guarded(
    store: Store, about: str, owner: str, job: Callable[[Transaction], T], now: datetime
) -> T | None:
    """Run one job in a transaction of its own; None where it fails, and then it rests.

    Raises ``StoreError`` where the database fails: that is nobody's fault.
    """

    def guarded_job(tx: Transaction) -> T:
        done = job(tx)
        OVER.send(tx, at_about=about)
        return done

    try:
        return await store.run(guarded_job, owner)
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - one that fails must not hold up the others
        log.error("%s failed and rests: %s", about, whereabouts(error))
        why = type(error).__name__
    await store.run(lambda tx: _record(tx, about, why, now), owner)
    return None


def _record(tx: Transaction, about: str, why: str, now: datetime) -> None:
    row: Any = TRIES.one_or_none(tx, at_about=about)
    tries = row.tries if row is not None else 0
    rest = min(LONGEST_REST, FIRST_REST * 2 ** min(tries, 16))
    RECORD.send(tx, about=about, tries=tries + 1, until=now + rest, why=why)
