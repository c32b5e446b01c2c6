"""On SQLite one process delivers; others that would stand by until it is gone."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path


class Sole:
    """A lock that the system takes back when its process dies, however it dies.

    It is SQLite's own lock on an empty file beside the database, so it works wherever SQLite does.
    """

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + "-delivery")
        self._held: sqlite3.Connection | None = None

    def take(self) -> bool:
        """Try to get the lock; True when this process has it."""
        if self._held is not None:
            return True
        connection = sqlite3.connect(
            self._path, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return False
        self._held = connection
        return True

    def free(self) -> None:
        """Give the lock back."""
        if self._held is not None:
            with suppress(sqlite3.Error):
                self._held.rollback()
            self._held.close()
            self._held = None
