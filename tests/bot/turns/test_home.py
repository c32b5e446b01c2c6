"""A group's conclusion changes the chef's App Home."""

from __future__ import annotations

from datetime import datetime

from bot.store.database import Store
from bot.store.transaction import Transaction
from flows.workshop.inputs import Deed, Form
from tests.bot.turns.sitting import CHEF, TEAM, Sitting


async def test_it_is_redrawn_when_the_group_has_concluded(store: Store) -> None:
    drawn: list[tuple[str, str]] = []

    def home_of(_: Transaction, team: str, user: str, __: datetime) -> tuple[()]:
        drawn.append((team, user))
        return ()

    meeting = Sitting(store, many=3)
    meeting.turns.voice().workshops._home_of = home_of
    await meeting.begin()
    for user in meeting.users:
        await meeting.answers(user, 3, "Fordi de bor der")
    await meeting.does(CHEF, Deed.REVEAL)
    before = len(drawn)
    await meeting.sends(CHEF, Form.CONCLUDE, text="Vi gør det sammen", clarity="afklaret")
    assert drawn[before:] == [(TEAM, CHEF)]
    meeting.close()
