"""What no button of the bot's says, on both databases: nothing of it can break a turn."""

from __future__ import annotations

import pytest

from bot.slack.arrivals import Arrival
from bot.store.database import Store
from bot.turns.languages import alone
from bot.turns.pipeline import Pipeline
from flows.inputs import Action, Pressed, Typed, Verb
from tests.e2e.harness import flow
from tests.e2e.marks import mostly_sqlite

LONG = "x" * 3000


@mostly_sqlite
@pytest.mark.parametrize("verb", Verb)
async def test_a_button_that_carries_too_much(store: Store, verb: Verb) -> None:
    turns = Pipeline(store, alone(flow()))
    forged = Pressed(Action(verb, "", "title", 10**9, LONG[:90]), (LONG, LONG))
    inputs = [Typed("hej", "1.0"), Typed("begynd", "2.0"), forged, Typed("En bro", "3.0")]
    for number, each in enumerate(inputs):
        await turns.take(Arrival(f"key{number}", "T1", "U1", each, "D1"))
