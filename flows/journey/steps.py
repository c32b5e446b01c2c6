"""A step: one thing that is asked, and whether its answer leads here and still fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from flows.content.courses import Course
from flows.content.kinds import BANDS, NO, OTHER, YES, FocusPoint, Kind, Phase, Question
from flows.content.sorting import Verdict
from flows.journey.values import Answers, AnswerState, Value


class Role(StrEnum):
    """What a step is for."""

    TITLE = "title"
    SORTING = "sorting"
    VERDICT = "verdict"
    REASON = "reason"
    START = "start"
    RATING = "rating"
    CONCLUSION = "conclusion"
    QUESTION = "question"
    COURSE = "course"
    OTHER = "other"
    CLARITY = "clarity"
    DECISION = "decision"
    UNTIL = "until"
    HOLD = "hold"
    NEXT_STEP = "next_step"
    VIEW = "view"
    PRINCIPLE = "principle"


class Way(StrEnum):
    """Where a choice leads that does not lead on: its step stays open until another is made.

    REOPEN asks the step ``reopens`` again, END stops the journey, WAIT rests it until a day.
    """

    REOPEN = "reopen"
    END = "end"
    WAIT = "wait"


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One thing that is asked.

    ``id`` is stored with the answer. Steps of one id are equal, wherever and in whatever words they
    are asked.
    """

    id: str
    role: Role
    question: Question
    phase: Phase | None = None
    point: FocusPoint | None = None
    course: Course | None = None
    after: str | None = None
    """For OTHER: the step whose 'andet' it asks about."""
    leader: Step | None = field(default=None, repr=False, compare=False)
    """The step whose answer leads here, where not every answer does."""
    nth: int = 0
    """Which of several criteria it asks about, counted from 0."""
    guard: Callable[[Answers], bool] | None = field(default=None, repr=False, compare=False)
    """The named rule that must hold for the step to be on the path, where it has one."""
    unless: Callable[[Answers], bool] | None = field(default=None, repr=False, compare=False)
    """The named rule that takes a whole section off the path, where it has one."""
    heading: str | None = None
    """What it belongs to, where that is neither a focus point nor a course."""
    ways: Mapping[str, Way] = field(default_factory=dict, repr=False, compare=False)
    """The choices that do not lead on."""
    reopens: str | None = None
    """The step that Way.REOPEN asks again."""
    verdict: Verdict | None = field(default=None, repr=False, compare=False)
    """For VERDICT: what it is about."""
    brief: bool = False
    """Whether it is asked on the short way: nothing is said around it."""
    place: str = field(default="", repr=False, compare=False)
    """Where it belongs, as people read it: 'Afklaring · Formål'."""
    led_by: str | None = field(init=False, repr=False, compare=False)
    """The id of the leader."""
    wanted: frozenset[str] = field(init=False, repr=False, compare=False)
    """The answers of the leader that lead here; empty where any does."""
    chosen: frozenset[str] = field(init=False, repr=False, compare=False)
    """The ids that may be chosen."""
    hangs_on: str | None = field(init=False, repr=False, compare=False)
    """The id of the leader, where without an answer there the step is off the path."""

    def __post_init__(self) -> None:
        when = self.question.when
        led_by = when.question if when is not None else self.after
        wanted = when.any_of if when is not None else (OTHER,) if self.after else ()
        object.__setattr__(self, "led_by", led_by)
        object.__setattr__(self, "wanted", frozenset(wanted))
        object.__setattr__(self, "hangs_on", led_by if wanted else None)
        object.__setattr__(self, "chosen", frozenset(choice_ids(self.question)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Step) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def conditional(self) -> bool:
        """Whether the step may be off the path while others of its section are on it."""
        return self.led_by is not None

    def on_path(self, answers: Answers) -> bool:
        """Whether the answers so far lead here, and nothing takes it off the path."""
        if not self.is_led_to(answers):
            return False
        return self.unless is None or not self.unless(answers)

    def is_led_to(self, answers: Answers) -> bool:
        """Whether the answer that it follows is one that leads here.

        What is off the path leads nowhere.
        """
        leader = self.leader
        if leader is None:
            return self.led_by is None
        if self.wanted and not _has(self.wanted, answers.given(leader.id)):
            return False
        if not leader.on_path(answers):
            return False
        return self.guard is None or self.guard(answers)

    def holds(self, answers: Answers) -> bool:
        """Whether there is an answer that still fits the question."""
        answer = answers.get(self.id)
        if answer is None or answer.state is not AnswerState.GIVEN:
            return answer is not None
        return _FITS[self.question.kind](self.chosen, answer.value)

    def leaves_open(self, answers: Answers) -> bool:
        """Whether the answer says that something of the focus point is not settled."""
        unsettled = self.question.leaves_open
        return bool(unsettled) and _has(frozenset(unsettled), answers.given(self.id))

    def resolved(self, answers: Answers) -> bool:
        """Whether there is one that leads on."""
        answer = answers.get(self.id)
        if answer is None or answer.state is not AnswerState.GIVEN:
            return answer is not None
        fits = _FITS[self.question.kind](self.chosen, answer.value)
        return fits and not (self.ways and answer.value in self.ways)


def _has(wanted: frozenset[str], value: Value) -> bool:
    if isinstance(value, str):
        return value in wanted
    return value is not None and not wanted.isdisjoint(ids_of(value))


def ids_of(value: Value) -> Iterable[str]:
    """An answer as the ids that ``when`` compares with."""
    if value is None:
        return ()
    if isinstance(value, bool):
        return (YES,) if value else (NO,)
    return map(str, value) if isinstance(value, list) else (str(value),)


def acknowledgement(question: Question, value: Value) -> str | None:
    """What is said on receipt of ``value``: what is true of it, or of every answer, or nothing."""
    ids = list(ids_of(value))
    if len(ids) != 1:
        return question.received
    about = ids[0]
    if question.kind is Kind.SCALE:
        about = next((band for band, numbers in BANDS.items() if about in numbers), "")
    own = question.received_for.get(about)
    if own is None:
        own = next((each.received for each in question.choices if each.id == about), None)
    return own or question.received


def choice_ids(question: Question) -> list[str]:
    """The ids that may be chosen, with 'andet' where the question has it."""
    return [choice.id for choice in question.choices] + ([OTHER] if question.other else [])


def _is_choices(ids: frozenset[str], value: Value) -> bool:
    return isinstance(value, list) and bool(value) and ids.issuperset(value)


def _is_person(_: frozenset[str], value: Value) -> bool:
    return isinstance(value, dict) and (set(value) == {"user"} or set(value) == {"name"})


def _is_scale(_: frozenset[str], value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 5


def _is_scales(ids: frozenset[str], value: Value) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    return ids.issuperset(value) and all(_is_scale(ids, each) for each in value.values())


def iso_day(value: Value) -> date | None:
    """The day of an ISO date; None for what is none."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == value else None


#: Whether a value can be an answer where these ids may be chosen.
_FITS: dict[Kind, Callable[[frozenset[str], Value], bool]] = {
    Kind.TEXT: lambda _, value: isinstance(value, str),
    Kind.CHOICE: lambda ids, value: isinstance(value, str) and value in ids,
    Kind.CHOICES: _is_choices,
    Kind.SCALE: _is_scale,
    Kind.SCALES: _is_scales,
    Kind.YES_NO: lambda _, value: isinstance(value, bool),
    Kind.PERSON: _is_person,
    Kind.DATE: lambda _, value: iso_day(value) is not None,
}


def fits(question: Question, value: Value) -> bool:
    """Whether a stored value can be an answer to ``question`` as the content is today."""
    return _FITS[question.kind](frozenset(choice_ids(question)), value)


@dataclass(frozen=True, slots=True)
class Section:
    """Steps that are asked in a row: those of a focus point or a course, or one by itself.

    ``stage`` is the stage of life in which they are asked; a course beside the path has none.
    ``beside`` is the point that a course goes with, wherever the point stands.
    """

    id: str
    steps: tuple[Step, ...]
    stage: str = ""
    phase: Phase | None = None
    point: FocusPoint | None = None
    course: Course | None = None
    beside: FocusPoint | None = None
    ids: frozenset[str] = field(init=False, repr=False, compare=False)
    """The ids of its steps."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", frozenset(step.id for step in self.steps))

    @property
    def around(self) -> FocusPoint | None:
        """The point that its place follows."""
        return self.point or self.beside
