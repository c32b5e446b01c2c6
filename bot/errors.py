"""Errors: those that a person at a terminal is meant to read, and the others in the log."""

from __future__ import annotations

import traceback


class PlainError(Exception):
    """The program cannot go on; the text is one line that says why and what to do about it."""


class StoreError(PlainError):
    """The database cannot be used as it is. The message is one line, without secrets."""


class StoreFull(StoreError):
    """The disk or the quota is full: nothing was stored."""


class StoreAway(StoreError):
    """The database does not answer, or is locked: nothing is known to be stored. Try again."""


def whereabouts(error: BaseException) -> str:
    """What failed and where, for the log; the error's own text may hold people's words."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{lines}".rstrip()
