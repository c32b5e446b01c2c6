"""In which order answers are shown: the widest disagreement first, the chef's own never first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from flows.workshop.values import Contribution

Group = tuple[int, tuple[Contribution, ...]]


def grouped(answers: Iterable[Contribution], chef: str, seed: int) -> list[Group]:
    """The answers by rating, those furthest from the middle first.

    Within a group they are shuffled by ``seed``. Where names are shown, the chef's own answer comes
    last in its group, and a group that holds nothing else does not come first.
    """
    shuffled = sorted(answers, key=lambda each: each.id)
    Random(seed).shuffle(shuffled)
    ratings = sorted({each.rating for each in shuffled if each.rating is not None})
    groups = [(n, _chef_last([a for a in shuffled if a.rating == n], chef)) for n in ratings]
    given = [each.rating for each in shuffled if each.rating is not None]
    middle = sum(given) / len(given) if given else 0.0
    groups.sort(key=lambda group: (-abs(group[0] - middle), group[0]))
    if len(groups) > 1 and all(each.author == chef for each in groups[0][1]):
        groups[0], groups[1] = groups[1], groups[0]
    return groups


def _chef_last(answers: Sequence[Contribution], chef: str) -> tuple[Contribution, ...]:
    return tuple(sorted(answers, key=lambda each: each.author == chef and each.author is not None))
