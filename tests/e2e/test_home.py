"""App Home through the front door: kept fresh, also by others' turns, at its pace."""

from __future__ import annotations

from itertools import pairwise

from bot.outbox.pace import Pace
from flows.dialogue.home.drawing import HomeLines
from flows.parts.delegation.said import DelegationLines
from tests.e2e.chef import Chef
from tests.e2e.harness import ALI, KAREN, World, library
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite
from tests.e2e.reading import Json, has, said

delegation = library().lines(DelegationLines)


async def home_of(world: World, who: Chef) -> Json:
    """The Home that Slack shows now."""
    home = await world.people.home(who.id)
    assert home is not None
    return home


@mostly_sqlite_by_socket
async def test_anothers_turn_changes_it(karen: Chef, ali: Chef, world: World) -> None:
    await karen.begins("Mødested for unge")
    await karen.opens_home()
    await ali.opens_home()
    await karen.says("giv videre")
    await karen.picks_person(ali.id)
    await karen.presses(delegation.buttons.send)
    await world.settled()
    assert has(await home_of(world, karen), delegation.back.away)
    assert has(await home_of(world, ali), library().lines(HomeLines).asked_by)
    await karen.says("giv videre")
    await karen.presses(delegation.buttons.take_back.format(point="Formål"))
    await world.settled()
    assert "Mødested" not in said(await home_of(world, ali))
    assert not has(await home_of(world, karen), delegation.back.away)


@on_sqlite
async def test_one_redraw_a_second_and_the_last_one_is_true(still_world: World) -> None:
    world = still_world
    await world.begin(pace=Pace())
    karen, ali = await world.chef(KAREN), await world.chef(ALI)
    await karen.opens_home()
    await ali.opens_home()
    for number in range(8):
        await world.people.say(karen.id, "hele vejen", wait=False)
        await world.people.say(karen.id, f"Forløb {number}", wait=False)
    await world.people.say(ali.id, "hej", wait=False)
    await world.settled()
    home = await home_of(world, karen)
    assert has(home, "Forløb 7")
    drawn = [each for each in await world.calls("views.publish") if each["ok"]]
    assert len(drawn) < 20
    for who in (karen, ali):
        times = [each["at"] for each in drawn if who.id in str(each["body"])]
        assert times
        assert all(later - sooner >= 0.95 for sooner, later in pairwise(times)), times
