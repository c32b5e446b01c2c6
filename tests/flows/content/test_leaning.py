"""Every id that code leans on is declared, and the check names each that the content lacks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content_files import content_files
from flows.content.checks import answers_to
from flows.content.items import Item, ItemKind, items
from flows.content.leaning import DECLARED, problems
from flows.content.library import Library, build
from flows.content.reading import ContentError
from flows.dialogue.features import LINES
from tests.flows.content.conftest import Desk

FLOWS = Path(__file__).parents[3] / "flows"
#: What is leant on, and which of its answers.
Declared = tuple[Item, "str | None"]
#: Kinds whose ids read like nothing else, so that they are seen where they stand in code.
TOLD_APART = (ItemKind.QUESTION, ItemKind.AXIS)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "courses/kontrakt.yaml",
            "- id: interval",
            "- id: hvor_tit",
            "the program leans on the question 'kontrakt.interval', which is not there",
        ),
        (
            "courses/kontrakt.yaml",
            "{id: kvartal,",
            "{id: kvartalet,",
            "the program leans on the answer 'kvartal' to 'kontrakt.interval', which is not there",
        ),
        ("courses/kurs.yaml", "id: kurs\n", "id: gate\n", "the course 'kurs', which is not there"),
    ],
)
def test_the_check_finds_it(desk: Desk, file: str, old: str, new: str, says: str) -> None:
    desk.change(file, old, new)
    code, said = desk.check()
    assert code == 1
    assert any(says in each for each in said)


def test_two_steps_with_one_id_are_found_on_the_whole_path(desk: Desk) -> None:
    one_more = """- id: conclusion
        kind: text
        ask: Er det sagt?
        why: Det er det nu.
        received: Godt.
      - id: afsender
"""
    desk.change("phases/1-afklaring.yaml", "- id: afsender\n", one_more)
    _, said = desk.check()
    assert any("two steps have the id 'type.conclusion'" in each for each in said), said


def test_an_id_that_the_path_makes_itself_is_no_questions(desk: Desk) -> None:
    desk.change("phases/1-afklaring.yaml", "- id: kampe\n", "- id: clarity\n")
    _, said = desk.check()
    assert any("'clarity' is an id that the path makes itself" in each for each in said), said


def _where(library: Library, item: Item, answer: str | None) -> tuple[str, int]:
    """The file, and the line on which the id stands."""
    path = (*item.path, "id")
    if answer is not None:
        choices = [each.id for each in library.asked[item.id].choices]
        path = (*item.path, "choices", choices.index(answer), "id")
    return item.file, library.documents[item.file].lines[path]


def _declared(library: Library) -> Iterator[Declared]:
    """Every declared id that the content writes out, and every such answer."""
    found = {(each.kind, each.id): each for each in items(library)}
    for (kind, id), answers in DECLARED.items():
        item = found[kind, id]
        if item.path and item.path[-1] == "statements":
            continue  # the course makes it of something else
        yield item, None
        written = {each.id for each in library.asked[id].choices} if id in library.asked else set()
        yield from ((item, answer) for answer in sorted(answers & written))


def _renamed(files: dict[str, str], library: Library, item: Item, answer: str | None) -> None:
    """Give it another id where it stands."""
    file, line = _where(library, item, answer)
    id = answer or item.id.rpartition(".")[2]
    lines = files[file].splitlines(keepends=True)
    assert f"id: {id}" in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(f"id: {id}", f"id: {id}_ny", 1)
    files[file] = "".join(lines)


def _names(item: Item, answer: str | None) -> set[str]:
    """As a problem may call it."""
    return {f"'{answer or item.id}'", f"'{answer or item.id.rpartition('.')[2]}'"}


def _unnamed(library: Library, ids: list[Declared]) -> list[Declared]:
    """Which of these are not named, where all are renamed in one content."""
    files = content_files()
    for item, answer in ids:
        _renamed(files, library, item, answer)
    try:
        said = problems(build("da", files, LINES))
    except ContentError as error:
        said = error.problems
    told = "\n".join(each.message for each in said)
    return [each for each in ids if not any(name in told for name in _names(*each))]


@pytest.mark.slow
def test_each_id_renamed_is_named(real: Library) -> None:
    """One of each file at once, and once more those that a file which cannot be read has hidden."""
    waiting = list(_declared(real))
    assert len(waiting) >= 50
    while waiting:
        together: list[Declared] = []
        files, names = set[str](), set[str]()
        for each in waiting:
            own = _names(*each)
            if each[0].file not in files and names.isdisjoint(own):
                together.append(each)
                files.add(each[0].file)
                names |= own
        waiting = [each for each in waiting if not any(each is one for one in together)]
        while together:
            missed = _unnamed(real, together)
            assert len(missed) < len(together), missed
            together = missed


def test_answers_that_are_declared_can_be_given(real: Library) -> None:
    for (kind, id), answers in DECLARED.items():
        if kind is ItemKind.QUESTION and answers:
            assert answers <= (answers_to(real.asked[id]) or set())


def test_code_holds_no_id_that_is_not_declared(real: Library) -> None:
    known = {each.id: each.kind for each in items(real) if each.kind in TOLD_APART}
    found = []
    for file in FLOWS.rglob("*.py"):
        if "content" in file.relative_to(FLOWS).parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            id = node.value if isinstance(node, ast.Constant) else None
            kind = known.get(id) if isinstance(id, str) else None
            if kind is not None and (kind, id) not in DECLARED:
                found.append(f"{file.name}:{node.lineno}: {id}")
    assert not found
