"""Next steps: what somebody does when something happens, as kept and in words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from flows.content.base import Label, Lines, Plain, says
from flows.journey.desk import Desk
from flows.journey.records import Record, all_of
from flows.journey.steps import iso_day
from flows.journey.values import Answer, Answers, AnswerState
from flows.language.text import unstopped
from flows.messages import Mention, Say, Slot, Words, cut, joined, one_line


class NextStepLines(Lines):
    """A step in words, the list of them, and what happens to one."""

    AREA = "next_steps"

    who: Annotated[str, says("who")]
    due: Annotated[str, says("date")]
    overdue: Annotated[str, says("date")]
    heading: Annotated[str, says("title")]
    none: Annotated[str, says("title")]
    more: Annotated[str, says("count")]
    done_so_far: Annotated[str, says("count")]
    ask_new: Plain
    ask_who: Plain
    ask_due: Plain
    ask_move: Plain
    ask_result: Plain
    ask_reason: Plain
    kept: Plain
    read_so: Plain
    moved: Plain
    noted: Plain
    reopened: Plain
    not_told: Annotated[str, says("who")]
    gone: Plain
    closed: Plain
    there_already: Plain
    suggestions: Annotated[str, says("phase")]
    no_suggestions: Plain
    because: Annotated[str, says("point")]
    new: Label
    done: Label
    move: Label
    drop: Label
    suggest: Label
    take: Label
    myself: Label
    somebody: Label
    no_date: Label
    undo: Label
    show: Label


class Someone(BaseModel):
    """In the shape in which the answer to a question of kind ``person`` is kept."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    user: str | None = None
    name: str | None = None

    @model_validator(mode="after")
    def _is_somebody(self) -> Someone:
        if (self.user is None) == (self.name is None):
            raise ValueError("somebody is a Slack user or has a name")
        return self

    @property
    def shown(self) -> Slot:
        """As people read it."""
        return Mention(self.user) if self.user is not None else Words(self.name or "")


#: How the path's own question ends: ``afklaring.next_step``.
ASKED = ".next_step"


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
        return self.origin.startswith("answer:") and self.origin.endswith(ASKED)

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
        if answer.step.endswith(ASKED) and _says_something(answer):
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
    phase = answer.step.removesuffix(ASKED)
    return NextStep(id=phase, origin=f"answer:{answer.step}", phase=phase, do=answer.value.strip())


#: The deeds of listing the steps, and of making one of a task.
LIST, OF_TASK = "skridt.liste", "skridt.opgave"
#: So much of a step is shown in a list.
SHOWN = 200


def sentence(step: NextStep, longest: int = SHOWN) -> Say:
    """'Når ledermødet er slut, spørger jeg …', without who and when."""
    return Say("{do}", {"do": Words(unstopped(one_line(cut(step.do, longest))))})


def told(desk: Desk, step: NextStep, longest: int = SHOWN) -> Say:
    """The sentence with who does it, where that is somebody else, and until when."""
    lines, said = desk.lines(NextStepLines), [sentence(step, longest)]
    if step.who is not None:
        said.append(Say(lines.who, {"who": step.who.shown}))
    if due := iso_day(step.due):
        line = lines.overdue if due < desk.today else lines.due
        said.append(Say(line, {"date": desk.say_day(due)}))
    return joined(*said, by=" · ")
