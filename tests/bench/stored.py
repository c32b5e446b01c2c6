"""A database that has been used for years: many people, each with a journey and its answers."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import cycle, islice

from sqlalchemy import create_engine, insert

from bot.content_files import load_library
from bot.store import address
from bot.store.migrations import migrate
from bot.store.schema import answer, journey, person
from flows.journey.path import Path

#: Answers a journey: about a third of Afklaring.
ANSWERS = 12
BATCH = 5_000


def store_journeys(url: str, count: int, answers: int = ANSWERS) -> None:
    """Bring the database to the current schema and put ``count`` journeys into it.

    Each with so many answers: to the first questions, and to those again where there are fewer.
    """
    migrate(url)
    every = [step.id for step in Path(load_library()).steps]
    steps = list(islice(cycle(every), answers))
    now = datetime(2026, 1, 5, 9, tzinfo=UTC)
    engine = create_engine(address.parse(url))
    with engine.begin() as connection:
        for start in range(0, count, BATCH):
            ids = range(start, min(start + BATCH, count))
            connection.execute(insert(person), [_person(n, now) for n in ids])
            connection.execute(insert(journey), [_journey(n, now) for n in ids])
            connection.execute(insert(answer), [_answer(n, s, now) for n in ids for s in steps])
    engine.dispose()


def _person(n: int, now: datetime) -> dict[str, object]:
    return {
        "team": "T1",
        "user": f"UOLD{n}",
        "welcomed": True,
        "open_journey": f"old{n}",
        "created_at": now,
        "updated_at": now,
    }


def _journey(n: int, now: datetime) -> dict[str, object]:
    return {
        "id": f"old{n}",
        "team": "T1",
        "owner": f"UOLD{n}",
        "title": "Et ældre forløb",
        "stage": "naming",
        "revision": ANSWERS,
        "created_at": now,
        "updated_at": now,
    }


def _answer(n: int, step: str, now: datetime) -> dict[str, object]:
    return {
        "journey": f"old{n}",
        "step": step,
        "state": "given",
        "value": "Et svar på en linje eller to, som det plejer at være.",
        "author": f"UOLD{n}",
        "message": None,
        "said_at": now,
    }
