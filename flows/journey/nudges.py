"""What the policy works on: nudges, what calls for one, and what a person has chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class NudgeKind(StrEnum):
    """What a nudge is about, the most urgent first."""

    WORKSHOP = "workshop"
    STEP = "step"
    EVE = "eve"
    DELEGATION = "delegation"
    COURSE = "course"
    CONTRACT = "contract"
    EVALUATION = "evaluation"
    LATER = "later"
    LYING = "lying"
    WEEK = "week"


URGENCY = {kind: rank for rank, kind in enumerate(NudgeKind)}
#: What comes only to those who have asked for it.
CHOSEN_ONLY = frozenset({NudgeKind.EVE, NudgeKind.WEEK})


class NudgeState(StrEnum):
    """Where a nudge is in its life; see ``life.py``."""

    PLANNED = "planned"
    DUE = "due"
    SENT = "sent"
    ACTED = "acted"
    SNOOZED = "snoozed"
    DROPPED = "dropped"


#: A nudge that is still to be sent.
LIVE = frozenset({NudgeState.PLANNED, NudgeState.DUE, NudgeState.SNOOZED})


class Hours(StrEnum):
    """When in the day a person wants to be reminded."""

    DAY = "day"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class Pace(StrEnum):
    """How often a person wants to be reminded at most."""

    DAILY = "daily"
    TWICE = "twice"
    WEEKLY = "weekly"


class Preferences(BaseModel):
    """What a person has chosen about reminders. ``quiet_until`` is the first day after a pause."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    chosen: tuple[NudgeKind, ...] = ()
    stopped: tuple[NudgeKind, ...] = ()
    hours: Hours = Hours.DAY
    pace: Pace = Pace.DAILY
    quiet_until: date | None = None

    def wants(self, kind: NudgeKind) -> bool:
        """Whether nudges of this kind may come."""
        return kind in self.chosen if kind in CHOSEN_ONLY else kind not in self.stopped

    def turned(self, kind: NudgeKind, *, on: bool) -> Preferences:
        """The same with one kind switched on or off."""
        chosen = {*self.chosen, kind} if on else {*self.chosen} - {kind}
        stopped = {*self.stopped} - {kind} if on else {*self.stopped, kind}
        changed = {
            "chosen": tuple(each for each in NudgeKind if each in chosen & CHOSEN_ONLY),
            "stopped": tuple(each for each in NudgeKind if each in stopped - CHOSEN_ONLY),
        }
        return self.model_copy(update=changed)


USUAL = Preferences()


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that calls for nudges: to whom, about what, and on which days at the earliest.

    ``about`` is the record's id, where it is about one. ``cause`` is another one when what it is
    about has changed, so that an older nudge is over. Of several ``days`` each is for one nudge,
    and the next counts from the one before. ``at`` is the moment of the first, where somebody chose
    one. After ``until`` it has lost its point.
    """

    kind: NudgeKind
    user: str
    days: tuple[date, ...]
    cause: str
    journey: str | None = None
    about: str = ""
    until: date | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Nudge:
    """One reminder to one person. ``stage`` counts the nudges of one occasion.

    ``batch`` names the message that it was sent in, perhaps with others. ``why`` says in a few
    words (English, for the log) what was last decided about it.
    """

    user: str
    kind: NudgeKind
    cause: str
    stage: int
    due_at: datetime
    journey: str | None = None
    about: str = ""
    state: NudgeState = NudgeState.PLANNED
    sent_at: datetime | None = None
    batch: str | None = None
    why: str = ""
    id: int | None = None

    @property
    def subject(self) -> tuple[str, ...]:
        """What all nudges of one occasion share."""
        return (self.user, self.kind, self.journey or "", self.about, self.cause)

    @property
    def key(self) -> str:
        """What tells it from every other nudge of the same person."""
        parts = (self.kind, self.journey or "", self.about, self.cause, str(self.stage))
        return ":".join(parts)


def subject(occasion: Occasion) -> tuple[str, ...]:
    """What the nudges of this occasion share."""
    return (
        occasion.user,
        occasion.kind,
        occasion.journey or "",
        occasion.about,
        occasion.cause,
    )
