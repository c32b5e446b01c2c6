"""What a workshop consists of, what a turn may know of it, and the rules: who may do what, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
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
#: Fewer answers than this are never shown without names: one could guess whose they are.
SMALLEST_ANONYMOUS = 4
#: After so long without the facilitator anybody who takes part may lead on.
ABSENCE = timedelta(days=1)
#: A workshop has at most so many participants.
MOST_PARTICIPANTS = 100


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

    @property
    def is_open(self) -> bool:
        """Whether it has neither ended nor been called off."""
        return self.state in (WorkshopState.GATHERING, WorkshopState.RUNNING)

    @property
    def is_running(self) -> bool:
        """Whether it has begun and not ended."""
        return self.state is WorkshopState.RUNNING


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
    """All that a turn may know, and what follows from it by the rules.

    ``revealed`` holds the answers of rounds that have been revealed, by point, and
    ``second_ratings`` what was rated there a second time; of other rounds there are only
    ``counts``. ``mine`` is the actor's own answer to the point that the turn is about. ``fresh`` is
    an unused id; ``seed`` shuffles.
    """

    workshop: Workshop
    actor: str
    rounds: tuple[Round, ...] = ()
    participants: tuple[Participant, ...] = ()
    counts: Mapping[str, Count] = field(default_factory=dict)
    mine: Contribution | None = None
    revealed: Mapping[str, tuple[Contribution, ...]] = field(default_factory=dict)
    second_ratings: Mapping[str, tuple[Contribution, ...]] = field(default_factory=dict)
    conclusions: tuple[Conclusion, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    remarks: tuple[Remark, ...] = ()
    fresh: str = ""
    seed: int = 0

    def round_on(self, point: str) -> Round | None:
        """The round on that focus point; None where the workshop has none."""
        return next((each for each in self.rounds if each.point == point), None)

    def rounds_in(self, *states: RoundState) -> tuple[Round, ...]:
        """The rounds that stand there, in their order."""
        return tuple(each for each in self.rounds if each.state in states)

    def conclusion_on(self, point: str) -> Conclusion | None:
        """What was concluded on that focus point."""
        return next((each for each in self.conclusions if each.point == point), None)

    def count(self, point: str) -> Count:
        """Who has answered in a round."""
        return self.counts.get(point, Count())

    @property
    def present(self) -> tuple[Participant, ...]:
        """Those who take part and have not left."""
        return tuple(each for each in self.participants if not each.left)

    def takes_part(self, user: str) -> bool:
        """Whether the user is one of them."""
        return any(each.user == user for each in self.present)

    @property
    def may_lead(self) -> bool:
        """Only the facilitator opens, reveals, concludes and ends."""
        return self.actor == self.workshop.facilitator

    def may_take_over(self, gone: bool, now: datetime) -> bool:
        """Any participant, after a day without the facilitator or when they have left."""
        away = gone or not self.takes_part(self.workshop.facilitator)
        return self.takes_part(self.actor) and (away or now - self.workshop.led_at >= ABSENCE)

    def is_enough(self, point: str) -> bool:
        """Whether the answers may be shown: with names one will do, without them it takes four."""
        least = SMALLEST_ANONYMOUS if self.workshop.anonymous else 1
        return len(self.count(point).answered) >= least

    def all_have_answered(self, point: str) -> bool:
        """Whether everybody present has answered or passed."""
        users = {each.user for each in self.present}
        return bool(users) and users <= self.count(point).heard

    @property
    def next_due(self) -> datetime | None:
        """When the clock must look again: a timer or the deadline runs out."""
        if not self.workshop.is_running:
            return None
        ends = (self.workshop.deadline, *(each.talk_until for each in self.rounds))
        return min((each for each in ends if each is not None), default=None)
