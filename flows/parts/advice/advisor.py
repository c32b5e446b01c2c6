"""What came of asking about an advice: that it was asked, or that the answers stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from flows.content.kinds import Advice
from flows.content.library import Library
from flows.content.reading import Problem
from flows.journey.flow import Flow
from flows.journey.records import Record
from flows.journey.values import Answers
from flows.parts.advice.rules import RULES
from flows.parts.advice.signs import SIGNS, Because, Facts


class Advised(Record):
    """``id`` is the advice's; ``choice`` is ``both`` where the answers stand, ``why`` is why."""

    KIND: ClassVar[str] = "advice"

    choice: Literal["asked", "both"]
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. ``because`` are the answers that led to it, in the order of the path."""

    advice: Advice
    because: Because


class Advisor:
    """The rules that have words, the most important first. Built once; every turn asks it."""

    def __init__(self, flow: Flow) -> None:
        self._path = flow.path
        self._language = flow.language
        self._all = tuple(each for each in flow.library.advice if each.rule in RULES)
        self._by_id = {each.id: each for each in self._all}
        self._looking: dict[str, list[Advice]] = defaultdict(list)
        for each in self._all:
            for question in each.needs:
                self._looking[question].append(each)

    def findings(self, answers: Answers) -> list[Finding]:
        """All that the rules find."""
        return self._found(self._all, answers)

    def touched_by(self, question: str, answers: Answers) -> list[Finding]:
        """What the rules find that look at this question; most questions have none."""
        looking = self._looking.get(question)
        return self._found(looking, answers) if looking else []

    def finding(self, id: str, answers: Answers) -> Finding | None:
        """What the rule with these words finds now."""
        found = self._found([self._by_id[id]], answers) if id in self._by_id else []
        return found[0] if found else None

    def _found(self, looking: Iterable[Advice], answers: Answers) -> list[Finding]:
        facts = Facts(self._path, answers, self._language)
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
            if question not in library.asked:
                message = f"nothing is called '{question}'"
                yield library.documents[FILE].problem((n, "needs", m), message)


def _signs(library: Library) -> Iterator[Problem]:
    """Some advice says that it needs what the rules look at."""
    needed = {question for each in library.advice for question in each.needs}
    for question in dict.fromkeys(sign.question for sign in SIGNS):
        if question not in needed:
            message = f"the rules look at '{question}', which no advice needs"
            yield _of_file(library, message)
