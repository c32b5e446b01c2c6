"""Whether the content holds together, and has all that the program leans on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flows.content import checks, counting, leaning
from flows.content.checks import questions
from flows.content.items import ItemKind, items, problem
from flows.content.kinds import NO, YES, Kind
from flows.content.library import Library
from flows.content.reading import Document, Problem, walk
from flows.content.reading import Path as Place
from flows.dialogue import features  # noqa: F401 (all that leans on the content is imported)
from flows.journey.path import Path, run_of
from flows.journey.short import SHORT, ShortLines
from flows.journey.steps import Role
from flows.language.text import plain
from flows.language.words import Words
from flows.parts.advice import findings as advice
from flows.parts.learning import LearningLines
from flows.parts.lookup import lookup
from flows.parts.memo import kinds
from flows.parts.opponent import record as opponent
from flows.parts.principles import asking as principles
from flows.parts.short import view
from flows.reminders import sources  # noqa: F401


def problems(library: Library, *, complete: bool) -> list[Problem]:
    """Everything that is wrong, with file, line and key.

    ``complete`` content has all of the model and all that the program leans on.
    """
    found = [
        *checks.problems(library),
        *_labels(library),
        *_help(library),
        *lookup.problems(library),
    ]
    found += _steps(library) if not found else ()  # what dangles leads to no path
    found += advice.problems(library, complete=complete)
    found += opponent.problems(library)
    if complete:
        found += [*counting.problems(library), *leaning.problems(library), *_learning(library)]
        found += _written(library)
        found += (
            [*_short(library), *view.problems(library), *kinds.problems(library)]
            if not found
            else ()
        )
    found += principles.problems(library, complete=complete) if not found else ()
    return sorted(found)


def _short(library: Library) -> Iterator[Problem]:
    """What the short way asks is asked on the whole way too."""
    brief = Path(library).brief
    for n, each in enumerate(library.lines(ShortLines).questions):
        if each.id not in brief:
            document = library.documents[f"lines/{ShortLines.AREA}.yaml"]
            message = f"nothing on the way is called '{each.id}'"
            yield document.problem(("questions", n, "id"), message)


def _learning(library: Library) -> Iterator[Problem]:
    """What counts as learning is asked."""
    for n, ref in enumerate(library.lines(LearningLines).questions):
        if ref not in library.asked:
            document = library.documents[f"lines/{LearningLines.AREA}.yaml"]
            yield document.problem(("questions", n), f"nothing is called '{ref}'")


def _written(library: Library) -> Iterator[Problem]:
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


def _given(document: Document, path: Place, text: str, ours: str) -> Iterator[Problem]:
    """An example in a text with a source says that it is ours, in the same words everywhere."""
    bare = ours.split(maxsplit=1)[0] + ":"
    if bare in text:
        yield document.problem(path, f"write '{ours}' for '{bare}'")


def _asked(document: Document, path: Place, question: dict[str, Any]) -> Iterator[Problem]:
    if question["ask"].count("?") > 1:
        yield document.problem((*path, "ask"), "these are two questions; ask one of them")


def _received(document: Document, path: Place, question: dict[str, Any]) -> Iterator[Problem]:
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


def _steps(library: Library) -> Iterator[Problem]:
    """No two steps of the whole path have one id; nor has one the id that a course's runs have."""
    way = Path(library)
    found = {(each.kind, each.id): each for each in items(library)}
    seen = {run_of(course) for course in library.courses}
    for section in (*way.sections, *way.aside):
        for step in section.steps:
            again = step.role is Role.PRINCIPLE or section in way.aside
            if way.by_id[step.id] is not step and (section.id == SHORT or again):
                continue  # asked in two places, and answered in one
            if step.id in seen:
                message = f"two steps have the id '{step.id}'"
                kinds = (ItemKind.QUESTION, ItemKind.FOCUS_POINT, ItemKind.COURSE, ItemKind.PHASE)
                around = (step.id, section.id, step.id.partition(".")[0])
                item = next(
                    (found[k, id] for id in around for k in kinds if (k, id) in found), None
                )
                file = Problem(f"{library.language}/texts.yaml", 1, "", message)
                yield file if item is None else problem(library, item, message)
            seen.add(step.id)


def _labels(library: Library) -> Iterator[Problem]:
    """No label is one of the bot's words, and no two labels of a question read alike."""
    reserved = Words(library.vocabulary).reserved
    for name, path, labels in _labelled(library):
        seen: set[str] = set()
        for n, label in enumerate(labels):
            said = plain(label)
            where = (*path, "choices", n, "label")
            if said in reserved:
                message = f"'{label}' is a word that the bot acts on"
                yield library.documents[name].problem(where, message)
            elif said in seen:
                yield library.documents[name].problem(where, f"two choices are called '{label}'")
            seen.add(said)


def _help(library: Library) -> Iterator[Problem]:
    """What the help says that one can type is understood."""
    words = Words(library.vocabulary)
    for name in ("help", "help_all"):
        for n, line in enumerate(getattr(library.texts, name)):
            for said in re.findall(r"\*([^*]+)\*", line):
                if words.find(said) is None:
                    message = f"'{said}' is no word of language.yaml"
                    yield library.documents["texts.yaml"].problem((name, n), message)


def _labelled(library: Library) -> Iterator[tuple[str, Place, list[str]]]:
    for name, path, question in questions(library):
        yield name, path, [each.label for each in question.choices]
    for n, sorting in enumerate(library.sorting):
        yield "definitions.yaml", ("questions", n), [each.label for each in sorting.choices]
