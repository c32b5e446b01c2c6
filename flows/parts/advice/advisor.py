"""From the answers to what the rules find in them, with the words for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from flows.content.kinds import Advice
from flows.journey.flow import Flow
from flows.journey.values import Answers
from flows.parts.advice import RULES
from flows.parts.advice.facts import Because, Facts


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
