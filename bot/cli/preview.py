"""Pieces of the content in the terminal, as the chat would show them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.cli.serving import plain_errors
from bot.cli.terminal import Style, shown
from bot.content_files import load_library
from bot.errors import PlainError
from bot.slack import blocks
from bot.slack.blocks import Rendered
from flows.content.items import Item, ItemKind, items
from flows.content.kinds import Kind, Question
from flows.content.library import Library
from flows.content.sorting import SortingQuestion
from flows.content.vocabulary import Word
from flows.dialogue import take_turn
from flows.dialogue.asking import ask
from flows.inputs import Action, Typed, Verb
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.route import AGAIN, CORRECTED
from flows.journey.steps import Step
from flows.journey.values import Answer, Answers, AnswerState, Journey, Person, Scene, Value
from flows.messages import Form, Message, Note, Option, Prompt, Say
from flows.pieces import cited, is_readable, pieces, read_aloud

NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
SAID = datetime(2026, 3, 3, 12, tzinfo=UTC)
WHO, ID = "U1", "preview"


def preview_arguments(parser: ArgumentParser) -> None:
    """``[ID]`` and ``--content DIR``."""
    parser.add_argument(
        "id",
        nargs="?",
        metavar="ID",
        help="what to show: formaal.hvorfor, formaal, afklaring, dyrt, hjerterum … "
        "(samskab content lists them); without it, everything",
    )
    parser.add_argument(
        "--content", type=Path, metavar="DIR", help="the content of this folder (it holds da/)"
    )


def preview(arguments: Namespace) -> int:
    """Show a piece of the content in the terminal as the chat would show it, with its source."""
    with plain_errors():
        library = load_library(folder=arguments.content)
    found = list(_called(library, arguments.id))
    if not found:
        raise PlainError(_nothing(library, arguments.id))
    screen = Screen(library, colour=sys.stdout.isatty())
    try:
        for item in found:
            print("\n".join(screen.of(item)))
    except LookupError as error:
        raise PlainError(f"nothing is called {error}: samskab check says where") from error
    return 0


def _called(library: Library, id: str | None) -> Iterator[Item]:
    inside = (ItemKind.FOCUS_POINT, ItemKind.QUESTION, ItemKind.STATEMENT, ItemKind.PIECE)
    for item in items(library):
        if item.id == id or (id is None and item.kind not in inside):
            yield item


def _nothing(library: Library, id: str) -> str:
    close = get_close_matches(id, {item.id for item in items(library)}, n=1, cutoff=0.5)
    meant = f" Did you mean {close[0]}?" if close else ""
    return f"nothing is called '{id}'.{meant} samskab content lists what there is."


class Screen:
    """Turns items into lines for a terminal."""

    def __init__(self, library: Library, *, colour: bool) -> None:
        self.library = library
        self.rehearsal = Rehearsal(library)
        self.style = Style(colour)
        self._of: Mapping[ItemKind, Callable[[Item], Iterator[str]]] = {
            ItemKind.PHASE: self._phase,
            ItemKind.FOCUS_POINT: self._point,
            ItemKind.COURSE: self._course,
            ItemKind.QUESTION: self._question,
            ItemKind.SORTING_QUESTION: self._sorting,
        }

    def of(self, item: Item) -> Iterator[str]:
        """The item under a line that says what it is, its id and its file."""
        document = self.library.documents[item.file]
        where = document.problem(item.path, "")
        yield self.style.small(f"── {item.kind} {item.id} ({where.file}:{where.line})")
        yield from self._of.get(item.kind, self._read)(item)
        yield from self._see(item.value)
        yield ""

    def _read(self, item: Item) -> Iterator[str]:
        if is_readable(item):
            yield from self._message(self.rehearsal.note(read_aloud(self.library, item)))
        else:
            yield item.title

    def _phase(self, item: Item) -> Iterator[str]:
        yield ""
        for each in items(self.library):
            if each.kind is ItemKind.FOCUS_POINT and each.file == item.file:
                yield from self.of(each)
        yield from self._asked(self._step(f"{item.id}.next_step"))

    def _course(self, item: Item) -> Iterator[str]:
        yield ""
        for each in items(self.library):
            if each.kind is ItemKind.QUESTION and each.file == item.file:
                yield from self.of(each)

    def _point(self, item: Item) -> Iterator[str]:
        yield ""
        for each in items(self.library):
            if each.kind is ItemKind.QUESTION and each.id.startswith(f"{item.id}."):
                yield from self.of(each)
        source = cited(self.library, self.library.point[item.id].source)
        yield from self._lines(self.rehearsal.note((source,)))

    def _question(self, item: Item) -> Iterator[str]:
        step = self._step(item.id)
        yield from self._asked(step)
        for word in (Word.ELABORATE, Word.EXAMPLE):
            said = [line for page in self.rehearsal.after(step, word) for line in self._lines(page)]
            yield from self._aside(self._typed(word), said)
        yield from self._received(step.question)
        source = step.question.source or (step.point.source if step.point else None)
        if source is not None:
            yield from self._lines(self.rehearsal.note((cited(self.library, source),)))

    def _sorting(self, item: Item) -> Iterator[str]:
        question: Any = item.value
        yield from self._message(self.rehearsal.sorting(question))
        for choice in question.choices:
            if choice.means:
                yield from self._aside(choice.label, [f"→ {choice.means}"])
        said = (Say(question.elaboration), cited(self.library, question.source))
        yield from self._aside(self._typed(Word.ELABORATE), self._lines(self.rehearsal.note(said)))
        if question.example is not None:
            example = self.rehearsal.note((Say(question.example),))
            yield from self._aside(self._typed(Word.EXAMPLE), self._lines(example))
        yield from self._received(question.as_question())

    def _received(self, question: Question) -> Iterator[str]:
        """What is said on receipt, of every answer and of some."""
        if question.received is not None:
            yield from self._aside("(an answer)", [question.received])
        for choice in question.choices:
            if choice.received is not None:
                yield from self._aside(choice.label, [choice.received])
        for answer, said in question.received_for.items():
            yield from self._aside(f"({answer})", [said])

    def _typed(self, word: Word) -> str:
        return self.rehearsal.flow.language.words.typed(word)

    def _step(self, id: str) -> Step:
        return self.rehearsal.flow.path.by_id[id]

    def _asked(self, step: Step) -> Iterator[str]:
        for page in self.rehearsal.asked(step):
            yield from self._message(page)

    def _message(self, page: Rendered) -> Iterator[str]:
        yield from self._lines(page)
        yield ""

    def _lines(self, page: Rendered) -> Iterator[str]:
        yield from shown(page, self.style)

    def _aside(self, word: str, lines: Iterable[str]) -> Iterator[str]:
        """What follows when somebody says or presses something."""
        yield self.style.small(f"{word}:")
        for text in lines:
            yield from ("    " + line for line in text.split("\n"))
        yield ""

    def _see(self, value: Any) -> Iterator[str]:
        for id in getattr(value, "see", ()):
            yield self.style.small(f"see {id}: {pieces(self.library)[id].title}")


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
    Kind.SCALES: lambda question: {each.id: 3 for each in question.choices},
    Kind.YES_NO: lambda _: True,
    Kind.PERSON: lambda _: {"name": "Karen Eksempel"},
    Kind.DATE: lambda _: "2026-10-01",
}
