"""A course: a few questions that belong together, beside the focus points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from flows.content.base import Citation, Content, Label, Line, Paragraph, Short, Slug, says
from flows.content.kinds import Question


class Noted(Content):
    """A note that is asked for where a rating is low. ``about`` is what was rated."""

    ask: Annotated[str, says("about", longest=200)]
    why: Line
    received: Line


class Statements(Content):
    """Statements from elsewhere in the content that a course begins with, rated from 1 to 5.

    ``of`` says whose: the axes' or the principles'. ``left`` is said on receipt, with how many
    there are to go, and ``last`` after the last one. Axes have their own ``why``, ``low`` and
    ``high``.
    """

    of: Literal["axes", "principles"]
    ask: Annotated[str, says("says", longest=200)]
    left: Annotated[str, says("count", longest=100)]
    last: Line
    elaboration: Paragraph
    why: Line | None = None
    low: Label | None = None
    high: Label | None = None
    note: Noted | None = None


class Course(Content):
    """Asked once on the path, where it has a place there, and run again at any time.

    ``before`` or ``after`` name the phase or focus point that it stands beside. Its title and aim
    are said before its first question. ``statements`` come before its own questions. ``afresh``:
    each run is about something new, so that the last time is not shown.
    """

    id: Slug
    title: Short
    aim: Paragraph
    before: Slug | None = None
    after: Slug | None = None
    afresh: bool = False
    statements: Statements | None = None
    questions: tuple[Question, ...] = Field(min_length=1, max_length=20)
    done: Line | None = None
    source: Citation
    see: tuple[Slug, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether it is on the path."""
        return self.before is not None or self.after is not None

    @model_validator(mode="after")
    def _has_one_place(self) -> Course:
        if self.before is not None and self.after is not None:
            raise ValueError("a course stands before something or after something, not both")
        ids = [question.id for question in self.questions]
        if len(set(ids)) != len(ids):
            raise ValueError("two questions of the course have the same id")
        if RUN in ids:
            raise ValueError(f"'{RUN}' is what the runs of a course are kept under")
        return self


#: Under this, each beginning and end of a course is kept.
RUN = "run"
