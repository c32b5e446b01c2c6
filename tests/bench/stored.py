"""A database that has been used for years: many people, each with a journey and its answers."""

from __future__ import annotations

from itertools import cycle, islice
from time import perf_counter

from sqlalchemy import create_engine, text

from bot.content_files import load_library
from bot.store import address
from bot.store.migrations import migrate
from flows.journey.path import Path

#: Answers a journey: about a third of Afklaring.
ANSWERS = 12
#: So many are written in one transaction, by the database itself.
BATCH = 5_000
TIME = "'2026-01-05 09:00:00.000000'"
VALUE = "'\"Et svar på en linje eller to, som det plejer at være.\"'"
NUMBERS = "WITH RECURSIVE numbers (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers"
NUMBERS += " WHERE n < {last})"
FILLING = (
    'INSERT INTO person (team, "user", welcomed, open_journey, created_at, updated_at) {numbers}'
    " SELECT 'T1', 'UOLD' || n, true, 'old' || n, {time}, {time} FROM numbers",
    # They were planned long ago.
    "INSERT INTO journey (id, team, owner, title, stage, revision, created_at, updated_at, replan)"
    " {numbers} SELECT 'old' || n, 'T1', 'UOLD' || n, 'Et ældre forløb', 'naming', {answers},"
    " {time}, {time}, false FROM numbers",
    "INSERT INTO answer (journey, step, state, value, author, said_at) {numbers},"
    " steps (step) AS (VALUES {steps})"
    " SELECT 'old' || n, step, 'given', {value}, 'UOLD' || n, {time} FROM numbers, steps",
)


def store_journeys(url: str, count: int, answers: int = ANSWERS) -> None:
    """Bring the database to the current schema and put ``count`` journeys into it.

    Each with so many answers: to the first questions, and to those again where there are fewer.
    How far it has come is printed.
    """
    migrate(url)
    every = [step.id for step in Path(load_library()).steps]
    steps = ", ".join(f"('{step}')" for step in islice(cycle(every), answers))
    values = {"answers": answers, "time": TIME, "value": VALUE, "steps": steps}
    engine, began = create_engine(address.parse(url)), perf_counter()
    for first in range(0, count, BATCH):
        last = min(first + BATCH, count) - 1
        numbers = NUMBERS.format(first=first, last=last)
        with engine.begin() as connection:
            for each in FILLING:
                filled = each.format(numbers=numbers, **values).replace(":", r"\:")
                connection.execute(text(filled))
        if (last + 1) % (4 * BATCH) == 0 or last + 1 == count:
            print(f"{last + 1:,} journeys after {perf_counter() - began:.0f} s", flush=True)
    if count:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    engine.dispose()
