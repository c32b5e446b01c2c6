"""Databases full of people whose journeys were left lying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import create_engine, insert

from bot.store import address
from bot.store.schema import journey, nudge, person

TEAM = "T1"
STAGE = "afklaring.points"
AT_ONCE = 5_000


def fill(url: str, due: Sequence[datetime], *, first: int = 0, silence: int = 3) -> None:
    """A person for each moment, with a journey left lying and its nudge, due then."""
    engine = create_engine(address.parse(url))
    people = enumerate(due, first)
    while some := list(islice(people, AT_ONCE)):
        with engine.begin() as connection:
            connection.execute(insert(person), list(_people(some)))
            connection.execute(insert(journey), list(_journeys(some, silence)))
            connection.execute(insert(nudge), list(_nudges(some, silence)))
    engine.dispose()


def touched(due: datetime, silence: int) -> datetime:
    """When the journey of that nudge was touched last: long enough ago."""
    return (due - timedelta(days=silence)).astimezone(UTC).replace(microsecond=0)


def _people(some: Sequence[tuple[int, datetime]]) -> Iterator[dict[str, Any]]:
    for n, due in some:
        yield {
            "team": TEAM,
            "user": f"U{n}",
            "channel": f"D{n}",
            "tz": "Europe/Copenhagen",
            "welcomed": True,
            "open_journey": f"j{n}",
            "created_at": due,
            "updated_at": due,
        }


def _journeys(some: Sequence[tuple[int, datetime]], silence: int) -> Iterator[dict[str, Any]]:
    for n, due in some:
        at = touched(due, silence)
        yield {
            "id": f"j{n}",
            "team": TEAM,
            "owner": f"U{n}",
            "title": f"Forløb {n}",
            "stage": STAGE,
            "revision": 1,
            "created_at": at,
            "updated_at": at,
            "replan": False,
        }


def _nudges(some: Sequence[tuple[int, datetime]], silence: int) -> Iterator[dict[str, Any]]:
    for n, due in some:
        cause = f"{touched(due, silence):%Y%m%dT%H%M%S}"
        yield {
            "team": TEAM,
            "user": f"U{n}",
            "key": f"lying:j{n}::{cause}:0",
            "kind": "lying",
            "journey": f"j{n}",
            "about": "",
            "cause": cause,
            "stage": 0,
            "state": "planned",
            "due_at": due,
            "why": "planned",
            "changed_at": due,
        }
