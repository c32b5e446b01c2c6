"""The same thing more than once: clicks, events, acknowledgements. One effect."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

import pytest
from sqlalchemy import select

from bot.store.schema import answer
from flows.journey.lines import OrderLines
from flows.journey.order import ratings_of
from flows.journey.route import clarity_of
from flows.parts.advice.findings import AdviceLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, whole_way
from tests.e2e.marks import each_once, mostly_sqlite_by_socket, on_both, on_sqlite
from tests.e2e.reading import said

WORTH = "formaal.vaerd"
#: What one 'Nej' to that leaves: the answer, the advice that follows, and that it was asked for.
NO = [WORTH, "advice:ikke_vaerd", "asked_again"]


async def asked_worth(chef: Chef) -> Chef:
    """Up to the first question with buttons."""
    return await chef.has_begun("bedre kvalitet", "De ved det", "40 unge om ugen")


def stored(world: World) -> list[str]:
    """Of what step each row is, in the order in which they came."""
    return [row.step for row in world.database.rows(select(answer.c.step).order_by(answer.c.id))]


@each_once
async def test_a_double_click_answers_once(karen: Chef, world: World) -> None:
    await asked_worth(karen)
    question, before = _place(karen.last), stored(world)
    await world.people.fault("slow", "chat.update", seconds=0.5)  # the buttons stay for a while
    clicks = (world.people.press(karen.id, question, "Nej") for _ in range(4))
    assert all(outcome["acked"] for outcome in await asyncio.gather(*clicks))
    await karen.listens()
    assert stored(world) == before + NO
    assert len(karen.heard) == 2, [said(each) for each in karen.heard]  # two questions
    assert world.database.given(karen.id, WORTH) == "nej"


@each_once
async def test_of_two_choices_at_once_one_counts(karen: Chef, world: World) -> None:
    await asked_worth(karen)
    question, before = _place(karen.last), stored(world)
    await world.people.fault("slow", "chat.update", seconds=0.5)
    clicks = (world.people.press(karen.id, question, label) for label in ("Ja", "Nej", "Måske"))
    assert all(outcome["acked"] for outcome in await asyncio.gather(*clicks))
    await karen.listens()
    given = world.database.given(karen.id, WORTH)
    assert given in ("ja", "nej", "maaske")
    assert stored(world) == before + (NO if given == "nej" else [WORTH])


@on_both
async def test_a_double_click_on_begin_begins_once(karen: Chef, world: World) -> None:
    await karen.says("hej")
    welcome = _place(karen.last)
    begin = whole_way
    await asyncio.gather(
        *(world.people.act(karen.id, "action", where=welcome, label=begin) for _ in range(4))
    )
    await karen.listens()
    assert len(world.database.journeys(karen.id)) == 1
    assert len(karen.heard) == 2


@mostly_sqlite_by_socket
async def test_every_event_twice(karen: Chef, world: World) -> None:
    async def again(act: Awaitable[object]) -> None:
        await world.people.fault("repeat")
        await act
        await world.settled()

    await again(karen.says("hej"))
    await again(karen.presses(whole_way))
    await again(karen.says("Mødested for unge"))
    await again(karen.passes_the_gate())
    await again(karen.begins_from_an_end())
    for text in ("bedre kvalitet", "De ved det", "40 unge om ugen"):
        await again(karen.says(text))
    await again(karen.presses("Nej"))
    clarity = clarity_of(library().point["formaal"])
    await again(karen.presses(library().lines(AdviceLines).stands))
    await again(karen.presses("Åbent"))  # the point counts as something else
    await again(karen.commands("status"))
    begun = ["title", "gate.passed", "afklaring.start"]
    typed = ["formaal.gevinster", "formaal.hvorfor", "formaal.succes"]
    assert stored(world) == [*begun, *typed, *NO, *NO[1:], clarity]
    assert len(await world.calls("chat.postMessage")) == 11
    assert world.database.given(karen.id, WORTH) == "nej"
    assert world.database.given(karen.id, clarity) == "aabent"


@mostly_sqlite_by_socket
async def test_a_dialog_sent_twice(karen: Chef, world: World) -> None:
    """It is closed with the first; the second finds nothing open."""
    await karen.says("hej")
    await karen.presses(whole_way)
    await karen.says("Mødested for unge")
    await karen.passes_the_gate()
    await karen.presses(library().lines(OrderLines).start.choices[0].label)
    before = stored(world)
    phase = library().phases[0]
    await world.people.fault("repeat", "interactive", skip=1)  # the button opens it
    await karen.rates(*"1" * len(phase.focus_points))
    await world.settled()
    assert stored(world) == [*before, ratings_of(phase)]
    assert len(karen.heard) == 2, [said(each) for each in karen.heard]  # the order, a question


@on_both
async def test_an_event_three_times_at_once(karen: Chef, world: World) -> None:
    await karen.has_begun("bedre kvalitet")
    before = stored(world)
    ts = world.sandbox.core.clock.ts()
    event = {
        "type": "message",
        "channel": karen.channel,
        "channel_type": "im",
        "user": karen.id,
        "text": "De ved det",
        "ts": ts,
        "event_ts": ts,
    }
    told = await asyncio.gather(
        *(world.people.emit(event, event_id="Ev0SAMME01") for _ in range(3))
    )
    assert all(each["acked"] for each in told)
    await karen.listens()
    assert stored(world) == [*before, "formaal.hvorfor"]
    assert len(karen.heard) == 2


@on_sqlite
@pytest.mark.parametrize("target", ["events_api", "interactive"])
async def test_a_lost_acknowledgement(karen: Chef, world: World, target: str) -> None:
    await asked_worth(karen)
    before = stored(world)
    await world.people.fault("lose_ack", target)
    question = _place(karen.last)
    if target == "events_api":
        act = asyncio.create_task(world.people.say(karen.id, "nej"))
    else:
        act = asyncio.create_task(world.people.press(karen.id, question, "Nej"))
    await world.until(lambda: stored(world) != before)
    await world.people.forward(20)
    assert (await act)["reason"] == "timeout"
    await world.people.forward(400)  # Slack repeats events, not clicks
    await world.settled()
    assert stored(world) == before + NO
    assert world.database.given(karen.id, WORTH) == "nej"


def _place(message: dict[str, str]) -> dict[str, str]:
    return {"channel": message["channel"], "ts": message["ts"]}
