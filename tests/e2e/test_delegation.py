"""A focus point goes to a colleague and comes back, through the front door."""

from __future__ import annotations

import asyncio

from flows.parts.delegation.said import DelegationLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, texts
from tests.e2e.marks import each_once, mostly_sqlite, mostly_sqlite_by_socket, on_both, on_sqlite
from tests.e2e.reading import has, said
from tests.e2e.test_gate import goes_to

lines = library().lines(DelegationLines)
GAINS = "Hvad regner I med at få ud af"


async def gives(karen: Chef, ali: Chef, note: str = "") -> None:
    """Karen begins, and gives 'Formål' to Ali."""
    await karen.has_begun("giv videre")
    await karen.picks_person(ali.id)
    if note:
        await karen.says(note)
    await karen.presses(lines.buttons.send)
    await karen.sees(lines.giving.sent)


async def answers(ali: Chef) -> None:
    await ali.will_see(lines.asked.who_sees)
    await ali.presses(lines.buttons.look)
    await ali.sees(lines.asked.privacy, GAINS)
    await ali.says("bedre kvalitet")
    while not any(has(message, lines.asked.ready) for message in ali.heard):
        await ali.answers_by_typing("Fordi de bor der")


@mostly_sqlite
async def test_a_colleague_answers_and_hands_it_back(karen: Chef, ali: Chef, world: World) -> None:
    await gives(karen, ali, "Du kender <stedet> bedst")
    invitation = await ali.will_see("Du kender <stedet> bedst")
    assert "Mødested for unge" in said(invitation)
    await answers(ali)
    assert world.database.given(karen.id, "formaal.hvorfor") is None
    await ali.presses(lines.buttons.send_answers)
    assert world.database.given(karen.id, "formaal.hvorfor") == "Fordi de bor der"
    back = await karen.will_see(lines.back.answered)
    assert "Fordi de bor der" in said(back)
    await karen.presses(lines.buttons.accept, back)
    await karen.sees("Formål:")
    await ali.will_see(lines.asked.accepted)
    assert [journey.title for journey in world.database.journeys(ali.id)] == []


@on_sqlite
async def test_frames_of_a_colleague_stand_in_the_register(karen: Chef, ali: Chef) -> None:
    await karen.has_begun()
    await goes_to(karen, "rammer.fast")
    await karen.says("giv videre")
    await karen.picks_person(ali.id)
    await karen.presses(lines.buttons.send)
    await ali.will_see(lines.asked.who_sees)
    await ali.presses(lines.buttons.look)
    await ali.says("stedet")
    await ali.says("Farven på husene")
    await ali.says("spring over")
    await ali.says("spring over")
    await ali.presses(lines.buttons.send_answers)
    await karen.presses(lines.buttons.accept, await karen.will_see(lines.back.answered))
    await karen.sees(library().questions["rammer.tid"].ask)
    await karen.says("rammer")
    await karen.sees("Stedet", "Farven på husene")


@on_both
async def test_taken_back_and_sent_at_the_same_moment(karen: Chef, ali: Chef, world: World) -> None:
    """Whoever is first: one effect, and both know of it."""
    await gives(karen, ali)
    await answers(ali)
    await karen.says("giv videre")
    out = karen.last
    take_back = lines.buttons.take_back.format(point="Formål")
    await asyncio.gather(
        karen.presses(take_back, out, wait=False),
        ali.presses(lines.buttons.send_answers, wait=False),
    )
    await world.settled()
    given = world.database.given(karen.id, "formaal.hvorfor")
    if given is None:  # Karen was first
        assert world.database.journeys(ali.id) == []
        await ali.will_see(lines.asked.taken_back)
    else:
        await karen.will_see(lines.back.answered)
        assert [each.stage for each in world.database.journeys(ali.id)] == ["finished"]


@on_sqlite
async def test_somebody_who_cannot_have_it(karen: Chef, world: World) -> None:
    await karen.has_begun("giv videre")
    await karen.picks_person("U0NABOBOT1")
    await karen.sees(lines.refused.bot)
    await karen.picks_person("U0GITTE001")
    await karen.sees(lines.giving.guest)
    await karen.presses(lines.buttons.cancel)
    await karen.sees(GAINS)


@on_sqlite
async def test_slack_does_not_say_who_it_is(karen: Chef, ali: Chef, world: World) -> None:
    """Then it is sent all the same."""
    await karen.has_begun("giv videre")
    await world.people.fault("server_error", "users.info", times=2)  # the name, and who it is
    await karen.picks_person(ali.id)
    await karen.presses(lines.buttons.send)
    await ali.will_see("Mødested for unge")


@on_sqlite
async def test_somebody_who_cannot_be_written_to(karen: Chef, world: World) -> None:
    """Slack did not say who it is, and refuses the message: the chef hears of it."""
    world.calm = False
    world.expected.add("channel_not_found")
    await karen.has_begun("giv videre")
    await world.people.fault("server_error", "users.info", times=2)  # the name, and who it is
    await karen.picks_person("U0NABOBOT1")
    await karen.presses(lines.buttons.send)
    lost = await karen.will_see(lines.back.unreachable)
    await karen.presses(lines.buttons.take_back.format(point="Formål"), lost)
    await karen.sees(lines.back.taken_back, GAINS)


@each_once
async def test_when_the_colleague_deletes_everything_nothing_of_it_is_left(
    karen: Chef, ali: Chef, world: World
) -> None:
    await gives(karen, ali)
    await answers(ali)
    await ali.presses(lines.buttons.send_answers)
    await karen.will_see(lines.back.answered)
    await ali.says("slet")
    await ali.presses(texts.buttons.delete_all)
    await world.later(seconds=5)
    await ali.presses(texts.buttons.delete_all)
    await ali.sees(texts.delete.all_done)
    await karen.will_see(lines.back.withdrawn)
    await world.settled()
    assert world.database.tables_with("Fordi de bor der") == []
    await world.forgotten()
    assert world.database.tables_with(ali.id) == []
    assert world.database.given(karen.id, "formaal.hvorfor") is None


@mostly_sqlite_by_socket
async def test_when_the_chef_deletes_everything_the_colleague_keeps_nothing(
    karen: Chef, ali: Chef, world: World
) -> None:
    await gives(karen, ali, "Kun dig og mig")
    await answers(ali)
    await karen.says("slet")
    await karen.presses(texts.buttons.delete_all)
    await world.later(seconds=5)
    await karen.presses(texts.buttons.delete_all)
    back = await ali.will_see(lines.asked.deleted)
    assert "Fordi de bor der" in said(back)
    await world.settled()
    for words in ("Mødested", "Kun dig", "Fordi de bor der"):
        assert world.database.tables_with(words) == [], words
    assert world.database.journeys(ali.id) == []
