"""What happens to a workshop, as typed values: what somebody did, the clock, Slack's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flows.workshop.values import Guests


class Deed(StrEnum):
    """What a button does at once. The values stand in the buttons' ids."""

    JOIN = "join"
    LEAVE = "leave"
    BEGIN = "begin"
    CANCEL = "cancel"
    REVEAL = "reveal"
    GO_ON = "go_on"
    TALK = "talk"
    RATE_AGAIN = "rate_again"
    SHOW_RATING = "show_rating"
    REOPEN = "reopen"
    NEXT = "next"
    END = "end"
    TAKE_OVER = "take_over"
    RETRY = "retry"
    DROP_REMARK = "drop_remark"


class Form(StrEnum):
    """What a button opens a dialog for."""

    SETUP = "setup"
    ANSWER = "answer"
    PASSING = "passing"
    RATE = "rate"
    CONCLUDE = "conclude"
    STEP = "step"
    DISSENT = "dissent"
    HAND_OVER = "hand_over"


#: What was filled in, by field; choices as ids, people as users, moments as seconds.
Filled = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Did:
    """A button. ``gone`` says of TAKE_OVER that the facilitator has left the channel."""

    deed: Deed
    point: str = ""
    arg: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """A dialog that was sent."""

    form: Form
    point: str
    filled: Filled

    def value(self, field: str) -> str:
        """What was written or chosen in a field; nothing where it is empty or not there."""
        return "".join(self.filled.get(field, ())[:1]).strip()


@dataclass(frozen=True, slots=True)
class RemarkSaved:
    """'Gem som input': a message of ``author`` in the channel; ``point`` where it was chosen."""

    author: str
    text: str
    point: str = ""


@dataclass(frozen=True, slots=True)
class Revealed:
    """Only the store says this: the round is revealed, and its answers are in the scene.

    ``sitting`` is which of its answers.
    """

    point: str
    sitting: int


@dataclass(frozen=True, slots=True)
class TimePassed:
    """A deadline or a timer may have run out."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack refused a message. ``target`` is what it was to redraw, if the message is gone."""

    error: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class GuestsFound:
    """What is known now of guests in the channel."""

    guests: Guests
    users: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deactivated:
    """Somebody's account in Slack was closed."""

    user: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Somebody has deleted everything that is stored about them, and is nobody here any more.

    ``of_chef``: they had set it up; ``led``: they led it.
    """

    of_chef: bool
    led: bool


WorkshopInput = (
    Did
    | Submitted
    | RemarkSaved
    | Revealed
    | TimePassed
    | Refused
    | GuestsFound
    | Deactivated
    | Forgotten
)
