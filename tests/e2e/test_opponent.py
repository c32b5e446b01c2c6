"""The opponent through the front door: heard, answered, kept, shown, deleted with the journey."""

from __future__ import annotations

from flows.parts.opponent.record import OpponentLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, texts
from tests.e2e.marks import mostly_sqlite
from tests.e2e.reading import buttons, has

LINES = library().lines(OpponentLines)
ASKED = {each.id: each for each in LINES.challenges}


@mostly_sqlite
async def test_it_is_heard_answered_and_gone_with_the_journey(karen: Chef, world: World) -> None:
    await karen.has_begun()
    await karen.says("lavere omkostninger")
    while not has(karen.last, library().asked["type.styring"].ask):
        await karen.says("spring over")
    await karen.says("4")
    await karen.says("løsningen")
    await karen.says("modstander")
    await karen.sees(ASKED["sparerunde"].ask)
    assert buttons(karen.last) == [LINES.step, LINES.next, LINES.stop]
    await karen.says("Vi sparer ikke & vi *slår* kun to gange")
    await karen.sees(LINES.kept, ASKED["deres_valg"].ask)
    await karen.presses(LINES.step)
    await karen.sees(ASKED["ingen_maalestok"].ask)
    await karen.presses(LINES.stop)
    kept = world.database.given(karen.id, "opponent:sparerunde")
    assert kept["said"] == "Vi sparer ikke & vi *slår* kun to gange"
    await karen.says("opsummering")
    assert any(has(message, "Vi sparer ikke") for message in karen.heard)
    await karen.says("slet")
    await karen.presses(texts.buttons.delete_this)
    assert not world.database.journeys(karen.id)
