"""The short way: ten minutes to a view, a decision and one next step, before the whole way.

It asks some of the whole way's own questions in words of its own: what is answered here is answered
there, and is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from flows.content import leaning
from flows.content.base import Ask, Content, Label, Lines, Plain, QuestionRef, fill, says
from flows.content.kinds import Choice, Kind, Phase, Question
from flows.content.library import Library
from flows.content.standard import StandardQuestion
from flows.journey.steps import Role, Step
from flows.journey.values import Answers

#: The stage and its section.
SHORT = "short"
#: Under this it is kept whether a journey takes the short way.
TAKEN = f"{SHORT}.taken"
#: What only the short way asks: the decision that follows on its view, and the next step.
DECISION, NEXT_STEP = f"{SHORT}.decision", f"{SHORT}.next_step"
#: The sentence that says what is gained; who cannot finish it has answered the gate's own question.
SENTENCE = leaning.question("formaal.hvorfor")
VALUE, NO_VALUE = leaning.sorting("vaerdi", ("nej",)), "nej"
#: Kept with a question that was passed over because there is none: no owner, nothing to decide.
NONE = "none"


class Asked(Content):
    """One of the whole way's questions; in words of its own where ``ask`` says them.

    ``without`` stands on the button that leaves it without an answer.
    """

    id: QuestionRef
    ask: Ask | None = None
    without: Label | None = None


class Ways(Content):
    """What stands on the buttons with which one begins."""

    short: Label
    whole: Label


class ShortLines(Lines):
    """``questions`` are in the order in which they are asked; ``place`` says which one it is."""

    AREA = "short"

    ways: Ways
    begin: Plain
    left: Plain
    done: Plain
    deciding: Label
    acting: Label
    place: Annotated[str, says("number", "count", longest=30)]
    questions: tuple[Asked, ...] = Field(min_length=1, max_length=12)
    decision: StandardQuestion
    next_step: StandardQuestion


def without_of(library: Library, id: str) -> str | None:
    """What stands on the button that leaves the question without an answer."""
    asked = library.lines(ShortLines).questions
    return next((each.without for each in asked if each.id == id), None)


def is_none(answers: Answers, id: str) -> bool:
    """Whether it was said that there is none, which is more than passing the question over."""
    answer = answers.get(id)
    return answer is not None and answer.value == NONE and answers.given(id) is None


def is_taken(answers: Answers) -> bool:
    """Whether the journey takes the short way."""
    return answers.given(TAKEN) is True


def is_not_taken(answers: Answers) -> bool:
    """Whether it does not."""
    return not is_taken(answers)


def says_value(answers: Answers) -> bool:
    """Whether the short way has what the others bring, in a sentence: then it can be said."""
    return is_taken(answers) and answers.given(SENTENCE) is not None


def is_decided(answers: Answers) -> bool:
    """Whether the view was shown, with its verdicts, and something decided upon it."""
    return is_taken(answers) and answers.given(DECISION) is not None


def steps(library: Library, by_id: Mapping[str, Step]) -> Iterator[Step]:
    """What is asked on the short way, of the steps that there are; nothing where none is there."""
    lines = library.lines(ShortLines)
    asked = [each for each in lines.questions if each.id in by_id]
    for number, each in enumerate(asked, 1):
        place = fill(lines.place, number=number, count=len(asked))
        step = _brief(by_id[each.id], place, each.ask)
        yield step
        if (other := by_id.get(f"{each.id}_other")) is not None:
            # Whether the whole way still asks what leads to it is of no matter here.
            yield replace(_brief(other, place), leader=step)
    if asked and library.phases[0].decision is not None:
        yield _decision(lines, library.phases[0])
        question = lines.next_step.as_question("next_step", Kind.TEXT)
        yield _own(NEXT_STEP, Role.NEXT_STEP, question, lines.acting)


def _own(id: str, role: Role, question: Question, heading: str) -> Step:
    return Step(id, role, question, heading=heading, unless=is_not_taken, brief=True)


def _brief(step: Step, place: str, ask: str | None = None) -> Step:
    """The same question, asked in few words and with no place in the model."""
    choices = tuple(each.model_copy(update={"description": None}) for each in step.question.choices)
    own = {"ask": ask or step.question.ask, "recall": (), "choices": choices}
    question = step.question.model_copy(update=own)
    return replace(
        step,
        question=question,
        phase=None,
        point=None,
        heading=place,
        unless=is_not_taken,
        brief=True,
    )


def _decision(lines: ShortLines, phase: Phase) -> Step:
    """What the first phase ends in too, later and on more answers."""
    choices = phase.decision.choices if phase.decision is not None else ()
    given = tuple(Choice(**each.model_dump(exclude={"outcome"})) for each in choices)
    question = lines.decision.as_question("decision", Kind.CHOICE, choices=given)
    return _own(DECISION, Role.VIEW, question, lines.deciding)
