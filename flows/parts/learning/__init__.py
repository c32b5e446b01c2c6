"""Whether what a journey taught may be shown to others who begin one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from flows.journey.records import Record, one
from flows.journey.values import Answers


class SharingState(StrEnum):
    """ASKED and KEPT show nothing to anybody; WITHDRAWN no longer does."""

    ASKED = "asked"
    KEPT = "kept"
    SHARED = "shared"
    WITHDRAWN = "withdrawn"


class SharedLearning(Record):
    """There is one in a journey. It holds no words.

    ``shown`` has when each answer was given that may be shown, by its step: an answer that was
    changed since is not the one that was agreed to.
    """

    KIND: ClassVar[str] = "shared_learning"

    id: str = "erkendelse"
    state: SharingState
    shown: dict[str, datetime] = Field(default_factory=dict)


def sharing(answers: Answers) -> SharedLearning | None:
    """What was agreed to, or None where it was not asked about yet."""
    return one(answers, SharedLearning, "erkendelse")
