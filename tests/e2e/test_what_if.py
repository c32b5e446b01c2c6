"""'hvad hvis' through the front door: chosen from lists, shown, kept when asked to."""

from __future__ import annotations

from flows.parts.what_if.turn import WhatIfLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, texts
from tests.e2e.marks import mostly_sqlite
from tests.e2e.reading import buttons, labels

LINES = library().lines(WhatIfLines)
GAINS = "formaal.gevinster"


@mostly_sqlite
async def test_another_answer_is_tried_and_then_used(karen: Chef, world: World) -> None:
    await karen.has_begun()
    await karen.says("bedre kvalitet, lavere omkostninger")
    await karen.says("hvad hvis")
    await karen.sees(LINES.which)
    ask = library().asked[GAINS].ask
    await karen.presses(next(each for each in labels(karen.last) if each.startswith(ask[:20])))
    await karen.sees(LINES.other)
    await karen.presses("Uden Bedre kvalitet")
    await karen.sees(LINES.advice, "Besparelsen er den eneste gevinst")
    assert buttons(karen.last) == [LINES.use, LINES.again, LINES.leave]
    assert world.database.given(karen.id, GAINS) == ["kvalitet", "oekonomi"]
    await karen.presses(LINES.leave)
    await karen.sees(LINES.unchanged, library().asked["formaal.hvorfor"].ask)
    await karen.says("hvad hvis regner I med")
    await karen.presses("Også Nye løsninger")
    await karen.presses(LINES.use)
    await karen.sees(texts.correct.corrected)
    assert world.database.given(karen.id, GAINS) == ["kvalitet", "oekonomi", "innovation"]
