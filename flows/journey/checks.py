"""Whether steps and labels that the content makes can be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from flows.content.checks import questions
from flows.content.items import ItemKind, items, problem
from flows.content.library import Library
from flows.content.reading import Path, Problem
from flows.journey.path import Path as Way
from flows.journey.path import run_of
from flows.journey.short import SHORT
from flows.journey.steps import Role
from flows.language.text import plain
from flows.language.words import Words


def steps(library: Library) -> Iterator[Problem]:
    """No two steps of the whole path have one id; nor has one the id that a course's runs have."""
    way = Way(library)
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


def labels(library: Library) -> Iterator[Problem]:
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


def _labelled(library: Library) -> Iterator[tuple[str, Path, list[str]]]:
    for name, path, question in questions(library):
        yield name, path, [each.label for each in question.choices]
    for n, sorting in enumerate(library.sorting):
        yield "definitions.yaml", ("questions", n), [each.label for each in sorting.choices]
