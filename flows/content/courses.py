"""A course: a few questions that belong together, beside the focus points."""

from __future__ import annotations

from pydantic import Field, model_validator

from flows.content.base import Citation, Content, Line, Paragraph, Short, Slug
from flows.content.kinds import Question


class Course(Content):
    """Asked once on the path, where it has a place there, and run again at any time.

    ``before`` or ``after`` name the phase or focus point that it stands beside. ``begins`` says
    whether its title and aim are said before its first question.
    """

    id: Slug
    title: Short
    aim: Paragraph
    before: Slug | None = None
    after: Slug | None = None
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
