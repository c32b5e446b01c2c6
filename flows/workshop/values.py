"""The values of a workshop: its rounds, who takes part, what they answered, what was concluded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Pace(StrEnum):
    """Whether all sit together, or answer over days until a deadline."""

    LIVE = "live"
    DAYS = "days"


class Naming(StrEnum):
    """Whether answers are shown with names. Chosen before the start, and for good."""

    NAMES = "names"
    ANONYMOUS = "anonymous"


class WorkshopState(StrEnum):
    """Where a workshop stands."""

    GATHERING = "gathering"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"


class RoundState(StrEnum):
    """Where a round stands. In COLLECTING and RERATING answers are hidden."""

    OPEN = "open"
    COLLECTING = "collecting"
    REVEALED = "revealed"
    DISCUSSING = "discussing"
    RERATING = "rerating"
    CONCLUDED = "concluded"


class Guests(StrEnum):
    """What is known of people from outside the organisation in the channel."""

    UNKNOWN = "unknown"
    NONE = "none"
    SOME = "some"
    UNSEEN = "unseen"


#: The sittings of a round: the answers, and the one second rating.
FIRST, SECOND = 1, 2


@dataclass(frozen=True, slots=True)
class Workshop:
    """One session in one channel.

    ``chef`` began it and owns ``journey``; ``facilitator`` leads it, and did so last at ``led_at``.
    ``current`` is the focus point that is gone through now (live). ``lost`` is what Slack said when
    the channel could not be written in any more.
    """

    id: str
    team: str
    channel: str
    title: str
    chef: str
    facilitator: str
    led_at: datetime
    journey: str | None = None
    pace: Pace = Pace.LIVE
    naming: Naming = Naming.NAMES
    state: WorkshopState = WorkshopState.GATHERING
    current: str | None = None
    deadline: datetime | None = None
    guests: Guests = Guests.UNKNOWN
    lost: str | None = None
    tz: str | None = None

    @property
    def anonymous(self) -> bool:
        """Whether nobody's name stands with an answer."""
        return self.naming is Naming.ANONYMOUS


@dataclass(frozen=True, slots=True)
class Round:
    """One focus point of a workshop.

    ``withheld``: too few answered for them to be shown without names. ``rerated``: the second
    rating was used. ``talk_until`` is when the timer runs out.
    """

    point: str
    place: int
    state: RoundState = RoundState.OPEN
    withheld: bool = False
    rerated: bool = False
    talk_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part, or did (``left``). ``guest``: from outside the organisation."""

    user: str
    left: bool = False
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one participant answered in one round, or that they passed (with a reason or without).

    ``author`` is None until the answers are revealed, and for good where they are anonymous.
    """

    id: str
    rating: int | None = None
    answer: str | None = None
    reason: str | None = None
    passed: bool = False
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Who has answered and who has passed in a round: all that is known before the reveal."""

    answered: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()

    @property
    def heard(self) -> frozenset[str]:
        """Everybody who has said something."""
        return self.answered | self.passed


@dataclass(frozen=True, slots=True)
class TeamStep:
    """A next step that the group agreed on. ``owner`` is a user, ``due`` a day."""

    id: str
    what: str
    owner: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the group concluded on a focus point; ``clarity`` is an id of ``steps.clarity``."""

    point: str
    text: str
    clarity: str
    author: str
    steps: tuple[TeamStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Dissent:
    """That somebody disagrees with the conclusion; without a name where there are none."""

    id: str
    point: str
    text: str
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A message in the channel that somebody saved as input to a round."""

    id: str
    point: str
    author: str
    saved_by: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkshopScene:
    """All that a turn may know.

    ``shown`` holds the answers of rounds that have been revealed, by point, and ``again`` their
    second ratings; of the others there are only ``counts``. ``mine`` is the actor's own answer to
    the point that the turn is about. ``fresh`` is an unused id; ``seed`` shuffles.
    """

    workshop: Workshop
    actor: str
    rounds: tuple[Round, ...] = ()
    participants: tuple[Participant, ...] = ()
    counts: Mapping[str, Count] = field(default_factory=dict)
    mine: Contribution | None = None
    shown: Mapping[str, tuple[Contribution, ...]] = field(default_factory=dict)
    again: Mapping[str, tuple[Contribution, ...]] = field(default_factory=dict)
    conclusions: tuple[Conclusion, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    remarks: tuple[Remark, ...] = ()
    fresh: str = ""
    seed: int = 0
