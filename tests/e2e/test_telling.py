"""The example journey, whole: from the gate to what was learnt."""

from __future__ import annotations

import re

import pytest

from flows.parts.advice.findings import AdviceLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library
from tests.e2e.marks import on_sqlite
from tests.e2e.telling import STORY, tell

#: What the whole way may take, answering everything one question at a time, and a point at a time
#: in its dialog: it grows unnoticed otherwise.
MOST_TURNS, MOST_WORDS = 122, 6_400
MOST_TURNS_AT_ONCE, MOST_WORDS_AT_ONCE = 62, 5_000
#: So often may what pulls apart interrupt a phase, also where all of it is let stand.
MOST_INTERRUPTIONS = 2


@on_sqlite
async def test_a_whole_journey(karen: Chef, world: World) -> None:
    told = await tell(karen)
    assert told.turns <= MOST_TURNS
    assert told.words <= MOST_WORDS
    points = [point.id for _, point in library().focus_points()]
    begun = dict.fromkeys(step.partition(".")[0] for step in told.asked)
    assert [id for id in begun if id in points] == points
    answers = world.database.answers(karen.id)
    assert answers.given("gate.vaerdi") == "ja"
    assert answers.given("afklaring.decision") == "samskab"
    for step in ("formaal.succes", "maalopfyldelse.uventet", "refleksion.laert"):
        assert answers.given(step) == STORY[step]
    conversation = "\n".join(told.said)
    parts = re.split("|".join(re.escape(phase.aim) for phase in library().phases), conversation)
    apart = [part.count(library().lines(AdviceLines).apart) for part in parts[1:]]
    assert max(apart) in range(1, MOST_INTERRUPTIONS + 1), apart
    late = conversation.index(library().phases[-1].aim)
    assert STORY["formaal.succes"] in conversation[late:], "the criterion is recalled and judged"


@pytest.mark.slow
@on_sqlite
async def test_a_whole_journey_a_point_at_a_time(karen: Chef, world: World) -> None:
    told = await tell(karen, at_once=True)
    assert told.turns <= MOST_TURNS_AT_ONCE
    assert told.words <= MOST_WORDS_AT_ONCE
    answers = world.database.answers(karen.id)
    for step in ("formaal.succes", "maalopfyldelse.uventet", "refleksion.laert"):
        assert answers.given(step) == STORY[step]
