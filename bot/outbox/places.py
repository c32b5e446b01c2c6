"""Slack's pace where several processes send: places are taken in the database, before a call.

Only where there are several: one that is alone counts in its memory, which costs nothing. A place
that is lost in a crash was nobody's, so no commit waits for the disk here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import BindParameter, Float, String, bindparam, func, or_, select, text

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
    """Takes the next place of a key, where it is soon enough and nothing holds; PostgreSQL's."""
    sql = """INSERT INTO pace AS taken (key, until)
        SELECT :key, :first WHERE NOT EXISTS
            (SELECT FROM pace WHERE (key = :method OR key = :all) AND until > :patient)
        ON CONFLICT (key) DO UPDATE
        SET until = greatest(taken.until + make_interval(secs => :each), excluded.until)
        WHERE taken.until <= :latest
        RETURNING until, set_config('synchronous_commit', 'off', true) AS lazily"""
    given: list[BindParameter[Any]] = [
        bindparam(name, type_=Moment) for name in ("first", "latest", "patient")
    ]
    given += [bindparam(name, type_=String) for name in ("key", "method", "all")]
    typed = text(sql).bindparams(*given, bindparam("each", type_=Float))
    return Statement(typed.columns(until=Moment, lazily=String))


def take(
    tx: Transaction, row: Row, places: Iterable[Place], now: datetime, patience: float
) -> float:
    """Seconds until the row may be sent; its places are taken only where within ``patience``."""
    at = {"method": _hold(row.team, row.method), "all": _hold(row.team, "")}
    patient, held, wait = now + timedelta(seconds=patience), HELD.ask(tx, **at), 0.0
    for place in sorted(places):
        until = taking().ask(
            tx,
            key=place.key,
            first=now + timedelta(seconds=place.each),
            each=place.each,
            latest=patient + timedelta(seconds=place.burst),
            patient=patient,
            **at,
        )
        wait = max(wait, _seconds(held.one_or_none().until, now))
        if wait > patience:
            return wait
        taken = until.one_or_none()
        if taken is None:
            return patience + place.each
        wait = max(wait, _seconds(taken.until, now) - place.each - place.burst)
    return max(wait, _seconds(held.one_or_none().until, now))


def _seconds(until: datetime | None, now: datetime) -> float:
    """From now on; none where it is past."""
    return max(0.0, (until - now).total_seconds()) if until is not None else 0.0


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
