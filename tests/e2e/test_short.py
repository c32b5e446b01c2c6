"""Ten minutes, told by three chefs: how long they are; what differs is advised otherwise."""

from __future__ import annotations

import pytest

from flows.journey.life import PAUSED, WAITING
from flows.parts.short.view import ViewLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library
from tests.e2e.marks import on_sqlite
from tests.e2e.reading import buttons, has
from tests.e2e.telling import SHORT_STORIES, Told, story, tell_short

#: From 'hej' to the view, the decision and the step, with the half page in the reply.
MOST_TURNS, MOST_WORDS = 13, 500
#: What each is advised, and where it leads.
ADVISED = {
    "youth": ("has_a_direction", "samskab", PAUSED),
    "roads": ("naesten_faerdig", "lad_vaere", PAUSED),
    "homecare": ("no_owner_above", "vent", WAITING),
}


def test_each_story_is_advised_otherwise() -> None:
    assert set(ADVISED) == set(SHORT_STORIES)
    assert len(set(ADVISED.values())) == len(ADVISED)


@on_sqlite
@pytest.mark.parametrize("name", SHORT_STORIES)
async def test_ten_minutes(karen: Chef, world: World, name: str) -> None:
    lines, (gravest, decided, stage) = library().lines(ViewLines), ADVISED[name]
    told = await tell_short(karen, story(f"short_{name}"))
    assert told.turns <= MOST_TURNS
    assert told.words <= MOST_WORDS, told.length
    danger = next(each for each in lines.dangers if gravest in (each.rule, each.verdict))
    conversation = "\n".join(told.said)
    advice = {"samskab": "go", "lad_vaere": "leave", "vent": "wait"}[decided]
    assert lines.advice[advice].format(then=danger.then) in conversation
    step = danger.instead if decided == "lad_vaere" else danger.step
    assert step is not None
    assert has(karen.last, step.rstrip("."))
    assert {lines.share, lines.rest} <= set(buttons(karen.last))
    assert world.database.answers(karen.id).given("short.decision") == decided
    assert world.database.journeys(karen.id)[0].stage == stage
    _says_where_it_comes_from(told)


def _says_where_it_comes_from(told: Told) -> None:
    """Two dangers, each with the answer that shows it and a source."""
    view = next(each for each in told.said if "(Svar: " in each)
    assert view.count("(Svar: ") == view.count("_Kilde: ") == 2


@on_sqlite
async def test_one_is_reminded_of_the_step_and_then_of_the_rest(karen: Chef, world: World) -> None:
    lines = library().lines(ViewLines)
    await tell_short(karen, story("short_youth"))
    await karen.presses(lines.rest)
    await karen.says("om tre uger")
    await world.to_next_nudge()
    await karen.listens()
    await karen.sees("lægger jeg kun det første møde fast")
