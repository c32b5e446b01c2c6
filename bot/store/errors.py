"""What may go wrong with the database, as far as callers can do something about it."""

from __future__ import annotations

from bot.errors import PlainError


class StoreError(PlainError):
    """The database cannot be used as it is. The message is one line, without secrets."""


class StoreFull(StoreError):
    """The disk or the quota is full: nothing was stored."""


class StoreAway(StoreError):
    """The database does not answer, or is locked: nothing is known to be stored. Try again."""
