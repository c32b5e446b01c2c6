"""The page for content editors says what is true: its example can be followed to the end."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
import yaml

from bot.content_files import content_files
from flows.content.kinds import Question
from tests.flows.content.conftest import Desk

README = (Path(__file__).parents[3] / "content" / "README.md").read_text("utf-8")
PLACE = "      - id: besked\n"


def block(language: str, n: int) -> str:
    """The nth block of code of this language, out of the list that it stands in."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```$", README, re.MULTILINE | re.DOTALL)
    indent, text = found[n]
    return "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))


@pytest.mark.slow
def test_the_example_is_found_wrong_and_then_right(desk: Desk) -> None:
    phase = "phases/1-afklaring.yaml"
    desk.change(phase, PLACE, block("yaml", 1) + PLACE)
    code, lines = desk.check()
    assert code == 1
    said, closing = block("text", 0).splitlines()
    assert lines[-1] == closing
    number = r":\d+: "
    assert [re.sub(number, ": ", line) for line in lines[:-1]] == [re.sub(number, ": ", said)]
    desk.change(phase, "any_of: [neej]", "any_of: [nej]")
    code, lines = desk.check()
    assert code == 0, lines
    assert re.search(r"\b91 questions\b", README)
    assert ", 91 questions, " in lines[-1]


def test_the_question_that_is_taken_apart_is_one() -> None:
    (told,) = yaml.safe_load(textwrap.dedent(block("yaml", 0)))
    assert set(told) <= set(Question.model_fields)


def test_every_file_has_its_line() -> None:
    for name in content_files():
        folder, _, file = name.partition("/")
        assert f"`da/{folder}/`" in README if file else f"`da/{name}`" in README
