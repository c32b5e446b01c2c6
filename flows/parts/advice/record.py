"""What came of asking about an advice: that it was asked, or that the answers stand."""

from __future__ import annotations

from typing import ClassVar, Literal

from flows.journey.records import Record


class Advised(Record):
    """``id`` is the advice's; ``choice`` is ``both`` where the answers stand, ``why`` is why."""

    KIND: ClassVar[str] = "advice"

    choice: Literal["asked", "both"]
    why: str | None = None
