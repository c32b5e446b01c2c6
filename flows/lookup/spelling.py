"""Words that are one slip of the finger from a known one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

#: Shorter words have too many neighbours.
SHORTEST = 5


class Spelling:
    """Finds the known terms that one letter more, less, other or swapped makes of a term."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        for term in terms:
            if len(term) >= SHORTEST - 1 and term.isalpha():
                for rest in {term, *_without_one(term)}:
                    self._by_rest[rest].append(term)

    def near(self, term: str) -> tuple[str, ...]:
        """The known terms that ``term`` may be a slip for. One wrong first letter is too many."""
        if len(term) < SHORTEST or not term.isalpha():
            return ()
        rests = dict.fromkeys([term, *_without_one(term)])
        found = dict.fromkeys(each for rest in rests for each in self._by_rest.get(rest, ()))
        return tuple(each for each in found if each[0] == term[0] and _one_apart(each, term))


def _without_one(term: str) -> Iterator[str]:
    for n in range(len(term)):
        yield term[:n] + term[n + 1 :]


def _one_apart(one: str, other: str) -> bool:
    """Whether a single slip leads from one to the other; leaving out a letter each is not one."""
    if abs(len(one) - len(other)) == 1:
        return True
    at = [n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    swapped = len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]]
    return len(one) == len(other) and (len(at) == 1 or (swapped and one[at[1]] == other[at[0]]))
