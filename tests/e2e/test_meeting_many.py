"""Sixty people who answer at once: every answer stored, the card right, Slack's limits kept."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

from sqlalchemy import func, select

from bot.outbox.pace import Pace
from bot.slack.blocks.dialogs import VALUE
from bot.store.schema import contribution
from tests.e2e.harness import World
from tests.e2e.marks import on_sqlite
from tests.e2e.meeting import Meeting, buttons
from tests.e2e.reading import said

KAREN = "U0KAREN001"
MANY = 60
#: What Slack takes of each in a minute (a channel takes one message a second, four at once).
A_MINUTE = {"views.open": 100, "chat.update": 50, "chat.postMessage": 64, "users.info": 100}


async def answers(meeting: Meeting, user: str, card: dict[str, str], number: int) -> None:
    people = meeting.people
    await people.press(user, card, buttons.answer)
    while not (await people.views(user))["modal"]:  # a busy machine: the bot asks to press again
        await people.press(user, card, buttons.answer)
    given = {"rating": str(number % 5 + 1), "answer": f"Svar nummer {number}. " + "Ord " * 60}
    values = {name: {f"{VALUE}{name}": value} for name, value in given.items()}
    sent = await people.submit_view(user, values)
    assert sent["acked"], sent


@on_sqlite
async def test_sixty_people_within_ten_seconds(still_world: World) -> None:
    world = still_world
    world.expected = set()  # not even too fast
    await world.begin(pace=Pace())
    people = [each["id"] for each in await world.people.add_people(MANY)]
    channel = (await world.people.add_channel("stormoede", [KAREN]))["id"]
    meeting = Meeting(world, channel)
    await meeting.sets_up(KAREN, [KAREN, *people])
    await world.people.update_channel(channel, add=people)
    await meeting.presses(KAREN, buttons.begin)
    card = await meeting.with_button(buttons.answer)
    before = len(await world.people.traffic())

    began = time.process_time()  # whatever else the machine does
    await asyncio.gather(
        *(answers(meeting, user, card, number) for number, user in enumerate(people))
    )
    took = time.process_time() - began
    stored = world.database.rows(select(func.count()).select_from(contribution))[0][0]
    assert stored == MANY
    counted = await meeting.sees("60 af 61 har svaret.")
    assert counted["ts"] == card["ts"]

    await meeting.presses(KAREN, buttons.reveal)
    await meeting.sees("I er delt")
    thread = " ".join(said(each) for each in await meeting.shown())
    assert all(f"Svar nummer {number}." in thread for number in range(MANY))
    calls = Counter(
        each["name"]
        for each in (await world.people.traffic())[before:]
        if each["direction"] == "from_app"
    )
    assert all(calls[method] <= most for method, most in A_MINUTE.items()), calls
    assert calls["chat.update"] < MANY  # only the newest looks were drawn
    assert took < 10, f"{MANY} answers in {took:.1f} s; calls: {dict(calls)}"
