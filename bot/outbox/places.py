"""Slack's pace where several processes send: places are taken in the database, before a call.

Only where there are several: one that is alone counts in its memory, which costs nothing. A place
that is lost in a crash was nobody's, so no commit waits for the disk here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from sqlalchemy import Float, String, bindparam, func, or_, select, text

from bot.outbox.pace import Place
from bot.outbox.rows import Row
from bot.store.schema import pace
from bot.store.statements import Statement, insert_or_set
from bot.store.transaction import Transaction
from bot.store.types import Moment

HOLD: Final = insert_or_set(pace, "key", "until")
HELD: Final = Statement(
    select(func.max(pace.c.until).label("until")).where(
        or_(pace.c.key == bindparam("method"), pace.c.key == bindparam("all"))
    )
)


@cache
def taking() -> Statement:
    """Takes the next place of a key, where it is soon enough; PostgreSQL's alone."""
    sql = """INSERT INTO pace AS taken (key, until) VALUES (:key, :first)
        ON CONFLICT (key) DO UPDATE
        SET until = greatest(taken.until + make_interval(secs => :each), excluded.until)
        WHERE taken.until <= :latest
        RETURNING until, set_config('synchronous_commit', 'off', true) AS lazily"""
    given = [bindparam(name, type_=Moment) for name in ("first", "latest")]
    typed = text(sql).bindparams(
        *given, bindparam("key", type_=String), bindparam("each", type_=Float)
    )
    return Statement(typed.columns(until=Moment, lazily=String))


def take(
    tx: Transaction, row: Row, places: Iterable[Place], now: datetime, patience: float
) -> float:
    """Seconds until the row may be sent; its places are taken only where within ``patience``."""
    whole = _hold(row.team, "")
    held = HELD.one_or_none(tx, method=_hold(row.team, row.method), all=whole).until
    wait = (held - now).total_seconds() if held is not None else 0.0
    if wait > patience:
        return wait
    for place in sorted(places):
        until = taking().one_or_none(
            tx,
            key=place.key,
            first=now + timedelta(seconds=place.each),
            each=place.each,
            latest=now + timedelta(seconds=place.burst + patience),
        )
        if until is None:
            return patience + place.each
        wait = max(wait, (until.until - now).total_seconds() - place.each - place.burst)
    return max(0.0, wait)


def hold(tx: Transaction, pauses: Iterable[tuple[str, str, float]], now: datetime) -> None:
    """Let all processes wait with a method of a workspace: team, method ('' for all), seconds."""
    HOLD.many(
        tx,
        (
            {"key": _hold(team, method), "until": now + timedelta(seconds=seconds)}
            for team, method, seconds in pauses
        ),
    )


def _hold(team: str, method: str) -> str:
    return f"hold {team} {method}"
