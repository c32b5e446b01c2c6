"""How often the chef looks at the course of a journey, and when next."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from flows.content import leaning
from flows.journey.records import Record

#: The courses of questions: the check itself, and how often it is wanted.
CHECK, RHYTHM = leaning.course("kurs"), leaning.course("rytme")
#: Days between two checks.
DAYS = {"uge": 7, "to_uger": 14, "maaned": 28}
#: The step that asks how often.
HOW_OFTEN = leaning.question("rytme.hvor_tit", DAYS)


class Rhythm(Record):
    """``every`` is a key of DAYS, or None where the chef says it; ``next`` the day of the next."""

    KIND: ClassVar[str] = "rhythm"

    id: str = CHECK
    every: Literal["uge", "to_uger", "maaned"] | None = None
    next: date | None = None
