"""What the rules find in the answers, what came of asking about it, and how it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from flows.content.base import Label, Lines, Plain, Title, says
from flows.content.kinds import Advice, Phase
from flows.content.library import Library
from flows.content.reading import Problem
from flows.journey import records
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.question import deed, does
from flows.journey.records import Record
from flows.journey.showing import on_one_line, said_when, show
from flows.journey.steps import Role, Step
from flows.journey.values import Answers, AnswerState, Value
from flows.messages import Button, Chapter, Entry, Say, Slot, Words
from flows.parts.advice.rules import RULES
from flows.parts.advice.signs import SIGNS, Because, Facts
from flows.pieces import cited


class AdviceLines(Lines):
    """The ``…_one`` lines are for where one answer alone is asked about, and not two."""

    AREA = "advice"

    apart: Plain
    alone: Plain
    passed: Annotated[str, says("ask", "when")]
    ask_two: Plain
    ask_one: Plain
    first: Label
    second: Label
    both: Label
    rewrite: Label
    answer: Label
    stands: Label
    accepted: Plain
    accepted_one: Plain
    explained: Plain
    explained_one: Plain
    ours: Annotated[str, says("do")]
    own: Plain
    held_back: Annotated[str, says("title")]
    over: Plain
    most_important: Annotated[str, says("title")]
    then: Annotated[str, says("title")]
    because: Annotated[str, says("ask", "answer", "when")]
    make_step: Label
    kept: Title
    no_reason: Label


class Advised(Record):
    """What came of asking about it. ``id`` is the advice's.

    ``choice`` is ``both`` where the answers stand, and ``why`` is why; ``step`` where a next step
    was made of it. ``at`` is the step at whose answer it interrupted; None where it was asked for.
    ``version`` is that of the content and rules by which it was asked about.
    """

    KIND: ClassVar[str] = "advice"

    choice: Literal["asked", "both", "step"]
    why: str | None = None
    at: str | None = None
    version: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. ``because`` are the answers that led to it, in the order of the path."""

    advice: Advice
    because: Because


class Advisor:
    """The rules that have words, the gravest first. Built once; every turn asks it."""

    def __init__(self, flow: Flow) -> None:
        self._path = flow.path
        known = (each for each in flow.library.advice if each.rule in RULES)
        self._all = tuple(sorted(known, key=lambda advice: -advice.gravity))
        self._by_id = {each.id: each for each in self._all}
        #: The places, in that order, of those that look at a question.
        self._looking: dict[str, set[int]] = {}
        for n, each in enumerate(self._all):
            for id in each.needs:
                self._looking.setdefault(id, set()).add(n)

    def findings(self, answers: Answers) -> list[Finding]:
        """All that the rules find, the gravest first."""
        return self._found(self._all, answers)

    def touched_by(self, questions: Iterable[str], answers: Answers) -> list[Finding]:
        """What the rules find that look at one of these; most questions have none."""
        looking = {n for id in questions for n in self._looking.get(id, ())}
        return self._found([self._all[n] for n in sorted(looking)], answers) if looking else []

    def finding(self, id: str, answers: Answers) -> Finding | None:
        """What the rule with these words finds now."""
        found = self._found([self._by_id[id]], answers) if id in self._by_id else []
        return found[0] if found else None

    def _found(self, looking: Iterable[Advice], answers: Answers) -> list[Finding]:
        facts = Facts(self._path, answers)
        found: list[Finding] = []
        for each in looking:
            because = RULES[each.rule](facts)
            if because is not None:
                found.append(Finding(each, tuple(id for id in self._path.by_id if id in because)))
        return found


def advisor(flow: Flow) -> Advisor:
    """The one of a flow: ``flow.the(advisor)``."""
    return Advisor(flow)


FILE = "advice.yaml"


def problems(library: Library, *, complete: bool = True) -> list[Problem]:
    """All that does not fit. Content that is not ``complete`` may do without any advice."""
    if not library.advice and not complete:
        return []
    return sorted([*_rules(library), *_needs(library), *_signs(library)])


def _rules(library: Library) -> Iterator[Problem]:
    """Every advice names a rule, and every rule has the words of exactly one."""
    named = Counter(each.rule for each in library.advice)
    for n, each in enumerate(library.advice):
        if each.rule not in RULES:
            message = f"no rule is called '{each.rule}'"
            yield library.documents[FILE].problem((n, "rule"), message)
        elif named[each.rule] > 1:
            message = f"two have the words of the rule '{each.rule}'"
            yield library.documents[FILE].problem((n, "rule"), message)
    for name in RULES.keys() - named.keys():
        yield _of_file(library, f"the rule '{name}' has no words")


def _of_file(library: Library, message: str) -> Problem:
    """A problem of the file as a whole, which may not be there."""
    return Problem(f"{library.language}/{FILE}", 1, "", message)


def _needs(library: Library) -> Iterator[Problem]:
    for n, each in enumerate(library.advice):
        for m, question in enumerate(each.needs):
            if question not in library.asked and question != Role.CLARITY:
                message = f"nothing is called '{question}'"
                yield library.documents[FILE].problem((n, "needs", m), message)


