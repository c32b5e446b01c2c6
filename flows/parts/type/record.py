"""Where the statements placed a journey at one time, and which type was chosen then."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from flows.journey.records import Record


class Placed(Record):
    """One run through the statements.

    ``result`` and ``actor`` are the scores from 1 to 5; ``points_at`` and ``chosen`` are types.
    """

    KIND: ClassVar[str] = "placed"

    on: date
    result: float
    actor: float
    points_at: tuple[str, ...]
    chosen: str | None = None
