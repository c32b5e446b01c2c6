"""What the policy works on: nudges, what calls for one, and what a person has chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from transitions import Machine


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
#: No pause is longer; the calendar ends not far behind it.
LONGEST_PAUSE = date(2199, 12, 31)
#: What comes only to those who have asked for it.
CHOSEN_ONLY = frozenset({NudgeKind.EVE, NudgeKind.WEEK})


class NudgeState(StrEnum):
    """Where a nudge is in its life; see ``moved``."""

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


@dataclass(frozen=True, slots=True)
class Away:
    """Their status in Slack says that somebody is away; ``until`` then, where it says."""

    until: datetime | None = None


class Preferences(BaseModel):
    """What a person has chosen about reminders. ``quiet_until`` is the first day after a pause.

    ``away``: nothing comes while their status in Slack says that they are away.

    What cannot be read in what is stored, or a pause beyond ``LONGEST_PAUSE``, is as if it was not
    chosen: ``unread`` names it, and is not stored.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    chosen: tuple[NudgeKind, ...] = ()
    stopped: tuple[NudgeKind, ...] = ()
    hours: Hours = Hours.DAY
    pace: Pace = Pace.DAILY
    quiet_until: Annotated[date, Field(le=LONGEST_PAUSE)] | None = None
    away: bool = False
    unread: Annotated[tuple[str, ...], Field(exclude=True)] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _leave_out_what_cannot_be_read(
        cls, stored: Any, read: Callable[[Any], Preferences]
    ) -> Preferences:
        try:
            return read(stored)
        except ValidationError as error:
            if not isinstance(stored, dict):
                return read({"unread": ("all",)})
            kept = dict(stored)
            wrong = {str(each["loc"][0]) for each in error.errors()}
            for name in wrong & {"chosen", "stopped"}:
                given = kept[name] if isinstance(kept[name], list | tuple) else ()
                kept[name] = tuple(each for each in given if each in set(NudgeKind))
            for name in wrong - {"chosen", "stopped"}:
                del kept[name]
            return read({**kept, "unread": tuple(sorted(wrong))})

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


# A nudge's life: planned, due, sent, and then acted on, snoozed or dropped

_TRANSITIONS: list[Any] = [
    # its time has come
    {"trigger": "ripen", "source": ["planned", "snoozed"], "dest": "due"},
    # … but this is not the moment
    {"trigger": "wait", "source": ["planned", "due", "snoozed"], "dest": "planned"},
    # what is due later the same day goes along
    {"trigger": "send", "source": ["planned", "due", "snoozed"], "dest": "sent"},
    {"trigger": "act", "source": ["sent", "snoozed"], "dest": "acted"},
    {"trigger": "snooze", "source": ["sent", "snoozed"], "dest": "snoozed"},
    # it has lost its point
    {"trigger": "drop", "source": ["planned", "due", "snoozed"], "dest": "dropped"},
    # … and has one again
    {"trigger": "revive", "source": "dropped", "dest": "planned"},
]

#: Shared by all threads: a flat machine keeps nothing on itself.
_MACHINE = Machine(
    model=None,
    states=[state.value for state in NudgeState],
    transitions=_TRANSITIONS,
    initial="planned",
    auto_transitions=False,
    send_event=True,
)
#: What may happen in each state; asked beforehand, since the library warns of what may not.
_ALLOWED = {state: frozenset(_MACHINE.get_triggers(state.value)) for state in NudgeState}


class _Walker:
    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


def moved(nudge: Nudge, trigger: str, why: str, due_at: datetime | None = None) -> Nudge | None:
    """The nudge after ``trigger``; None where its state does not allow that."""
    if trigger not in _ALLOWED[nudge.state]:
        return None
    walker: Any = _Walker(nudge.state.value)
    _MACHINE.events[trigger].trigger(walker)
    return replace(nudge, state=NudgeState(walker.state), why=why, due_at=due_at or nudge.due_at)
