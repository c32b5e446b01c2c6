"""What a job works on: one open transaction in one database thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.engine import Dialect


class Cursor(Protocol):
    """The part of a DB-API cursor that statements use, alike in sqlite3 and psycopg."""

    @property
    def rowcount(self) -> int:
        """Rows touched by the last execution."""

    def execute(self, sql: Any, parameters: Any = (), /) -> Any:
        """Run one statement."""

    def executemany(self, sql: Any, parameters: Any, /) -> Any:
        """Run one statement for each set of parameters."""

    def fetchmany(self, size: int, /) -> list[Any]:
        """The next rows."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction. Jobs run their statements on it; committing is not theirs to do."""

    cursor: Cursor
    dialect: Dialect
