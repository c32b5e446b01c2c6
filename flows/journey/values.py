"""The values that a turn works on: a person, a journey, and the answers in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from flows.fixed import fixed
from flows.journey.nudges import USUAL, Away, Nudge, Preferences
from flows.journey.workplace import USUAL_WORKPLACE, Workplace

if TYPE_CHECKING:
    from flows.journey.route import Route

#: What an answer holds, as JSON, by the kind of question: text ``str``; choice ``str`` (id);
#: choices ``list[str]``; scale ``int``; yes_no ``bool``; person ``{"user": id}`` or
#: ``{"name": str}``; date ``"YYYY-MM-DD"``.
Value = Any


#: Before the id of a workshop, where an answer is what its group concluded.
GROUP = "group:"


class AnswerState(StrEnum):
    """Whether there is something in the answer. All three count as answered."""

    GIVEN = "given"
    SKIPPED = "skipped"
    REMOVED = "removed"


@fixed
class Answer:
    """What someone said to one step, at one time. ``message`` is the Slack message's ts."""

    step: str
    state: AnswerState
    value: Value
    author: str
    said_at: datetime
    message: str | None = None

    @property
    def is_groups(self) -> bool:
        """Whether a group concluded it, in a workshop."""
        return self.author.startswith(GROUP)


class Answers:
    """The answers of one journey, in the order in which they came; the last one on a step holds.

    ``version`` grows with each change. ``newest`` is the ts of the latest message that was taken:
    as Slack writes them, they are ordered as texts.
    """

    def __init__(self, said: Iterable[Answer] = ()) -> None:
        self._all: list[Answer] = []
        self._last: dict[str, Answer] = {}
        self._at: dict[str, int] = {}
        self._kept: dict[str, dict[str, Answer]] = {}
        self.version = self._erased = 0
        self.newest = ""
        for answer in said:
            self.add(answer)

    def add(self, answer: Answer) -> None:
        """Follow earlier answers to the same step by ``answer``."""
        self._all.append(answer)
        if answer.message is not None and answer.message > self.newest:
            self.newest = answer.message
        self._last.pop(answer.step, None)  # what was said last stands last
        self._last[answer.step] = answer
        self.version += 1
        self._at[answer.step] = self.version
        if ":" in answer.step:
            kept = self._kept.setdefault(answer.step.partition(":")[0], {})
            kept.pop(answer.step, None)
            kept[answer.step] = answer

    def copy(self) -> Answers:
        """The same, to which others may be added."""
        made = copy(self)
        made._all, made._last, made._at = [*self._all], {**self._last}, {**self._at}
        made._kept = {kind: {**kept} for kind, kept in self._kept.items()}
        return made

    def erase(self, step: str) -> None:
        """Forget everything that was said to ``step``."""
        self.version += 1
        self._erased = self.version
        self._all = [answer for answer in self._all if answer.step != step]
        self._last.pop(step, None)
        self._at.pop(step, None)
        if ":" in step:
            self._kept.get(step.partition(":")[0], {}).pop(step, None)

    def since(self, version: int) -> list[Answer] | None:
        """What was said since they had this version; None where something was forgotten since."""
        if version < self._erased:
            return None
        return self._all[len(self._all) - (self.version - version) :]

    def get(self, step: str) -> Answer | None:
        """The answer that holds, or None."""
        return self._last.get(step)

    @property
    def steps(self) -> AbstractSet[str]:
        """The steps that have an answer."""
        return self._last.keys()

    def given(self, step: str) -> Value | None:
        """The value that was given, or None where there is none."""
        answer = self._last.get(step)
        return answer.value if answer and answer.state is AnswerState.GIVEN else None

    def at(self, step: str) -> int:
        """The how-manieth answer was the last one to ``step``; 0 where there is none."""
        return self._at.get(step, 0)

    def is_later(self, step: str, than: str) -> bool:
        """Whether what was said last to ``step`` came after what was said last to ``than``."""
        return self._at.get(step, 0) > self._at.get(than, 0)

    def held(self) -> Iterator[Answer]:
        """The answers that hold, one a step, in the order in which they came."""
        return iter(self._last.values())

    def kept(self, kind: str) -> Collection[Answer]:
        """The records of a kind (``<kind>:<id>``) that hold, in the order in which they came."""
        return self._kept.get(kind, {}).values()

    def from_message(self, message: str) -> list[Answer]:
        """The answers that hold and came from this Slack message."""
        return [answer for answer in self._last.values() if answer.message == message]

    def of_others_since(self, author: str) -> Iterator[Answer]:
        """What others have said since the last thing that ``author`` did, the newest first."""
        return takewhile(lambda answer: answer.author != author, reversed(self._all))

    def __iter__(self) -> Iterator[Answer]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._last)


@fixed
class Delegated:
    """Whose focus point it is: ``journey`` of ``by``, who leads it."""

    journey: str
    by: str
    point: str


#: So many journeys one person may lead: each is looked at in each of their turns.
MOST_JOURNEYS = 100


