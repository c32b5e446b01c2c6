"""Courses: a few questions on the path or run beside it, and the way back."""

from __future__ import annotations

import pytest

from flows.content.library import Library, build
from flows.dialogue.features import LINES
from flows.inputs import Action, Pressed, Verb
from flows.journey.flow import Flow
from flows.journey.question import RUN
from tests.flows.chat import Chat, World
from tests.flows.small import small_files

COURSE = """
id: tjek
title: Tjek
aim: To hurtige spørgsmål.
{place}
questions:
  - id: hvordan
    kind: choice
    ask: Hvordan går det?
    why: Så ved jeg det.
    received: Det er skrevet ned.
    choices:
      - {{id: godt, label: Godt}}
      - {{id: skidt, label: Skidt}}
  - id: hvorfor
    kind: text
    ask: Hvad er galt?
    why: Så kan det rettes.
    received: Godt at vide.
    when: {{question: tjek.hvordan, any_of: [skidt]}}
done: Så er tjekket slut.
source: {{source: vaeksthus, page: 4}}
"""


def library(place: str = "") -> Library:
    """The small content with the course, on the path or beside it."""
    files = small_files()
    source = next(line for line in files["principles.yaml"].splitlines() if "source:" in line)
    text = COURSE.format(place=place).replace(
        "source: {source: vaeksthus, page: 4}", source.strip().lstrip("- ")
    )
    return build("da", {**files, "courses/tjek.yaml": text}, LINES)


@pytest.fixture(scope="module")
def beside() -> Flow:
    """The course is only run when it is asked for."""
    return Flow(library())


@pytest.fixture(scope="module")
def placed() -> Flow:
    """The course comes first on the path."""
    return Flow(library("before: foerst"))


def runs(chat: Chat) -> Chat:
    """The chef presses a button that runs the course."""
    journey = chat.journey
    assert journey is not None
    press = Pressed(Action(Verb.DO, journey.id, RUN, journey.revision, "tjek"))
    return chat.does(press, "(Tjek)")


def test_a_course_on_the_path_comes_in_its_place(placed: Flow) -> None:
    chat = Chat(World(placed)).says("hej").begins("Bænk ved søen")
    chat.sees("Tjek", "To hurtige spørgsmål.", "Hvordan går det?")
    chat.presses("Godt").sees("Så er tjekket slut.").stands_at("maal.hvad")


def test_a_course_is_run_and_leads_back(beside: Flow) -> None:
    chat = Chat(World(beside)).says("hej").begins("Bænk ved søen")
    runs(chat).sees("Hvordan går det?").presses("Skidt").sees("Hvad er galt?")
    chat.says("Ingen svarer").sees("Så er tjekket slut.").stands_at("maal.hvad")


def test_a_course_run_again_shows_the_last_time(beside: Flow) -> None:
    chat = Chat(World(beside)).says("hej").begins("Bænk ved søen")
    runs(chat).presses("Skidt").says("Ingen svarer")
    runs(chat).sees("Hvordan går det?", "Skidt").presses("Godt")
    chat.sees("Så er tjekket slut.").stands_at("maal.hvad")


def test_a_course_can_be_left(beside: Flow) -> None:
    chat = Chat(World(beside)).says("hej").begins("Bænk ved søen")
    runs(chat).presses("Ikke nu").sees("Vi lader *Tjek* ligge").stands_at("maal.hvad")
    chat.says("En bænk")
    assert chat.answered.given("maal.hvad") == "En bænk"


def test_a_course_outlives_a_pause(beside: Flow, caplog: pytest.LogCaptureFixture) -> None:
    chat = Chat(World(beside)).says("hej").begins("Bænk ved søen")
    runs(chat).says("pause").says("fortsæt").sees("Hvordan går det?")
    assert not caplog.records, "the machine was asked for nothing that it cannot do"
