"""Ids shaped like Slack's, never the same twice, also across restarts."""

from __future__ import annotations

import itertools
import secrets
import time

_BASE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_started = time.time_ns() // 1_000_000 % 36**7
_count = itertools.count(1)


def _base36(number: int, width: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _BASE[rest] + digits
    return digits.rjust(width, "0")


_BOOT = _base36(_started, 7)


def new(prefix: str) -> str:
    """A new id with the kind of thing as its first letters: `new("Ev")`."""
    return f"{prefix}{_BOOT}{_base36(next(_count), 4)}"


def secret(size: int = 18) -> str:
    """Something that nobody guesses: tickets, upload addresses, response addresses."""
    return secrets.token_urlsafe(size).replace("-", "0").replace("_", "1")


def trigger() -> str:
    """A `trigger_id`."""
    return f"{next(_count)}.{_started}.{secrets.token_hex(16)}"
