"""Through the front door: the advice is to leave it; a criterion is recalled and judged."""

from __future__ import annotations

import pytest

from flows.journey.life import RESTS, STOPPED
from flows.journey.lines import DecisionLines, GateLines, OrderLines, PhaseLines
from flows.parts.advice.findings import AdviceLines
from flows.parts.later import LaterLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, path, whole_way
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite
from tests.e2e.reading import buttons, has

CRITERION = "40 unge bruger stedet hver uge."
ADVICE, DECISIONS = library().lines(AdviceLines), library().lines(DecisionLines)
GATE, LATER = library().lines(GateLines), library().lines(LaterLines)
ORDER, PHASES = library().lines(OrderLines), library().lines(PhaseLines)


def stands_at(chef: Chef) -> str:
    """The step that is open, or how the journey rests."""
    journey = chef.world.database.journeys(chef.id)[0]
    return str(journey.stage if journey.stage in RESTS else journey.asked)


async def goes_to(chef: Chef, step: str) -> None:
    """Passes everything over until the step is open."""
    for _ in path().steps:
        if stands_at(chef) == step:
            return
        stands = [each for each in buttons(chef.last) if each in STANDS]
        if stands:
            await chef.presses(stands[0])
        else:
            rests = stands_at(chef) not in path().by_id
            await chef.says("fortsæt" if rests else "spring over")
    chef.fails(f"{step} never came")


#: What is pressed where it is asked whether answers fit together.
STANDS = (ADVICE.both, ADVICE.stands)


@mostly_sqlite_by_socket
async def test_a_journey_where_the_advice_is_to_leave_it(karen: Chef, world: World) -> None:
    await karen.says("hej")
    await karen.presses(whole_way)
    await karen.says("Mødested for unge")
    await karen.sees(GATE.begins)
    for answer in ("Borgere, foreninger, virksomheder", "Vi kender den ikke"):
        await karen.presses(answer)
    await karen.presses("At finde på løsningen")
    await karen.presses("Nej, det kan jeg ikke")
    await karen.sees(library().verdict["ingen_vaerdi"].says)
    await karen.presses(GATE.go_on)
    await karen.says("Direktøren vil have det")
    await karen.sees(GATE.noted)
    await goes_to(karen, "afklaring.start")
    await karen.begins_from_an_end()
    await goes_to(karen, "afklaring.decision")
    await karen.sees("Direktøren vil have det", GATE.advice_leave)
    await karen.presses("Lad være")
    await karen.says("Det koster mere, end vi får")
    await karen.sees(DECISIONS.left, library().verdict["ingen_vaerdi"].do)
    assert stands_at(karen) == STOPPED
    await world.later(days=90)
    await karen.says("fortsæt")
    await karen.sees("Det koster mere, end vi får", DECISIONS.hold.ask)
    await karen.presses(DECISIONS.decide_again)
    await karen.presses("Vi samskaber")
    await karen.says("Nu er der penge")
    assert stands_at(karen) == "afklaring.next_step"


@pytest.mark.slow
@on_sqlite
async def test_a_criterion_is_recalled_in_2b_and_judged_in_the_end(
    karen: Chef, world: World
) -> None:
    await karen.has_begun()
    await goes_to(karen, "formaal.succes")
    await karen.says(CRITERION)
    await goes_to(karen, "kursjustering.kurs")
    await karen.sees(CRITERION)
    await goes_to(karen, "rytme.hvor_tit")
    await karen.presses("Hver anden uge")
    await karen.sees(PHASES.next_check)
    await world.later(days=14)
    await karen.says("kurs")
    await karen.sees(CRITERION, "Er I kommet nærmere siden sidst?")
    await karen.presses("Ja")
    await karen.says("De åbner selv om onsdagen")
    await karen.sees(PHASES.next_check)
    await world.later(weeks=20)
    await goes_to(karen, "maalopfyldelse.maal")
    assert has(await karen.sees(CRITERION), path().by_id["maalopfyldelse.maal"].question.ask)
    await karen.presses("Et stykke af vejen")
    await goes_to(karen, "afsaet.igen")
    await karen.sees("Et stykke af vejen")
    assert world.database.given(karen.id, "maalopfyldelse.maal") == "delvist"


@on_sqlite
async def test_the_overview_orders_the_points(karen: Chef, world: World) -> None:
    await karen.says("hej")
    await karen.presses(whole_way)
    await karen.says("Mødested for unge")
    await karen.passes_the_gate()
    await karen.presses(ORDER.start.choices[0].label)
    points = library().phases[0].focus_points
    rated = {"bemanding": "1", "formaal": "4"}
    await karen.says("".join(rated.get(point.id, "3") for point in points))
    await karen.sees("Så begynder vi med Bemanding, for det punkt gav du 1.")
    assert stands_at(karen) == "bemanding.kraever"
    await karen.says("pause")
    await karen.presses(LATER.tomorrow)
    await karen.sees(LATER.until)
    await karen.says("genåbn afklaring")
    await karen.says("rækkefølge")
    await karen.begins_from_an_end()
    assert stands_at(karen) == "formaal.gevinster"
