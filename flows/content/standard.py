"""The questions that belong to the path itself: the title, clarity, the next step."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from flows.content.base import Ask, Content, Label, Line, Paragraph
from flows.content.kinds import Choice, Kind, Question, When


class StandardQuestion(Content):
    """A question that belongs to the path and not to one focus point."""

    ask: Ask
    called: Label | None = None
    why: Line
    received: Line | None = None
    elaboration: Paragraph | None = None
    example: Paragraph | None = None
    choices: tuple[Choice, ...] = ()

    def as_question(
        self,
        id: str,
        kind: Kind,
        *,
        choices: tuple[Choice, ...] = (),
        when: When | None = None,
    ) -> Question:
        """The same as any other question; ``choices`` are those that are not in the texts."""
        return Question(
            id=id,
            kind=kind,
            ask=self.ask,
            called=self.called,
            why=self.why,
            received=self.received,
            elaboration=self.elaboration,
            example=self.example,
            choices=choices or self.choices,
            when=when,
        )


CLARITIES = ("afklaret", "delvist", "aabent")


def _all_clarities(question: StandardQuestion) -> StandardQuestion:
    if tuple(choice.id for choice in question.choices) != CLARITIES:
        raise ValueError(f"the choices must be {', '.join(CLARITIES)}")
    return question


class Steps(Content):
    """What is asked beside the focus points' own questions."""

    title: StandardQuestion
    other: StandardQuestion
    clarity: Annotated[StandardQuestion, AfterValidator(_all_clarities)]
    next_step: StandardQuestion
