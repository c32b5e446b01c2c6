"""Points rated at once in the dialog or in a line, and lists beside a question, through Slack."""

from __future__ import annotations

import pytest

from bot.slack.blocks import VALUE
from flows.journey.lines import OrderLines
from flows.journey.order import ratings_of
from tests.e2e.chef import Chef, whole_way
from tests.e2e.harness import World, library, texts
from tests.e2e.marks import on_sqlite
from tests.e2e.reading import Json, form, interactive, labels, said
from tests.e2e.test_gate import goes_to
from tests.e2e.walked import walked

lines = library().lines(OrderLines)
PHASE = library().phases[0]


async def comes_to_the_overview(karen: Chef) -> None:
    """Begins, passes the gate, and wants the overview."""

    async def walk() -> None:
        await karen.says("hej")
        await karen.presses(whole_way)
        await karen.says("Skolevejen")
        await karen.passes_the_gate()
        await karen.presses(lines.start.choices[0].label)

    await walked(karen.world, "the overview", walk, karen)


@on_sqlite
@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_the_dialog_leads_to_an_order_and_to_advice(world: World, karen: Chef) -> None:
    await comes_to_the_overview(karen)
    await karen.rates("4", "5", "3", "3", "1", "3", "2", "3", "")
    given = world.database.given(karen.id, ratings_of(PHASE))
    assert (given["formaal"], given["ejerskab"], "ansvar" in given) == (4, 1, False)
    heard = " ".join(map(said, karen.heard))
    assert "Så begynder vi med" in heard
    assert "Vores råd: Spørg din chef" in heard
    assert "Vores råd: Ring til den afdeling" in heard
    assert not (await world.people.views(karen.id))["modal"]


@on_sqlite
async def test_what_was_answered_meanwhile_stands(world: World, karen: Chef) -> None:
    await comes_to_the_overview(karen)
    await karen.presses(texts.buttons.open_scales)
    view = await world.people.top_view(karen.id)
    await karen.says("345123451")
    given = world.database.given(karen.id, ratings_of(PHASE))
    field = view["blocks"][0]["block_id"]
    values = {field: {f"{VALUE}{field}": "1"}}
    outcome = await world.people.submit_view(karen.id, values)
    assert outcome["acked"]
    await karen.listens()
    await karen.sees(texts.stale.answered.partition("{")[0])
    assert world.database.given(karen.id, ratings_of(PHASE)) == given


@on_sqlite
async def test_it_opens_with_what_was_said_and_keeps_what_is_left(
    world: World, karen: Chef
) -> None:
    await comes_to_the_overview(karen)
    await karen.says("345123451")
    given = world.database.given(karen.id, ratings_of(PHASE))
    await karen.says("ret")
    await karen.presses(next(each for each in labels(karen.last) if "Formål 3" in each))
    await karen.rates("1", *[""] * 8)
    assert world.database.given(karen.id, ratings_of(PHASE)) == given | {"formaal": 1}


@on_sqlite
async def test_what_is_marked_is_saved_whatever_list_stands_beside_it(
    world: World, karen: Chef
) -> None:
    await karen.has_begun()
    await goes_to(karen, "afgraensning.hvad")
    chosen = [each["text"]["text"] for each in form(karen.last)[2][:2]]
    assert len(lists(karen.last)) == 1  # how clarified the point before is
    await karen.chooses(*chosen)
    assert world.database.given(karen.id, "afgraensning.hvad") == ["definition", "udvikling"]


def lists(message: Json) -> list[Json]:
    """The lists to choose from in a message, whatever they are of."""
    every = interactive(message.get("blocks") or [])
    return [element for _, element in every if element["type"] == "static_select"]
