"""What is in the bot's database, read beside it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, create_engine, func, select
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

from bot.store import address
from bot.store.schema import (
    LIVE,
    PENDING,
    answer,
    forgotten,
    journey,
    metadata,
    nudge,
    person,
    round,
    workshop,
)
from flows.journey.values import Answer, Answers, AnswerState

#: What SQLAlchemy has made of the questions, by a database's dialect: the next test asks the same.
COMPILED: LRUCache[Any, Any] = LRUCache(500)
DIALECTS: dict[str, Dialect] = {}
#: Asked again and again while a test waits: the driver is asked without SQLAlchemy.
OWED = f"SELECT count(*) FROM outbox WHERE state = {PENDING}"


class Database:
    """Reads the database at `url`; each question sees what is committed then."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.place = address.parse(url)
        options = {"compiled_cache": COMPILED}
        self.engine = create_engine(
            self.place, isolation_level="AUTOCOMMIT", execution_options=options
        )
        dialect = self.engine.dialect
        self.engine.dialect = DIALECTS.setdefault(dialect.name, dialect)

    def close(self) -> None:
        self.engine.dispose()

    def rows(self, question: Select[Any]) -> list[Row[Any]]:
        with self.engine.connect() as connection:
            return list(connection.execute(question))

    def on_disk(self) -> bytes:
        """SQLite's file and its log, as they are just now."""
        if self.place.drivername != "sqlite":
            return b""
        path = Path(str(self.place.database))
        return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))

    def owed(self) -> int:
        """How many rows of the outbox are still to be sent."""
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(OWED)
            found = cursor.fetchone()
            cursor.close()
        except Exception:
            connection.invalidate()
            raise
        connection.close()
        assert found is not None
        return int(found[0])

    def unplanned(self) -> int:
        """How many journeys wait for their reminders to be planned."""
        return int(
            self.rows(select(func.count()).select_from(journey).where(journey.c.replan))[0][0]
        )

    def next_nudge(self) -> datetime | None:
        """When the next reminder is due."""
        found: datetime | None = self.rows(select(func.min(nudge.c.due_at)).where(LIVE))[0][0]
        return found

    def nudges(self, user: str) -> list[Row[Any]]:
        """A person's reminders, the oldest first."""
        return self.rows(select(nudge).where(nudge.c.user == user).order_by(nudge.c.id))

    def gone(self, user: str) -> bool:
        """Whether the bot knows that somebody has left."""
        return bool(self.rows(select(person.c.gone).where(person.c.user == user))[0][0])

    def journeys(self, user: str) -> list[Row[Any]]:
        """A person's journeys, the oldest first."""
        mine = select(journey).where(journey.c.owner == user)
        return self.rows(mine.order_by(journey.c.created_at))

    def answers(self, user: str, title: str = "") -> Answers:
        """The answers in a person's only journey, or in the one with this title."""
        found = [each for each in self.journeys(user) if title in ("", each.title)]
        assert len(found) == 1, [each.title for each in found]
        said = self.rows(
            select(answer).where(answer.c.journey == found[0].id).order_by(answer.c.id)
        )
        return Answers(
            Answer(row.step, AnswerState(row.state), row.value, row.author, row.said_at)
            for row in said
        )

    def given(self, user: str, step: str, title: str = "") -> Any:
        """The answer that holds; None where there is none."""
        return self.answers(user, title).given(step)

    def workshops(self) -> list[Row[Any]]:
        """The workshops."""
        return self.rows(select(workshop))

    def states(self, point: str) -> list[str]:
        """Where the rounds of a focus point stand, in all workshops."""
        found = self.rows(select(round.c.state).where(round.c.point == point))
        return [str(row.state) for row in found]

    def round_state(self, point: str) -> str:
        """Where the round of a focus point stands, in the only workshop."""
        return str(self.rows(select(round.c.state).where(round.c.point == point))[0][0])

    def everything(self) -> dict[str, str]:
        """Each table as one text, to be searched."""
        return {
            table.name: "\n".join(str(tuple(row)) for row in self.rows(select(table)))
            for table in metadata.sorted_tables
        }

    def tables_with(self, words: str) -> list[str]:
        """The tables in which these words stand anywhere."""
        return [name for name, text in self.everything().items() if words in text]

    def forgetting(self) -> bool:
        """Whether somebody deleted everything, and others' records are not gone through yet."""
        return bool(self.rows(select(forgotten)))
