"""The kinds of content: phases, focus points, questions, principles, directions, types, advice."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from flows.content.base import (
    Ask,
    Citation,
    Content,
    Label,
    Line,
    Paragraph,
    QuestionRef,
    Short,
    Slug,
    Title,
)

#: The id of the choice that ``other: true`` adds, and those of yes and no.
OTHER, YES, NO = "andet", "ja", "nej"


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    SCALES = "scales"
    YES_NO = "yes_no"
    PERSON = "person"
    DATE = "date"


class Choice(Content):
    """One of the answers of a closed question.

    ``alone``: it cannot be chosen with others. ``means`` is the verdict that it speaks for, which
    comes up again when the phase ends. ``received`` is said on receipt where it is all that was
    chosen, in the place of the question's own line.
    """

    id: Slug
    label: Label
    description: Label | None = None
    received: Line | None = None
    alone: bool = False
    means: Slug | None = None


#: The rules that say that an answer has so many criteria.
CRITERION_RULES: tuple[Literal["second", "third", "fourth"], ...] = ("second", "third", "fourth")


class When(Content):
    """The question is on the path only where ``question`` was answered with one of ``any_of``.

    Works on choice and choices (ids), yes_no (``ja``, ``nej``) and scale (``"1"`` to ``"5"``).
    ``rule`` names a rule of ``flows/guards.py`` that must hold too, or alone.
    """

    question: QuestionRef
    any_of: tuple[str, ...] = ()
    rule: Literal["given", "overruled", "second", "third", "fourth"] | None = None

    @model_validator(mode="after")
    def _says_when(self) -> When:
        if not self.any_of and self.rule is None:
            raise ValueError("say with 'any_of' which answers lead here, or with 'rule' which rule")
        return self


class Experience(Content):
    """A chef's experience, retold in our words.

    It has an id and a title where it stands in ``experiences.yaml``; others name it by its id.
    """

    id: Slug | None = None
    title: Title | None = None
    name: Title
    role: Title
    told: Paragraph
    source: Citation


class NamedExperience(Experience):
    """An experience in ``experiences.yaml``."""

    id: Slug
    title: Title


def _by_id(value: object, info: ValidationInfo) -> object:
    """An experience named by its id, where the reader handed them along."""
    if not isinstance(value, str):
        return value
    found = (info.context or {}).get(value)
    if found is None:
        raise ValueError(f"no experience is called '{value}'")
    return found


#: An experience, written in YAML as the id of one or in full.
Told = Annotated[Experience, BeforeValidator(_by_id)]


#: What is read beside a question: no more than one reads at a time.
Beside = Annotated[tuple[Slug, ...], Field(max_length=2)]


#: What may stand beside a question as it is by then: the type, what is done together, the frames,
#: the frame that is being changed, the contract.
Standing = Literal["type", "together", "frames", "frame", "contract"]


#: The parts of a scale that are acknowledged alike.
BANDS = {"low": ("1", "2"), "middle": ("3",), "high": ("4", "5")}


class Question(Content):
    """One question: what is asked, why, how it is answered, what is said on receipt.

    ``received`` is true of every answer; what is true of some stands at the choice, or in
    ``received_for`` by ``ja`` and ``nej`` or by a scale's BANDS. Without any, nothing is said.
    ``past`` says of a date that it may be one before today. ``scales`` are several at once: a
    choice is what is rated.
    ``recall`` are earlier answers to show beside it; ``beside`` is what has come of several.
    ``each_of`` is an earlier answer in words: it is asked once for each criterion in that.
    ``leaves_open`` are the answers with which its focus point is not clarified: ids of choices, or
    ``ja`` and ``nej``.
    ``called`` is what the answer is called where it stands without its question.
    """

    id: Slug
    kind: Annotated[Kind, Field(strict=False)]
    ask: Ask
    called: Label | None = None
    why: Line
    received: Line | None = None
    received_for: dict[str, Line] = Field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    other: bool = False
    past: bool = False
    low: Label | None = None
    high: Label | None = None
    elaboration: Paragraph | None = None
    example: Paragraph | None = None
    when: When | None = None
    recall: tuple[QuestionRef, ...] = ()
    each_of: QuestionRef | None = None
    leaves_open: tuple[str, ...] = ()
    beside: tuple[Standing, ...] = ()
    source: Citation | None = None
    see: Beside = ()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Question:
        closed = self.kind in (Kind.CHOICE, Kind.CHOICES)
        listed = closed or self.kind is Kind.SCALES
        if listed and not 2 <= len(self.choices) <= 10:
            raise ValueError("a choice has 2 to 10 choices")
        if (self.other and not closed) or (self.choices and not listed):
            raise ValueError(f"'choices' and 'other' do not belong to kind {self.kind}")
        if self.past and self.kind is not Kind.DATE:
            raise ValueError("'past' belongs to a date")
        scale = self.kind in (Kind.SCALE, Kind.SCALES)
        if scale != (self.low is not None and self.high is not None):
            raise ValueError("'low' and 'high' belong to a scale, and a scale needs both")
        told = {Kind.YES_NO: {YES, NO}, Kind.SCALE: set(BANDS)}.get(self.kind, set())
        if strange := sorted(set(self.received_for) - told):
            raise ValueError(f"'{strange[0]}' is no key of 'received_for' in kind {self.kind}")
        ids = [choice.id for choice in self.choices]
        if len(set(ids)) != len(ids) or OTHER in ids:
            raise ValueError("choice ids must differ, and 'andet' is what 'other: true' adds")
        can_be = {YES, NO} if self.kind is Kind.YES_NO else set(ids)
        if unknown := set(self.leaves_open) - can_be:
            raise ValueError(f"'{min(unknown)}' in 'leaves_open' is no answer of the question")
        return self


class FocusPoint(Content):
    """One of the model's 23 focus points.

    ``see`` are ids of what one can look up beside it: pieces of the shelf, cases, experiences,
    definitions, verdicts. It means the same wherever it stands. ``when_low`` is our advice about
    what to do first, where it was rated low. ``carries`` are the questions whose
    answers say what the point has come to: they stand in a summary, in the order of the path.
    """

    id: Slug
    title: Title
    short: Short
    why: Line
    elaboration: Paragraph
    example: Paragraph | None = None
    experience: Told | None = None
    questions: tuple[Question, ...] = Field(min_length=1, max_length=4)
    carries: tuple[QuestionRef, ...] = Field(min_length=1, max_length=3)
    when_low: Line | None = None
    principles: tuple[Slug, ...] = ()
    directions: tuple[Slug, ...] = ()
    source: Citation
    see: Beside = ()

    @model_validator(mode="after")
    def _has_an_example(self) -> FocusPoint:
        if self.example is None and self.experience is None:
            raise ValueError("a focus point needs an 'example' or an 'experience'")
        return self

    @cached_property
    def alone(self) -> Question | None:
        """What is asked where all of it is clear: the first that carries it and is always its own.

        None where no such is its own; then the conclusion is asked for in a line.
        """
        own = {f"{self.id}.{each.id}": each for each in self.questions if each.when is None}
        return next((own[ref] for ref in self.carries if ref in own), None)


class DecisionChoice(Choice):
    """What can be decided: to go on, to wait until a day, or to leave it."""

    outcome: Literal["go", "wait", "leave"]


class Decision(Content):
    """What is decided when a phase has been gone through, with a reason.

    What is said on receipt stands at the choices.
    """

    ask: Ask
    why: Line
    elaboration: Paragraph
    choices: tuple[DecisionChoice, ...] = Field(min_length=2, max_length=4)
    source: Citation


class Phase(Content):
    """One of the four phases: 1, 2A, 2B, 3. ``beside`` is shown in the summary it ends in.

    ``quick_start``: it has many points, and offers to rate them first.
    """

    id: Slug
    number: Literal["1", "2A", "2B", "3"]
    title: Short
    aim: Paragraph
    quick_start: bool = False
    decision: Decision | None = None
    beside: tuple[Standing, ...] = ()
    focus_points: tuple[FocusPoint, ...] = Field(min_length=1)
    source: Citation
    see: tuple[Slug, ...] = ()


class Taken(Content):
    """Where a principle is taken on the way: at the ``gate``, or in the phase of that id.

    ``says`` is the statement that is rated; ``rests_on`` are the questions whose answers speak to
    it, and ``rule`` is the name of what suggests a rating from them, in
    ``flows.parts.principles.asking.RULES``.
    """

    at: Slug
    says: Line
    rule: Annotated[str, Field(pattern=r"^[a-z_]+\Z")]
    rests_on: tuple[QuestionRef, ...] = Field(min_length=1, max_length=6)


class Principle(Content):
    """One of CFIA's seven principles, with what to say where it speaks to an answer.

    ``taken`` is where on the way; where it is twice, it is judged the second time.
    """

    id: Slug
    number: int = Field(ge=1, le=7)
    title: Line
    short: Short
    meaning: Paragraph
    speaks: Line
    statements: tuple[Line, ...] = Field(default=(), max_length=3)
    when_low: Paragraph | None = None
    taken: tuple[Taken, ...] = Field(default=(), max_length=2)
    source: Citation
    see: tuple[Slug, ...] = ()


class Task(Content):
    """One of the 22 tasks of leading upwards, across, downwards or outwards."""

    id: Slug
    title: Line
    phases: tuple[Slug, ...] = Field(min_length=1)
    first_step: Line
    source: Citation
    see: tuple[Slug, ...] = ()


class Direction(Content):
    """One of the four directions of a chef's leadership."""

    id: Slug
    title: Short
    towards: Line
    tasks: tuple[Task, ...] = Field(min_length=1)
    experiences: tuple[Told, ...] = ()
    source: Citation
    see: tuple[Slug, ...] = ()


