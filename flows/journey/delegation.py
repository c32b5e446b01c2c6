"""A focus point that somebody else answers: as its journey keeps it, and as they do."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from flows.journey.records import Record, all_of
from flows.journey.values import Answers


class DelegationState(StrEnum):
    """Where it is. While SENT it is with the other; ANSWERED is handed back, and not yet seen to.

    RETURNED, TAKEN_BACK and DECLINED are over; DROPPED was never sent.
    """

    DRAFTED = "drafted"
    SENT = "sent"
    ANSWERED = "answered"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    DECLINED = "declined"
    DROPPED = "dropped"


class Delegation(Record):
    """In the journey: which focus point is with whom, ``since`` when it is in its state.

    The ``id`` is also that of the other's journey. ``note`` is what was said with it.
    """

    KIND: ClassVar[str] = "delegation"

    point: str
    to: str
    since: datetime
    state: DelegationState
    note: str | None = None


class Assignment(Record):
    """In the other's journey: the focus point that it is about, and what was said with it.

    ``title`` is that of the journey that it comes from; ``sent_at`` is when the answers were last
    handed back.
    """

    KIND: ClassVar[str] = "assignment"

    point: str
    title: str
    note: str | None = None
    sent_at: datetime | None = None


def delegations(answers: Answers, *states: DelegationState) -> tuple[Delegation, ...]:
    """Those of a journey that are in one of the states."""
    return tuple(each for each in all_of(answers, Delegation) if each.state in states)


#: With the other, or handed back and not yet seen to.
OUT = (DelegationState.SENT, DelegationState.ANSWERED)


def away(answers: Answers) -> frozenset[str]:
    """The focus points that are with somebody else now."""
    return frozenset(each.point for each in delegations(answers, DelegationState.SENT))


def out(answers: Answers) -> frozenset[str]:
    """The focus points that who leads the journey is not asked about."""
    return frozenset(each.point for each in delegations(answers, *OUT))


def assignment(answers: Answers) -> Assignment | None:
    """What the journey was made for, where it is a focus point of somebody else's."""
    found = all_of(answers, Assignment)
    return found[0] if found else None
