"""A focus point answered at once, through Slack."""

from __future__ import annotations

import pytest

from flows.parts.at_once import AtOnceLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library
from tests.e2e.marks import on_sqlite
from tests.e2e.reading import in_sight, said

lines = library().lines(AtOnceLines)
WHY, SIGN = "Det ved kun de unge.", "40 unge om ugen."
GIVEN = {"gevinster": ["demokrati"], "hvorfor": WHY, "succes": SIGN, "vaerd": "ja"}


@on_sqlite
@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_the_dialog_is_sent_and_the_next_point_is_asked(world: World, karen: Chef) -> None:
    await karen.has_begun()
    await karen.presses(lines.offer)
    view = await world.people.top_view(karen.id)
    asked = [each for each in view["blocks"] if each["type"] == "input"]
    assert [each["block_id"] for each in asked] == list(GIVEN)
    await karen.fills(GIVEN)
    assert world.database.given(karen.id, "formaal.gevinster") == ["demokrati"]
    assert world.database.given(karen.id, "formaal.hvorfor") == WHY
    heard = " ".join(map(said, karen.heard))
    assert "Fire svar gemt" in heard
    assert "Hvilken type går I efter?" in heard
    assert not (await world.people.views(karen.id))["modal"]


@on_sqlite
async def test_who_answers_so_finds_the_choices_of_the_next_point_in_a_list(
    world: World, karen: Chef
) -> None:
    await karen.has_begun()
    await karen.presses(lines.offer)
    await karen.fills(GIVEN)
    await karen.presses("Ligeværdig")
    assert in_sight(karen.last) == [lines.offer]
    await karen.presses("Medarbejderne")
    assert world.database.given(karen.id, "type.afsender") == "medarbejdere"


@on_sqlite
async def test_what_was_typed_meanwhile_stands(world: World, karen: Chef) -> None:
    await karen.has_begun()
    await karen.presses(lines.offer)
    await karen.says("nye løsninger")
    await karen.fills(GIVEN)
    assert world.database.given(karen.id, "formaal.gevinster") == ["innovation"]
    assert world.database.given(karen.id, "formaal.hvorfor") == WHY
    await karen.sees("I mellemtiden er der svaret")