class CocreationType(Content):
    """One of the four types, by its place on the two axes."""

    id: Slug
    title: Short
    result: Literal["given", "open"]
    central_actor: Literal["public", "others"]
    meaning: Paragraph
    role: Paragraph
    example: Paragraph
    watch: Paragraph
    source: Citation
    see: tuple[Slug, ...] = ()


class Speaks(StrEnum):
    """When advice is said: right after the answer that completed it, or where something ends."""

    AT_ONCE = "at_once"
    POINT_END = "point_end"
    SUMMARY = "summary"


class Advice(Content):
    """What a rule notices, in words: ``rule`` is its name in ``flows.parts.advice.RULES``.

    ``needs`` are the questions whose answers the rule looks at, or ``clarity``. ``gravity`` is 3
    where it can overturn it all, 2 where it is worth a talk, 1 where it is good to know; ``speaks``
    is when it is said. ``say`` is why it matters, by its ``source``, or by us where it has none;
    ``do`` is the one thing to do, and ours.
    """

    id: Slug
    rule: Annotated[str, Field(pattern=r"^[a-z_]+\Z")]
    title: Title
    gravity: Literal[1, 2, 3]
    speaks: Annotated[Speaks, Field(strict=False)]
    needs: tuple[QuestionRef | Literal["clarity"], ...] = Field(min_length=1)
    say: Ask
    do: Line
    source: Citation | None = None
    see: Beside = ()
