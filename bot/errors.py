"""Errors: those that a person at a terminal is meant to read, and the others in the log."""

from __future__ import annotations

import traceback


class PlainError(Exception):
    """The program cannot go on; the text is one line that says why and what to do about it."""


def whereabouts(error: BaseException) -> str:
    """What failed and where, for the log; the error's own text may hold people's words."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{lines}".rstrip()
