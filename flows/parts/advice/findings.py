"""What the rules find in the journey on the desk, and how it is said where a phase ends."""

from __future__ import annotations

from flows.content.kinds import Phase
from flows.journey import records
from flows.journey.desk import Desk
from flows.journey.question import deed, does
from flows.journey.showing import on_one_line, said_when, show
from flows.journey.values import AnswerState, Value
from flows.messages import Button, Chapter, Entry, Say, Slot, Words
from flows.parts.advice.advisor import Advised, Finding, advisor
from flows.parts.advice.lines import AdviceLines
from flows.pieces import cited

#: The deed of asking again about answers that were said to stand.
AGAIN = "advice.again"
#: The deed of making a next step of an advice, where there is one.
MAKE_STEP = "skridt.forslag"
#: At most so much advice at a time, the most important first.
MOST = 2
#: So much of an answer is shown beside an advice.
SHOWN = 120


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
    """Whether the person said that the answers stand."""
    record = advised(desk, finding)
    return record is not None and record.choice == "both"


def open_findings(desk: Desk, phase: Phase) -> list[Finding]:
    """What the rules find in this phase that was not accepted, the most important first."""
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
        Say(desk.lines(AdviceLines).most_important, {"do": each.advice.do}) for each in found
    )


def advice_lines(desk: Desk, phase: Phase, most: int = MOST) -> list[Say]:
    """What to do, why, because of which answers, and where that comes from."""
    lines: list[Say] = []
    for finding in open_findings(desk, phase)[:most]:
        texts = desk.lines(AdviceLines)
        first = texts.then if lines else texts.most_important
        lines += [Say(first, {"do": finding.advice.do}), Say(finding.advice.say)]
        lines += [_because(desk, question) for question in finding.because]
        lines.append(cited(desk.flow.library, finding.advice.source))
    return lines


def _because(desk: Desk, question: str) -> Say:
    """One of the person's own answers on one line."""
    step, answer = desk.flow.path.by_id[question], desk.answers.get(question)
    shown = on_one_line(show(desk, step, answer), SHOWN)
    when = said_when(desk, answer) if answer else desk.texts.today
    slots = {"ask": step.question.ask, "answer": shown, "when": when}
    return Say(desk.lines(AdviceLines).because, slots)
