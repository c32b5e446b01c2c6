"""Next steps: what somebody does when something happens.

What was said to the path's own question ``<phase>.next_step`` is one as well. The answer stays
the truth of its words, and a record beside it only adds who, when and what became of it.
Therefore read them with ``next_steps``, not with ``all_of``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from pydantic import SerializerFunctionWrapHandler, model_serializer

from flows.journey.records import Record, all_of
from flows.journey.values import Answer, Answers, AnswerState
from flows.parts.next_steps.someone import Someone

#: How the path's own question ends: ``afklaring.next_step``.
_ASKED = ".next_step"


class StepState(StrEnum):
    """What has become of it."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class NextStep(Record):
    """``do`` is the sentence as it was written: 'Når ledermødet er slut, spørger jeg …'.

    ``who`` is None where the chef does it; ``due`` and ``ended`` are ISO dates. ``origin`` says
    what it came from, as ``<kind>:<id>``: answer, task, advice, risk …, or "" where somebody wrote
    it. ``note`` is what it led to, or why it was dropped.
    """

    KIND: ClassVar[str] = "next_step"

    do: str
    who: Someone | None = None
    due: str | None = None
    state: StepState = StepState.OPEN
    origin: str = ""
    phase: str | None = None
    ended: str | None = None
    note: str | None = None

    @property
    def asked(self) -> bool:
        """Whether the path asked for it."""
        return self.origin.startswith("answer:") and self.origin.endswith(_ASKED)

    @model_serializer(mode="wrap")
    def _without_the_answer(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Whoever removes the answer has removed its words."""
        kept: dict[str, Any] = handler(self)
        return {**kept, "do": ""} if self.asked else kept


def beside_answer(phase: str) -> str:
    """Under what the record beside the answer to a phase's own question is kept."""
    return f"{NextStep.KIND}:{phase}"


def next_steps(answers: Answers) -> tuple[NextStep, ...]:
    """All next steps of a journey, in the order in which they were last changed."""
    found = {step.id: step for step in all_of(answers, NextStep) if not step.asked and step.do}
    beside = {step.id: step for step in all_of(answers, NextStep) if step.asked}
    for answer in answers.held():
        if answer.step.endswith(_ASKED) and _says_something(answer):
            step = _of_answer(answer)
            more = beside.get(step.id, step)
            found[step.id] = more.model_copy(update={"do": step.do})
    return tuple(found.values())


def next_step(answers: Answers, id: str) -> NextStep | None:
    """The next step with this id, or None."""
    return next((step for step in next_steps(answers) if step.id == id), None)


def open_steps(answers: Answers) -> tuple[NextStep, ...]:
    """Those that are still to be done, the first due first, those without a date last."""
    found = [step for step in next_steps(answers) if step.state is StepState.OPEN]
    return tuple(sorted(found, key=lambda step: (step.due is None, step.due or "")))


def _says_something(answer: Answer) -> bool:
    return answer.state is AnswerState.GIVEN and isinstance(answer.value, str)


def _of_answer(answer: Answer) -> NextStep:
    phase = answer.step.removesuffix(_ASKED)
    return NextStep(id=phase, origin=f"answer:{answer.step}", phase=phase, do=answer.value.strip())
