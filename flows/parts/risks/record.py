"""Something that could go wrong, and what is done about it."""

from __future__ import annotations

from typing import ClassVar, Literal

from flows.journey.records import Record


class Risk(Record):
    """One risk. ``likely`` and ``serious`` are None where that was not said.

    ``do`` is what is done about it.
    """

    KIND: ClassVar[str] = "risk"

    what: str
    likely: bool | None = None
    serious: bool | None = None
    do: str | None = None
    state: Literal["holds", "gone"] = "holds"

    @property
    def weight(self) -> int:
        """How much there is to look out for: 2 where it is both likely and serious."""
        return int(self.likely is True) + int(self.serious is True)
