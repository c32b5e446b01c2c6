"""No word that people see or type stands in Python: all of them are in content."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.content_files import LINES, content_files, load_library
from flows.content.library import Library, build
from flows.content.vocabulary import Word
from flows.journey.flow import Flow
from flows.language.words import Said

ROOT = Path(__file__).parents[2]
#: The letters that only Danish words have.
LETTERS = re.compile("[æøåÆØÅ]")
#: Strings with such letters that are none of the words, with why.
LETTERED = {
    "[aeiouyæøåg]": "letters that scanned sources lose, for the check that nothing is copied",
}
#: Files that are no part of what people see in Slack.
ASIDE = {}
#: Words of the language that are also English: names of the code's, of Slack's, of SQL's.
ALSO_ENGLISH = {
    "alt", "deadline", "help", "ok", "start", "status", "time",
    "to", "type", "yes",
}  # fmt: skip
COUNTRIES = {"no"}
#: States, kinds of records and names of what a button does: stored, and never shown.
STORED = {
    "afklaring", "andet", "begge", "en", "faerdig", "ingen", "ja", "kontrakt", "kort", "kurs",
    "kvartal", "mig", "nej", "opsummering", "retning",
    "overblik", "principper", "rammer", "rytme", "to", "tre", "typen", "uge", "videre",
}  # fmt: skip


def _files() -> Iterator[Path]:
    for folder in ("bot", "flows"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "sandbox" not in path.parts and str(path.relative_to(ROOT)) not in ASIDE:
                yield path


@cache
def _all_strings() -> tuple[tuple[str, str], ...]:
    return tuple(found for path in _files() for found in _strings(path))


def _strings(path: Path) -> Iterator[tuple[str, str]]:
    """Where each string stands, and the string; what documents is none."""
    left: list[object] = [ast.parse(path.read_text("utf-8"))]
    while left:
        node = left.pop()
        if isinstance(node, list):
            left += node
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value
        elif isinstance(node, ast.AST) and not _documents(node):
            left += vars(node).values()


def _documents(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip("*").casefold()
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _words(each)
            yield from [name] if not isinstance(each, str | list | tuple | dict) else []
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)


@pytest.fixture(scope="module")
def known(real: Library) -> frozenset[str]:
    no_words = {"days": {"said"}, "asked": True, "locale": True}
    said = real.vocabulary.model_dump(exclude=no_words)
    return frozenset(word for word in _words(said) if len(word) > 1)


def test_no_danish_letter_stands_in_python() -> None:
    found = {where: text for where, text in _all_strings()
             if LETTERS.search(text) and text not in LETTERED}  # fmt: skip
    assert found == {}


def test_no_word_of_the_language_stands_in_python(known: frozenset[str]) -> None:
    allowed = ALSO_ENGLISH | COUNTRIES | STORED
    found = {where: text for where, text in _all_strings()
             if text.casefold() in known and text.casefold() not in allowed}  # fmt: skip
    assert found == {}


def test_the_exceptions_are_needed() -> None:
    strings = {text.casefold() for _, text in _all_strings()}
    assert {text for text in LETTERED if text not in strings} == set()
    words = set(_words(load_library().vocabulary.model_dump()))
    assert words >= STORED


def test_a_language_is_a_folder_of_its_own() -> None:
    """Other words in its files, and nothing else, are read and said."""
    files = content_files()
    for old, new in (("hjælp, hjaelp", "hjelp, hjaelp"), ("[december,", "[desember,")):
        assert old in files["language.yaml"]
        files["language.yaml"] = files["language.yaml"].replace(old, new)
    language = Flow(build("nb", files, LINES)).language
    assert language.words.find("Hjelp!") == Said(Word.HELP)
    assert language.words.find("hjælp") is None
    today = date(2026, 3, 2)
    assert language.dates.say(date(2026, 12, 1), today) == "1. desember"
    assert language.dates.day("1. desember", today) == date(2026, 12, 1)
