"""How ratings lie, and in which order answers are read."""

from __future__ import annotations

from flows.workshop.ratings import Spread, SpreadKind, by_disagreement, drawn, in_words
from tests.at_once import at_once
from tests.flows.workshop.sessions import FLOW, LINES, contribution


@at_once(
    "ratings, kind",
    [
        ([], SpreadKind.NONE),
        ([4, 4, 5], SpreadKind.AGREED),
        ([3], SpreadKind.AGREED),
        ([3, 4], SpreadKind.AGREED),
        ([1, 2, 2], SpreadKind.UNSURE),
        ([2, 3, 2], SpreadKind.UNSURE),
        ([1, 5], SpreadKind.SPLIT),
        ([2, 3, 4], SpreadKind.SPLIT),
    ],
)
def test_kinds(ratings: list[int], kind: SpreadKind) -> None:
    assert Spread.of(ratings).kind is kind


def test_every_kind_has_its_prompts() -> None:
    assert {each.fits for each in LINES.prompts} == {kind.value for kind in SpreadKind}


def test_drawn() -> None:
    spread = Spread.of([1, 1, 2, 4, 5, 5])
    marks = drawn(FLOW, spread)
    assert marks.slots["marks"] == "1 ▪▪ · 2 ▪ · 3 · 4 ▪ · 5 ▪▪"
    assert in_words(FLOW, spread) == "To siger 1, én siger 2, én siger 4, og to siger 5"


def test_the_widest_disagreement_comes_first() -> None:
    answers = [contribution(str(n), rating) for n, rating in enumerate((3, 3, 4, 1, 4, 5))]
    assert [rating for rating, _ in by_disagreement(answers, "U1", 1)] == [1, 5, 4, 3]


def test_the_chefs_own_never_comes_first() -> None:
    alone = [contribution("a", 1, "U1"), contribution("b", 4, "U2"), contribution("c", 4, "U3")]
    for seed in range(20):
        groups = by_disagreement(alone, "U1", seed)
        assert groups[0][1][0].author != "U1"
    beside = [contribution("a", 1, "U1"), contribution("b", 1, "U2"), contribution("c", 4, "U3")]
    for seed in range(20):
        together = dict(by_disagreement(beside, "U1", seed))[1]
        assert [each.author for each in together] == ["U2", "U1"]


def test_the_seed_alone_decides_the_order() -> None:
    answers = [contribution(f"{n}", 3) for n in range(8)]
    assert by_disagreement(answers, "U1", 5) == by_disagreement(answers[::-1], "U1", 5)
    orders = {
        tuple(each.id for each in by_disagreement(answers, "U1", seed)[0][1]) for seed in range(20)
    }
    assert len(orders) > 10
