"""The informal contract between the parties, and how it was lived up to."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from flows.journey.records import Record

Held = Literal["ja", "delvist", "nej"]


class Review(BaseModel):
    """Once looked at again: whether it was lived up to, what was not, and what is done about it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    on: date
    held: Held
    what: str | None = None
    do: str | None = None


class Contract(Record):
    """What was agreed. ``owner`` and ``obligation`` are ids of choices of the course ``kontrakt``.

    ``next_review`` is when it is to be looked at again: every ``interval_days``, or None.
    """

    KIND: ClassVar[str] = "contract"

    agreed: date
    parties: str | None = None
    ours: str | None = None
    theirs: str | None = None
    owner: str | None = None
    obligation: str | None = None
    shared: str | None = None
    interval_days: int | None = None
    next_review: date | None = None
    reviews: tuple[Review, ...] = ()
