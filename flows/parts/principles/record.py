"""The seven principles as they were rated at one time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from flows.journey.records import Record


class PrincipleCheck(Record):
    """One run. ``ratings`` (1 to 5) are by principle; what was left is not there."""

    KIND: ClassVar[str] = "principle_check"

    on: date
    ratings: Mapping[str, int]
