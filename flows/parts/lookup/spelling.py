"""Words that are a slip or two of the finger from a known one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

#: Shorter words have too many neighbours; from the second length on, two slips are forgiven.
SHORTEST, LONG = 4, 8


class Spelling:
    """Finds the known terms that a term may be a slip for. Never changes after it is made."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        for term in terms:
            if len(term) >= SHORTEST and term.isalpha():
                for pair in _pairs(term):
                    self._by_pair[pair].append(term)

    def near(self, term: str) -> tuple[str, ...]:
        """The nearest known terms, where any is near; a wrong first letter is too far off."""
        if len(term) < SHORTEST or not term.isalpha():
            return ()
        slips = 2 if len(term) >= LONG else 1
        pairs = _pairs(term)
        shared = Counter(each for pair in pairs for each in self._by_pair.get(pair, ()))
        # Each slip spoils at most two pairs, or three where neighbours change places.
        least = max(1, len(pairs) - 3 * slips)
        likely = [each for each, count in shared.items() if count >= least and each[0] == term[0]]
        far = {each: _slips(each, term) for each in likely if abs(len(each) - len(term)) <= slips}
        nearest = min(far.values(), default=slips + 1)
        return tuple(each for each in far if far[each] == nearest <= slips)


def _pairs(term: str) -> frozenset[str]:
    marked = f"^{term}$"
    return frozenset(marked[n : n + 2] for n in range(len(marked) - 1))


def _slips(one: str, other: str) -> int:
    """Letters more, less, other, or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, above = above, row
    return above[-1]
