"""How the content is written: true receipts, one question at a time, whose an example is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flows.content.kinds import NO, YES, Kind
from flows.content.library import Library
from flows.content.reading import Document, Path, Problem, walk


def problems(library: Library) -> Iterator[Problem]:
    """What is said alike of answers that differ, two questions in one, examples of nobody's."""
    ours = library.texts.source.example
    source = library.texts.source.alone.partition("{")[0]
    for document in library.documents.values():
        for path, value in walk(document.value):
            if isinstance(value, str):
                yield from _given(document, path, value, ours)
            elif isinstance(value, dict) and isinstance(value.get("ask"), str):
                yield from _asked(document, path, value)
                yield from _received(document, path, value)
            if isinstance(value, dict) and ("ask" in value or "questions" in value):
                example = value.get("example")
                if isinstance(example, str) and not (example.startswith(ours) or source in example):
                    message = f"say where the example comes from, or begin it with '{ours}'"
                    yield document.problem((*path, "example"), message)


def _given(document: Document, path: Path, text: str, ours: str) -> Iterator[Problem]:
    """An example in a text with a source says that it is ours, in the same words everywhere."""
    bare = ours.split(maxsplit=1)[0] + ":"
    if bare in text:
        yield document.problem(path, f"write '{ours}' for '{bare}'")


def _asked(document: Document, path: Path, question: dict[str, Any]) -> Iterator[Problem]:
    if question["ask"].count("?") > 1:
        yield document.problem((*path, "ask"), "these are two questions; ask one of them")


def _received(document: Document, path: Path, question: dict[str, Any]) -> Iterator[Problem]:
    """A line for every answer must not be said of a yes and of a no, nor of what stands alone."""
    choices, shared = question.get("choices", ()), question.get("received")
    unsettled = question.get("leaves_open", ())
    if shared is not None and question.get("kind") == Kind.YES_NO:
        message = "a yes and a no are not received alike; use 'received_for', or say nothing"
        yield document.problem((*path, "received"), message)
    for n, choice in enumerate(choices):
        differs = choice.get("alone") or choice.get("means") or choice["id"] in (YES, NO)
        differs = differs or (question.get("kind") == Kind.CHOICE and choice["id"] in unsettled)
        if differs and shared is not None and choice.get("received") is None:
            message = f"'{choice['id']}' says something else, and needs a 'received' of its own"
            yield document.problem((*path, "choices", n), message)
    said = [choice.get("received") for choice in choices]
    if len(choices) > 1 and said[0] is not None and len(set(said)) == 1:
        message = "what is said of every choice stands at the question"
        yield document.problem((*path, "choices"), message)
