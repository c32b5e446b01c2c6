"""Is it samskabelse at all, and which type is it? The questions that sort, and the axes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from flows.content.base import Ask, Citation, Content, Label, Line, Paragraph, Slug, Title
from flows.content.kinds import Choice, Kind, Question, When
from flows.content.shelf import Piece


class Naming(Content):
    """The line that is asked for where something must be named first."""

    ask: Ask
    called: Label | None = None
    why: Line
    received: Line | None = None


class Verdict(Content):
    """What it is when it is not samskabelse, or not yet, or not worth it.

    ``says`` tells why, ``call_it`` what to call it, ``do`` what to do. ``reopen`` and ``instead``
    stand on buttons: make it samskabelse, or do the other thing. ``naming`` is what 'reopen' asks
    for where the outcome is to name something first.
    """

    id: Slug
    outcome: Literal["name_first", "something_else", "leave"]
    title: Title
    says: Paragraph
    call_it: Line
    do: Paragraph
    reopen: Label
    instead: Label
    naming: Naming | None = None
    source: Citation
    see: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _names_what_it_must(self) -> Verdict:
        if (self.naming is not None) != (self.outcome == "name_first"):
            raise ValueError("'naming' belongs to the outcome 'name_first', which needs it")
        return self


class SortingChoice(Content):
    """An answer to a question that sorts.

    ``means`` is a verdict, which is what is said then; without it one goes on, and ``received``
    is said.
    """

    id: Slug
    label: Label
    description: Label | None = None
    received: Line | None = None
    means: Slug | None = None

    @model_validator(mode="after")
    def _is_said_once(self) -> SortingChoice:
        if self.received is not None and self.means is not None:
            raise ValueError("the verdict is what is said, so 'received' never would be")
        return self


class SortingQuestion(Content):
    """A question that tells samskabelse from what it is not.

    Without ``when`` everybody is asked; with it, those whose earlier answer makes it matter
    (``gate.bidrag``).
    """

    id: Slug
    ask: Ask
    called: Label | None = None
    why: Line
    choices: tuple[SortingChoice, ...] = Field(min_length=2, max_length=10)
    elaboration: Paragraph
    example: Paragraph | None = None
    when: When | None = None
    source: Citation
    see: tuple[Slug, ...] = ()

    def as_question(self) -> Question:
        """The same as any other question with choices."""
        return Question(
            id=self.id,
            kind=Kind.CHOICE,
            ask=self.ask,
            called=self.called,
            why=self.why,
            choices=tuple(Choice(**each.model_dump()) for each in self.choices),
            elaboration=self.elaboration,
            example=self.example,
            when=self.when,
            source=self.source,
            see=self.see,
        )

    @model_validator(mode="after")
    def _is_a_question(self) -> SortingQuestion:
        self.as_question()
        return self


class Definitions(Content):
    """Is it samskabelse at all? All of ``definitions.yaml``."""

    definitions: tuple[Piece, ...] = ()
    disagreement: Piece | None = None
    verdicts: tuple[Verdict, ...] = ()
    questions: tuple[SortingQuestion, ...] = ()


class End(Content):
    """One end of an axis: a value of ``CocreationType.result`` or ``central_actor``."""

    id: Literal["given", "open", "public", "others"]
    label: Label


class Statement(Content):
    """Something to rate from 1 to 5; agreeing moves one towards the end ``towards``."""

    id: Slug
    says: Line
    towards: Literal["given", "open", "public", "others"]


#: The axes of the types, and the ends that each has.
AXES = {"result": ("given", "open"), "central_actor": ("public", "others")}


class Axis(Content):
    """One of the two axes of the types, with statements for placing oneself on it.

    ``low`` and ``high`` say what 1 and 5 mean, ``why`` what the statements tell.
    """

    id: Literal["result", "central_actor"]
    title: Title
    meaning: Paragraph
    why: Line
    ends: tuple[End, End]
    low: Label
    high: Label
    statements: tuple[Statement, ...] = Field(min_length=2)
    source: Citation
    see: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _is_balanced(self) -> Axis:
        ends = tuple(end.id for end in self.ends)
        if ends != AXES[self.id]:
            raise ValueError(f"the ends must be {' and '.join(AXES[self.id])}")
        towards = [each.towards for each in self.statements]
        if strange := sorted(set(towards) - set(ends)):
            raise ValueError(f"'{strange[0]}' is no end of this axis")
        if towards.count(ends[0]) != towards.count(ends[1]):
            raise ValueError("there must be as many statements towards one end as the other")
        return self
