"""Answers that pull apart are asked about once, through the front door, on both databases."""

from __future__ import annotations

import pytest

from flows.parts.advice.findings import AdviceLines
from flows.parts.next_steps import NextStepLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, texts
from tests.e2e.marks import mostly_sqlite
from tests.e2e.reading import buttons, has
from tests.e2e.walked import walked

WORDS = {each.id: each for each in library().advice}
LINES = library().lines(AdviceLines)
POLITICIANS = "demokrati.politikere"
UNAWARE = "politikere_ved_intet"


@pytest.fixture
async def asked(karen: Chef) -> Chef:
    """The politicians do not know of it; that is asked about, with its buttons."""

    async def walk() -> None:
        await karen.has_begun()
        while not has(karen.last, library().asked[POLITICIANS].ask):
            await karen.says("spring over")

    await walked(karen.world, POLITICIANS, walk, karen)
    await karen.presses("Kender det ikke endnu")
    await karen.sees(WORDS[UNAWARE].say, WORDS[UNAWARE].do)
    decide = texts.buttons.decide
    assert buttons(karen.last) == [LINES.rewrite, LINES.stands, LINES.make_step, decide]
    return karen


@mostly_sqlite
async def test_it_may_stand_and_its_buttons_give_way(asked: Chef, world: World) -> None:
    message = asked.last
    await asked.presses(LINES.stands)
    await asked.sees(LINES.accepted_one)
    assert LINES.stands not in buttons(await asked.sees_changed(message, LINES.stands))
    kept = world.database.given(asked.id, f"advice:{UNAWARE}")
    version = library().version
    assert kept == {
        "id": UNAWARE, "choice": "both", "why": None, "at": POLITICIANS, "version": version
    }  # fmt: skip


@mostly_sqlite
async def test_another_answer_is_typed_and_takes_its_place(asked: Chef, world: World) -> None:
    await asked.says("Følger det løbende")
    await asked.sees(texts.correct.corrected)
    assert world.database.given(asked.id, POLITICIANS) == "foelger"


@mostly_sqlite
async def test_a_step_is_made_of_it(asked: Chef, world: World) -> None:
    steps = library().lines(NextStepLines)
    await asked.presses(LINES.make_step)
    await asked.presses(steps.myself)
    await asked.presses(steps.no_date)
    await asked.sees(steps.kept, library().asked["demokrati.deltagere"].ask)
    assert world.database.given(asked.id, f"advice:{UNAWARE}")["choice"] == "step"


@mostly_sqlite
async def test_the_reason_is_kept_and_can_be_seen(asked: Chef, world: World) -> None:
    reason = "Det finder vi ud af sammen & <@U0ALI00001>"
    await asked.says(reason)
    await asked.sees(LINES.explained_one)
    assert world.database.given(asked.id, f"advice:{UNAWARE}")["why"] == reason
    await asked.says("mine data")
    assert any(has(message, "Det finder vi ud af sammen") for message in asked.heard)
    await asked.says("slet")
    await asked.presses(texts.buttons.delete_this)
    assert not world.database.journeys(asked.id)
