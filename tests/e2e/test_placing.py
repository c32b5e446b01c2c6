"""A chef goes by another type than the one that the statements point at, and says why."""

from __future__ import annotations

from bot.slack.limits import message_violations
from flows.journey.records import all_of
from flows.parts.type import Placed, TypeLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, path
from tests.e2e.marks import mostly_sqlite_by_socket
from tests.e2e.reading import has

#: Pointing clearly at a shared search for an open result.
RATINGS = (1, 5, 1, 5, 5, 1, 5, 1)
OVERRULED = "Du har valgt *faciliterende samskabelse*, selv om svarene peger på *ligeværdig"
REASON = "De unge <overtager> efter sommer"


@mostly_sqlite_by_socket
async def test_the_type_is_overruled_with_a_reason(karen: Chef, world: World) -> None:
    first = path().by_id["typen.valg"].question.ask
    await karen.has_begun()
    while not has(karen.last, first):
        await karen.says("spring over")
    await karen.presses(library().lines(TypeLines).buttons.statements)
    for rating in RATINGS:
        await karen.says(str(rating))
    shown = await karen.sees("Svarene peger på *ligeværdig samskabelse*.")
    assert "```" in str(shown["blocks"])
    assert "```" not in shown["text"]
    await karen.presses("Faciliterende")
    await karen.sees(OVERRULED, path().by_id["typen.grund"].question.ask)
    await karen.says(REASON)
    await karen.says("type")
    await karen.sees(OVERRULED, "De unge &lt;overtager&gt; efter sommer")
    (placed,) = all_of(world.database.answers(karen.id), Placed)
    assert (placed.points_at, placed.chosen) == (("ligevaerdig",), "faciliterende")
    for call in await world.calls("chat.postMessage"):
        assert call["ok"], call["error"]
        assert not message_violations(call["body"])
