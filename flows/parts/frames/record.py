"""A frame: something that lies fast, or may be moved, or is not decided yet."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from flows.journey.records import Record


class Firmness(StrEnum):
    """How firm a frame is."""

    FIXED = "fixed"
    ELASTIC = "elastic"
    UNDECIDED = "undecided"
    ENDED = "ended"


class Change(BaseModel):
    """What the frame was before a change, on which day that ended, and why."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    on: date
    was: str
    firmness: Firmness
    why: str | None = None


class Frame(Record):
    """One frame with all that it has been.

    ``said`` is what the answer that it was born of said then; None where it has another
    ``origin`` (``risk:en``), as ``<kind>:<id>``.
    """

    KIND: ClassVar[str] = "frame"

    text: str
    firmness: Firmness
    on: date
    origin: str = ""
    said: str | None = None
    history: tuple[Change, ...] = ()

    def changed(
        self,
        today: date,
        *,
        text: str | None = None,
        firmness: Firmness | None = None,
        why: str | None = None,
        said: str | None = None,
    ) -> Frame:
        """The frame after a change, with what it was before behind it."""
        before = Change(on=today, was=self.text, firmness=self.firmness, why=why)
        news = {"text": text, "firmness": firmness, "said": said}
        return self.model_copy(
            update={
                **{key: value for key, value in news.items() if value is not None},
                "on": today,
                "history": (*self.history, before),
            }
        )
