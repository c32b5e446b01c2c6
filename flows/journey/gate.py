"""The gate before the first phase: is it samskabelse, and is it worth it?

Its steps come from the sorting questions. An answer that means a verdict is followed by what the
chef wants to do about it, and going on all the same by the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flows.content.base import fill
from flows.content.kinds import Choice, Kind, When
from flows.content.library import Library
from flows.content.sorting import SortingChoice, Verdict
from flows.content.standard import StandardQuestion
from flows.journey.lines import GateLines
from flows.journey.short import VALUE, is_decided, says_value
from flows.journey.steps import Role, Step, Way
from flows.journey.values import Answer, Answers

GATE = "gate"
#: Under this it is kept whether the gate was passed over.
PASSED = f"{GATE}.passed"
#: What one can do about a verdict.
REOPEN, INSTEAD, GO_ON = "aabn", "i_stedet", "videre"

_WAYS: Mapping[str, Mapping[str, Way]] = {
    "something_else": {REOPEN: Way.REOPEN, INSTEAD: Way.END},
    "leave": {REOPEN: Way.REOPEN, INSTEAD: Way.END},
    "name_first": {INSTEAD: Way.WAIT},
}


def is_passed(answers: Answers) -> bool:
    """Whether the person would rather not be asked."""
    return answers.given(PASSED) is True


def is_needless(answers: Answers) -> bool:
    """The same, or whether the short way has said the value already."""
    return is_passed(answers) or says_value(answers)


def steps(library: Library) -> Iterator[Step]:
    """What is asked at the gate, each question followed by what its answers may mean."""
    heading = library.lines(GateLines).heading
    for question in library.sorting:
        id = f"{GATE}.{question.id}"
        asked = question.as_question()
        off = is_needless if id == VALUE else is_passed
        yield Step(id, Role.SORTING, asked, heading=heading, unless=off)
        for choice in question.choices:
            if choice.means is not None:
                yield from _verdict(library, id, choice, library.verdict[choice.means])


def _verdict(library: Library, of: str, choice: SortingChoice, verdict: Verdict) -> Iterator[Step]:
    lines = library.lines(GateLines)
    id = f"{of}_{choice.id}"
    choices = (
        Choice(id=REOPEN, label=verdict.reopen),
        Choice(id=INSTEAD, label=verdict.instead),
        Choice(id=GO_ON, label=lines.go_on),
    )
    when = When(question=of, any_of=(choice.id,))
    asked = lines.verdict.as_question(_tail(id), Kind.CHOICE, choices=choices, when=when)
    more = {
        "elaboration": fill(library.texts.source.ours, said=verdict.do),
        "see": verdict.see[:2],
    }
    yield Step(
        id,
        Role.VERDICT,
        asked.model_copy(update=more),
        heading=lines.heading,
        ways=_WAYS[verdict.outcome],
        reopens=of,
        verdict=verdict,
        unless=is_decided,
    )
    yield _line(library, reason_of(id), lines.reason, When(question=id, any_of=(GO_ON,)))
    if verdict.naming is not None:
        named = StandardQuestion(**verdict.naming.model_dump())
        yield _line(library, naming_of(id), named, When(question=id, any_of=(REOPEN,)))


def _line(library: Library, id: str, question: StandardQuestion, when: When) -> Step:
    asked = question.as_question(_tail(id), Kind.TEXT, when=when)
    return Step(id, Role.REASON, asked, heading=library.lines(GateLines).heading)


def _tail(id: str) -> str:
    return id.partition(".")[2]


def reason_of(step: str) -> str:
    """The step that asks why one goes on all the same."""
    return f"{step}_hvorfor"


def naming_of(step: str) -> str:
    """The step that asks for what must be named first."""
    return f"{step}_linje"


def is_of_gate(step: Step) -> bool:
    """Whether the step is one of the gate's."""
    return step.id.startswith(f"{GATE}.")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that speaks against going on: a verdict, and the answer that it followed from.

    ``reason`` is why the chef went on all the same, where that was said.
    """

    verdict: Verdict
    said: Answer
    reason: Answer | None = None


def doubts(library: Library, all_steps: Iterable[Step], answers: Answers) -> tuple[Doubt, ...]:
    """What the answers say against going on; each verdict once, the weightiest first."""
    found: dict[str, Doubt] = {}
    for step in all_steps:
        doubt = _doubt(library, step, answers)
        if doubt is not None and step.on_path(answers):
            found.setdefault(doubt.verdict.id, doubt)
    return tuple(sorted(found.values(), key=lambda doubt: _WEIGHTS.index(doubt.verdict.outcome)))


def meant(library: Library, answers: Answers) -> Iterator[tuple[Verdict, str]]:
    """The verdicts that the gate's answers mean, each with the step of its answer."""
    for question in library.sorting:
        id = f"{GATE}.{question.id}"
        said = answers.given(id)
        for choice in question.choices:
            if choice.id == said and choice.means is not None:
                yield library.verdict[choice.means], id


#: The outcomes, the weightiest first.
_WEIGHTS = ("leave", "something_else", "name_first")


def _doubt(library: Library, step: Step, answers: Answers) -> Doubt | None:
    said = answers.get(step.id)
    if said is None or not step.resolved(answers):
        return None
    if step.verdict is not None:
        went_on = said.value == GO_ON
        return Doubt(step.verdict, said, answers.get(reason_of(step.id))) if went_on else None
    if step.role is not Role.QUESTION and not (step.role is Role.SORTING and is_decided(answers)):
        return None
    meant = next((each.means for each in step.question.choices if each.id == said.value), None)
    return Doubt(library.verdict[meant], said) if meant else None
