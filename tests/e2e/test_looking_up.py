"""Looking something up in the DM and by the slash command."""

from __future__ import annotations

from bot.sandbox.seed import CHANNEL
from flows.parts.lookup import LookupLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, texts
from tests.e2e.marks import mostly_sqlite_by_socket
from tests.e2e.reading import buttons, has, said

lines = library().lines(LookupLines)
MYTH = "sejlivet myte"
GAINS = "Hvad regner I med at få ud af"


def first() -> str:
    return lines.read.format(number=1)


@mostly_sqlite_by_socket
async def test_in_the_dm_before_and_during_a_journey(karen: Chef, world: World) -> None:
    await karen.says("hej")
    await karen.presses(lines.button)
    await karen.sees(lines.ask)
    await karen.says("frivilligledelse <!channel>")
    found = await karen.sees("Frivilligledelse", "Kilde: Jacob Torfing")
    assert "<!channel>" not in str(found["blocks"])
    await karen.presses(first())
    await karen.sees(MYTH, lines.more)
    await karen.begins("Mødested for unge")
    await karen.says("slå op hvem skal eje opgaven")
    await karen.sees(lines.another, GAINS)
    await karen.presses(lines.another)
    await karen.chooses("Samskabelsestrappen")
    await karen.sees("Trin 5", GAINS)
    await karen.says("bedre kvalitet")
    steps = {answer.step for answer in world.database.answers(karen.id)}
    assert {each for each in steps if each.startswith("formaal")} == {"formaal.gevinster"}


@mostly_sqlite_by_socket
async def test_by_the_command_for_nobody_else_to_see(karen: Chef, ali: Chef, world: World) -> None:
    await karen.has_begun()
    await karen.commands("slå op frivilligledelse", channel=CHANNEL)
    karen.sees_nothing()
    aside = await karen.aside(CHANNEL)
    assert has(aside, "Frivilligledelse"), said(aside)
    assert buttons(aside)[0] == first()
    assert not await world.people.messages(CHANNEL, ali.id)
    await karen.presses(first(), aside)
    await karen.sees(MYTH, GAINS)
    await karen.commands("slå op xyzzy", channel=CHANNEL)
    assert has(await karen.aside(CHANNEL), "Fem korte råd til chefer")
    await karen.commands("slå op", channel=CHANNEL)
    assert has(await karen.aside(CHANNEL), "/samskab slå op frivillige")
    assert texts.buttons.show_question in buttons(await karen.aside(CHANNEL))
