"""What a rule may know: the answers that were given and are on the path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.content import leaning
from flows.content.kinds import Kind
from flows.journey.path import Path
from flows.journey.steps import ids_of
from flows.journey.values import Answer, Answers, AnswerState, Value
from flows.language import Language

#: The questions whose answers led a rule to what it found, the one asked first standing first.
Because = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """Something to look for in an answer: one of ``any_of`` was chosen.

    As in ``when``: ids of choices, ``ja`` and ``nej``, ``"1"`` to ``"5"``.
    """

    question: str
    any_of: frozenset[str]


def sign(question: str, *any_of: str) -> Sign:
    """A sign as the rules write it."""
    return Sign(leaning.question(question, any_of), frozenset(any_of))


class Facts:
    """The answers of one journey, as the rules see them. What is off the path is not there."""

    def __init__(self, path: Path, answers: Answers, language: Language) -> None:
        self._language = language
        self._path = path
        self._answers = answers

    def value(self, question: str) -> Value | None:
        """What was answered, or None where nothing was that still fits the question."""
        answer = self._held(question)
        return answer.value if answer and answer.state is AnswerState.GIVEN else None

    def shows(self, sign: Sign) -> bool:
        """Whether the answer shows the sign."""
        return not sign.any_of.isdisjoint(ids_of(self.value(sign.question)))

    def lacks(self, sign: Sign) -> bool:
        """Whether there is an answer that does not show the sign."""
        return self.value(sign.question) is not None and not self.shows(sign)

    def left(self, question: str) -> bool:
        """Whether the question was put and left without an answer."""
        answer = self._held(question)
        return answer is not None and answer.state is not AnswerState.GIVEN

    def text(self, question: str) -> str:
        """What was written; empty where nothing was."""
        value = self.value(question)
        return value if isinstance(value, str) and self._is(question, Kind.TEXT) else ""

    def finds(self, signs: str, text: str) -> bool:
        """Whether the text holds one of the ``signs`` of ``language.yaml``."""
        return self._language.signs[signs].search(text) is not None

    def day(self, question: str) -> date | None:
        """The date that was answered."""
        value = self.value(question)
        return date.fromisoformat(value) if value and self._is(question, Kind.DATE) else None

    def said_on(self, question: str) -> date | None:
        """The day on which it was answered, by UTC."""
        answer = self._held(question)
        return answer.said_at.date() if answer else None

    def both(self, *signs: Sign) -> Because | None:
        """The questions of the signs, where the answers show every one of them."""
        if all(self.shows(each) for each in signs):
            return tuple(each.question for each in signs)
        return None

    def _is(self, question: str, kind: Kind) -> bool:
        return self._path.by_id[question].question.kind is kind

    def _held(self, question: str) -> Answer | None:
        step = self._path.by_id.get(question)
        if step is None or not step.resolved(self._answers) or not step.on_path(self._answers):
            return None
        return self._answers.get(question)
