"""How ratings lie, and in which order answers are read."""

from __future__ import annotations

import pytest

from flows.workshop.order import grouped
from flows.workshop.spread import Spread, SpreadKind
from flows.workshop.wording import drawn
from tests.flows.workshop.sessions import FLOW, LINES, contribution


@pytest.mark.parametrize(
    ("ratings", "kind"),
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
    marks, said = drawn(FLOW, Spread.of([1, 1, 2, 4, 5, 5]))
    assert marks.slots["marks"] == "1 ▪▪ · 2 ▪ · 3 · 4 ▪ · 5 ▪▪"
    assert said.slots["said"] == "To siger 1, én siger 2, én siger 4 og to siger 5"


def test_the_widest_disagreement_comes_first() -> None:
    answers = [contribution(str(n), rating) for n, rating in enumerate((3, 3, 4, 1, 4, 5))]
    assert [rating for rating, _ in grouped(answers, "U1", 1)] == [1, 5, 4, 3]


def test_the_chefs_own_never_comes_first() -> None:
    alone = [contribution("a", 1, "U1"), contribution("b", 4, "U2"), contribution("c", 4, "U3")]
    for seed in range(20):
        groups = grouped(alone, "U1", seed)
        assert groups[0][1][0].author != "U1"
    beside = [contribution("a", 1, "U1"), contribution("b", 1, "U2"), contribution("c", 4, "U3")]
    for seed in range(20):
        together = dict(grouped(beside, "U1", seed))[1]
        assert [each.author for each in together] == ["U2", "U1"]


def test_the_seed_alone_decides_the_order() -> None:
    answers = [contribution(f"{n}", 3) for n in range(8)]
    assert grouped(answers, "U1", 5) == grouped(answers[::-1], "U1", 5)
    orders = {tuple(each.id for each in grouped(answers, "U1", seed)[0][1]) for seed in range(20)}
    assert len(orders) > 10
