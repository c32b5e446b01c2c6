"""App Home through the front door: kept fresh, also by others' turns, at its pace."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.outbox.pace import Pace
from flows.dialogue.home import journeys
from flows.dialogue.home.drawing import HomeLines
from flows.parts.delegation.said import DelegationLines
from tests.e2e.chef import Chef
from tests.e2e.harness import ALI, KAREN, World, library
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite
from tests.e2e.meeting import TITLE, Meeting, buttons
from tests.e2e.reading import Json, has, said

delegation = library().lines(DelegationLines)
METTE, JENS = "U0METTE001", "U0JENS0001"
home_lines = library().lines(HomeLines)


async def home_of(world: World, who: Chef) -> Json:
    """The Home that Slack shows now."""
    home = await world.people.home(who.id)
    assert home is not None
    return home


@mostly_sqlite_by_socket
async def test_anothers_turn_changes_it(karen: Chef, ali: Chef, world: World) -> None:
    await karen.has_begun()
    await karen.opens_home()
    await ali.opens_home()
    await karen.says("giv videre")
    await karen.picks_person(ali.id)
    await karen.presses(delegation.buttons.send)
    await world.settled()
    assert has(await home_of(world, karen), delegation.back.away)
    assert has(await home_of(world, ali), home_lines.asked_by)
    await karen.says("giv videre")
    await karen.presses(delegation.buttons.take_back.format(point="Formål"))
    await world.settled()
    assert "Mødested" not in said(await home_of(world, ali))
    assert not has(await home_of(world, karen), delegation.back.away)


@on_sqlite
async def test_one_redraw_a_second_and_the_last_one_is_true(still_world: World) -> None:
    world = still_world
    await world.begin(pace=Pace(posts_a_minute=6000))
    karen, ali = await world.chef(KAREN), await world.chef(ALI)
    await karen.opens_home()
    await ali.opens_home()
    for number in range(4):
        await world.people.say(karen.id, "hele vejen", wait=False)
        await world.people.say(karen.id, f"Forløb {number}", wait=False)
    await world.people.say(ali.id, "hej", wait=False)
    await world.settled()
    home = await home_of(world, karen)
    assert has(home, "Forløb 3")
    drawn = [each for each in await world.calls("views.publish") if each["ok"]]
    assert len(drawn) < 9
    for who in (karen, ali):
        times = [each["at"] for each in drawn if who.id in str(each["body"])]
        assert times
        assert all(later - sooner >= 0.95 for sooner, later in pairwise(times)), times


@on_sqlite
async def test_many_journeys_are_paged_and_a_turn_shows_the_first_page(
    karen: Chef, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journeys, "A_PAGE", 1)
    for number in range(3):
        await karen.says("hele vejen")
        await karen.titles(f"Forløb {number}")
    home = await karen.opens_home()
    heard = len(karen.heard)
    assert has(home, home_lines.others)
    assert "Forløb 0" not in said(home)
    await karen.presses(home_lines.after, home)
    await world.settled()
    second = await home_of(world, karen)
    assert "Forløb 0" in said(second)
    assert "Forløb 1" not in said(second)
    assert len(karen.heard) == heard
    await karen.presses(home_lines.before, second)
    await world.settled()
    assert "Forløb 1" in said(await home_of(world, karen))


@on_sqlite
async def test_a_meeting_that_waits_for_ones_answer(karen: Chef, ali: Chef, world: World) -> None:
    meeting, everybody = Meeting(world), [karen.id, ali.id, METTE, JENS]
    await meeting.sets_up(karen.id, everybody, set="own", points=["formaal"], naming="anonymous")
    home = await ali.opens_home()
    assert not has(home, home_lines.awaited)
    await meeting.presses(karen.id, buttons.begin)
    home = await ali.opens_home()
    assert has(home, home_lines.awaited)
    assert TITLE in said(home)
    await meeting.opens(ali.id, home_lines.answer, home)
    await meeting.sends(ali.id, rating="4", answer="Det ved de unge")
    await meeting.receipt(ali.id)
    assert not has(await home_of(world, ali), home_lines.awaited)
    assert "Det ved de unge" not in said(await home_of(world, ali))
