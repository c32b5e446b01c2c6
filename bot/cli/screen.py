"""Pieces of the content as lines for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bot.cli.rehearsal import Rehearsal
from bot.cli.terminal import Style, shown
from bot.slack.blocks import Rendered
from flows.content.items import Item, ItemKind, items
from flows.content.library import Library
from flows.journey.steps import Step
from flows.language.words import Word
from flows.messages import Say
from flows.pieces import cited, is_readable, pieces, read_aloud


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
        yield from self._asked(self._step(f"{item.id}.clarity"))
        source = cited(self.library, self.library.point[item.id].source)
        yield from self._lines(self.rehearsal.note((source,)))

    def _question(self, item: Item) -> Iterator[str]:
        step = self._step(item.id)
        yield from self._asked(step)
        for word in (Word.ELABORATE, Word.EXAMPLE):
            said = [line for page in self.rehearsal.after(step, word) for line in self._lines(page)]
            yield from self._aside(self._typed(word), said)
        yield from self._aside("(an answer)", [step.question.received])
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
        yield from self._aside("(an answer)", [question.received])

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
