"""What the bot would say at a step, with made-up answers to what came before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from bot.slack import blocks
from bot.slack.blocks import Rendered
from flows.content.kinds import Kind, Question
from flows.content.library import Library
from flows.content.sorting import SortingQuestion
from flows.dialogue import take_turn
from flows.dialogue.asking import ask
from flows.inputs import Action, Typed, Verb
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.route import AGAIN, CORRECTED
from flows.journey.steps import Step
from flows.journey.values import Answer, Answers, AnswerState, Journey, Person, Scene, Value
from flows.language.words import Word
from flows.messages import Form, Message, Note, Option, Prompt, Say

NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
SAID = datetime(2026, 3, 3, 12, tzinfo=UTC)
WHO, ID = "U1", "preview"


class Rehearsal:
    """One made-up journey that can stand at any step."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.flow = Flow(library)

    def asked(self, step: Step) -> Iterator[Rendered]:
        """The question as it is put."""
        desk = Desk(self.flow, self._scene(step), NOW)
        ask(desk)
        return self._rendered(desk.outcome().messages)

    def after(self, step: Step, word: Word) -> Iterator[Rendered]:
        """What a word leads to at this step, without the question that is put again below it."""
        outcome = take_turn(
            self.flow, self._scene(step), Typed(self.flow.language.words.typed(word), "1.0"), NOW
        )
        said = [_lead(each) if isinstance(each, Prompt) else each for each in outcome.messages]
        return self._rendered(said)

    def sorting(self, question: SortingQuestion) -> Rendered:
        """A question of the gate."""
        options = tuple(Option(each.id, each.label, each.description) for each in question.choices)
        prompt = Prompt(
            shows="",
            place=Say(self.library.texts.buttons.what_is),
            ask=Say(question.ask),
            why=Say(question.why),
            form=Form(Kind.CHOICE, Action(Verb.ANSWER, step=question.id), options),
        )
        return blocks.prompt(prompt, self.library.texts)

    def note(self, lines: tuple[Say, ...]) -> Rendered:
        """Lines as one message."""
        return blocks.note(Note(lines), self.library.texts)

    def _rendered(self, messages: Sequence[Message]) -> Iterator[Rendered]:
        texts = self.library.texts
        for message in messages:
            if isinstance(message, Prompt):
                yield blocks.prompt(message, texts)
            elif isinstance(message, Note):
                yield blocks.note(message, texts)

    def _scene(self, step: Step) -> Scene:
        person = Person(WHO, welcomed=True, open_journey=ID)
        journey = Journey(ID, self.library.texts.untitled, CORRECTED, 1, NOW, asked=step.id)
        return Scene(person, (journey,), ID, Answers(self._before(step)))

    def _before(self, step: Step) -> Iterator[Answer]:
        """An answer to each question that this one recalls; and that it is the one asked."""
        for ref in step.question.recall:
            question = self.library.asked[ref]
            value = _VALUES[question.kind](question)
            yield Answer(ref, AnswerState.GIVEN, value, WHO, SAID)
        yield Answer(AGAIN, AnswerState.GIVEN, [CORRECTED, step.id], WHO, SAID)


def _lead(prompt: Prompt) -> Note:
    return Note(prompt.lead)


_VALUES: Mapping[Kind, Callable[[Question], Value]] = {
    Kind.TEXT: lambda _: "…",
    Kind.CHOICE: lambda question: question.choices[0].id,
    Kind.CHOICES: lambda question: [each.id for each in question.choices[:2]],
    Kind.SCALE: lambda _: 3,
    Kind.YES_NO: lambda _: True,
    Kind.PERSON: lambda _: {"name": "Karen Eksempel"},
    Kind.DATE: lambda _: "2026-10-01",
}
