"""Answers that pull apart are asked about once, through the front door, on both databases."""

from __future__ import annotations

import pytest

from flows.parts.advice.findings import AdviceLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, texts
from tests.e2e.marks import mostly_sqlite
from tests.e2e.reading import buttons, has

WORDS = {each.id: each for each in library().advice}
LINES = library().lines(AdviceLines)
GOAL = "formaal.succes"


async def asked_about_the_goal(chef: Chef) -> Chef:
    """Up to a goal that nobody could see."""
    await chef.begins("Mødested for unge")
    for text in ("bedre kvalitet", "Det ved de unge bedst", "Bedre trivsel & <!channel>"):
        await chef.says(text)
    await chef.sees(WORDS["usynligt_maal"].say)
    return chef


@pytest.fixture
async def asked(karen: Chef) -> Chef:
    """It is asked about, with its buttons."""
    await asked_about_the_goal(karen)
    assert buttons(karen.last) == [LINES.rewrite, LINES.stands]
    return karen


@mostly_sqlite
async def test_it_may_stand_and_its_buttons_give_way(asked: Chef, world: World) -> None:
    message = asked.last
    await asked.presses(LINES.stands)
    await asked.sees(LINES.accepted_one, WORDS["usynligt_maal"].do)
    assert LINES.stands not in buttons(await asked.sees_changed(message, LINES.stands))
    kept = world.database.given(asked.id, "advice:usynligt_maal")
    assert kept == {"id": "usynligt_maal", "choice": "both", "why": None}


@mostly_sqlite
async def test_a_better_goal_is_typed_and_takes_its_place(asked: Chef, world: World) -> None:
    await asked.says("40 unge hver uge")
    await asked.sees(texts.correct.corrected)
    assert world.database.given(asked.id, GOAL) == "40 unge hver uge"


@mostly_sqlite
async def test_the_reason_is_kept_and_can_be_seen(asked: Chef, world: World) -> None:
    reason = "Det finder vi ud af sammen & <@U0ALI00001>"
    await asked.says(reason)
    await asked.sees(LINES.explained_one)
    assert world.database.given(asked.id, "advice:usynligt_maal")["why"] == reason
    await asked.says("mine data")
    assert any(has(message, "Det finder vi ud af sammen") for message in asked.heard)
    await asked.says("slet")
    await asked.presses(texts.buttons.delete_this)
    assert not world.database.journeys(asked.id)
