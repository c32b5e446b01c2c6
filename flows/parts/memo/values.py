"""What a memo is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from flows.journey.desk import Desk
from flows.messages import Say


class Size(StrEnum):
    """How much of it: what one reads in a chat, or all that was said."""

    SHORT = "short"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a heading. A line that begins with a bullet is one of several."""

    title: str
    lines: tuple[Say, ...]


Section = Callable[[Desk, Size], Iterator[Part]]