def _signs(library: Library) -> Iterator[Problem]:
    """Some advice says that it needs what the rules look at."""
    needed = {question for each in library.advice for question in each.needs}
    for question in dict.fromkeys(sign.question for sign in SIGNS):
        if question not in needed:
            message = f"the rules look at '{question}', which no advice needs"
            yield _of_file(library, message)


#: The deed of asking again about answers that were said to stand.
AGAIN = "advice.again"
#: The deed of making a next step of an advice, where there is one.
MAKE_STEP = "skridt.forslag"
#: At most so much advice at a time, the gravest first.
MOST = 2
#: So much of an answer is shown beside an advice, and so many answers.
SHOWN, SHOWN_BECAUSE = 120, 3


def advised(desk: Desk, finding: Finding) -> Advised | None:
    """What came of asking about it, if the answers are still those that it was asked about."""
    record = records.one(desk.answers, Advised, finding.advice.id)
    return record if record is not None and _same_answers(desk, finding, record) else None


def _same_answers(desk: Desk, finding: Finding, record: Advised) -> bool:
    """Whether the answers that led to it say what they said when the record was made."""
    then: dict[str, Value] = {}
    seen: dict[str, Value] = {}
    for answer in desk.answers:
        if answer.step in finding.because:
            seen[answer.step] = answer.value if answer.state is AnswerState.GIVEN else None
        elif answer.step == record.step:
            then = dict(seen)
    return then == {question: desk.answers.given(question) for question in finding.because}


def is_accepted(desk: Desk, finding: Finding) -> bool:
    """Whether the person said that the answers stand, or made a next step of it."""
    record = advised(desk, finding)
    return record is not None and record.choice != "asked"


def open_findings(desk: Desk, phase: Phase) -> list[Finding]:
    """What the rules find in this phase that was not accepted, the gravest first."""
    by_id = desk.flow.path.by_id
    return [
        finding
        for finding in desk.flow.the(advisor).findings(desk.answers)
        if any(by_id[question].phase is phase for question in finding.because)
        and not is_accepted(desk, finding)
    ]


def accepted(desk: Desk) -> Chapter | None:
    """The answers that were said to stand, each with the reason and the way to take it up again."""
    texts = desk.lines(AdviceLines)
    titles = {each.id: each.title for each in desk.flow.library.advice}
    entries = []
    for record in records.all_of(desk.answers, Advised):
        if record.choice == "both" and record.id in titles:
            why: Slot = Words(record.why) if record.why else texts.no_reason
            entries.append(Entry(titles[record.id], why, does(desk, AGAIN, record.id)))
    return Chapter(texts.kept, None, tuple(entries)) if entries else None


def make_step(desk: Desk, phase: Phase) -> Button | None:
    """The button that makes a next step of the most important advice."""
    found = open_findings(desk, phase) if MAKE_STEP in desk.deeds else []
    if not found:
        return None
    label = desk.lines(AdviceLines).make_step
    return deed(desk, label, MAKE_STEP, found[0].advice.id, main=True)


def most_important(desk: Desk, phase: Phase) -> tuple[Say, ...]:
    """What to do first, in a line."""
    found = open_findings(desk, phase)[:1]
    return tuple(
        Say(desk.lines(AdviceLines).most_important, {"title": each.advice.title}) for each in found
    )


def advice_lines(desk: Desk, phase: Phase, most: int = MOST) -> list[Say]:
    """What was found, why it matters, because of which answers, and what to do."""
    lines: list[Say] = []
    for finding in open_findings(desk, phase)[:most]:
        texts = desk.lines(AdviceLines)
        first = texts.then if lines else texts.most_important
        lines += [Say(first, {"title": finding.advice.title}), Say(finding.advice.say)]
        lines += [because_line(desk, question) for question in finding.because[:SHOWN_BECAUSE]]
        lines += sourced(desk, finding.advice)
    return lines


def sourced(desk: Desk, advice: Advice) -> list[Say]:
    """Where it comes from, and what we would do."""
    return [from_whom(desk, advice), Say(desk.lines(AdviceLines).ours, {"do": advice.do})]


def from_whom(desk: Desk, advice: Advice) -> Say:
    """Where it comes from; what no source says is ours."""
    if advice.source is None:
        return Say(desk.lines(AdviceLines).own)
    return cited(desk.flow.library, advice.source)


def because_line(desk: Desk, question: str) -> Say:
    """One of the person's own answers on one line."""
    step, answer = desk.flow.path.by_id[question], desk.answers.get(question)
    shown = on_one_line(show(desk, step, answer), SHOWN)
    when = said_when(desk, answer) if answer else desk.texts.today
    slots = {"ask": asked(step), "answer": shown, "when": when}
    return Say(desk.lines(AdviceLines).because, slots)


def asked(step: Step) -> str:
    """What was asked; of what is asked at every point, also which point it was."""
    if step.role is Role.CLARITY and step.point is not None:
        return f"{step.point.short}: {step.question.ask}"
    return step.question.ask