@fixed
class Journey:
    """One co-creation effort. ``stage`` is its state in ``life``.

    ``asked`` is the question that was last put: what is typed answers that one, and no other. What
    is asked next never follows from it. ``delegated`` makes it one focus point of somebody else's,
    to be answered and handed back.
    """

    id: str
    title: str
    stage: str
    revision: int
    updated_at: datetime
    delegated: Delegated | None = None
    asked: str | None = None


@fixed
class Asking:
    """A side question that waits for its answer. ``arg`` is what it is about."""

    what: str
    journeys: tuple[str, ...] = ()
    arg: str = ""


@fixed
class Person:
    """One person in the DM.

    ``channel`` is the DM, once known; ``tz`` an IANA zone; ``refused`` the ts of a message that
    could not be an answer; ``pressed`` the last button that was not an answer, so that a double
    click is one click; ``home`` says that the App Home was opened, and so is kept fresh;
    ``nudged_at`` is when a reminder went last; ``thread`` is where in the DM the talk goes on, a
    thread's ts, or None for the conversation itself. ``workplace`` is what is set for everybody
    where they are, ``administers`` whether they may set it; ``away`` as in ``Habits``.
    """

    id: str
    channel: str | None = None
    tz: str | None = None
    welcomed: bool = False
    open_journey: str | None = None
    asking: Asking | None = None
    refused: str | None = None
    pressed: str | None = None
    pressed_at: datetime | None = None
    home: bool = False
    reminders: Preferences = USUAL
    nudged_at: datetime | None = None
    thread: str | None = None
    workplace: Workplace = USUAL_WORKPLACE
    administers: bool = False
    away: Away | None = None


@fixed
class Owned:
    """A journey with its answers and whose it is."""

    owner: str
    journey: Journey
    answers: Answers


@fixed
class Filed:
    """A final memo, frozen as it was when it was made.

    ``number`` counts those of its kind, or of its ``workshop``. ``name`` is what its file is
    called, without the ending. ``links`` is the chain over the answers that it stands on, and
    ``rules`` the version of content and rules. ``document`` is the memo itself as JSON; None where
    it is only listed.
    """

    id: str
    journey: str
    kind: str
    number: int
    name: str
    made_at: datetime
    made_by: str
    rules: str
    fingerprint: str
    links: tuple[tuple[str, str], ...] = ()
    workshop: str | None = None
    document: Any = None


@fixed
class Awaited:
    """A workshop where the person's own answer is missing in ``points``; never what others said.

    ``rates_again``: what is missing is the second rating.
    """

    id: str
    title: str
    points: tuple[str, ...]
    deadline: datetime | None = None
    rates_again: bool = False


@fixed
class Scene:
    """All that a turn may know: who speaks, their journeys, and the answers of one of them.

    ``about`` is the journey that the turn is about, and ``answers`` are its answers: the open
    one, unless the input belongs to another (an edited message, 'skift'). ``fresh_id`` is an
    unused id for a journey that may be begun in this turn. ``nudges`` are the person's reminders
    that are sent or to be sent, where the turn has to do with them. ``delegations`` are the focus
    points that the person has given to others or been given, where the input reaches others.
    ``records`` are those of all the person's journeys with what each phase decided, and ``awaited``
    the workshops that wait for the person, where App Home is kept fresh; ``learning``
    is what journeys have taught that the person may have to do with, where one begins. ``thread``
    is where in the DM it happens; ``shown_at`` then the ts of the message that put the open
    question first. ``memos`` are the final memos of all the person's journeys, those of ``about``
    with their documents where the turn has to do with memos. Then ``meetings`` are its workshops
    that are over (``flows.workshop.values.WorkshopScene``), ``called`` the names of people and
    channels in all of that, by id, and ``earlier`` all that was ever answered to the question of
    the success criterion, the oldest first. ``held`` are the journeys that must be kept for now,
    with the reason (empty: nothing at all is deleted), where something may be deleted. ``route`` is
    what ``answers`` say of the path, where that is known from before.
    """

    person: Person
    journeys: tuple[Journey, ...] = ()
    about: str | None = None
    answers: Answers = field(default_factory=Answers)
    fresh_id: str = ""
    nudges: tuple[Nudge, ...] = ()
    delegations: tuple[Owned, ...] = ()
    records: tuple[tuple[str, Answer], ...] = ()
    learning: tuple[Owned, ...] = ()
    thread: str | None = None
    shown_at: str | None = None
    memos: tuple[Filed, ...] = ()
    meetings: tuple[object, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[Answer, ...] = ()
    held: Mapping[str, str] = field(default_factory=dict)
    route: Route | None = field(default=None, repr=False, compare=False)


class Need(StrEnum):
    """What only some turns need, and what is therefore loaded only where it is declared."""

    PARTNERS = "focus points given to others or by them; those people wait for each other"
    LEARNING = "what earlier journeys have taught"
    PLANNED = "reminders, planned as things are now"
    NUDGES = "the person's reminders"
    HELD = "which of the person's journeys must be kept for now, and why"
    RECORDS = "what App Home shows beside the open journey"
    MEMOS = "what a memo of the journey is made of: its meetings, names, and the final memos"
