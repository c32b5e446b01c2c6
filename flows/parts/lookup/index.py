"""Which documents hold a term, and how much that says (BM25 over weighted fields)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from flows.parts.lookup.documents import Document

#: How soon a further mention stops counting, and how much a long text is held against it.
SATURATION, LENGTH = 1.6, 0.5

#: Terms of a text, each with how much it counts for there.
Analysis = Callable[[str], Iterable[tuple[str, float]]]
#: How well documents fit, by their place in the list of documents.
Scores = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say something: all these terms, and how much it counts beside other ways."""

    terms: tuple[str, ...]
    weight: float = 1.0


class Index:
    """How much each term is at home in each document. Never changes after it is made."""

    def __init__(self, documents: Sequence[Document], analyse: Analysis) -> None:
        self._size = len(documents)
        counted = [_counted(document, analyse) for document in documents]
        lengths = [sum(count.values()) for count in counted]
        usual = sum(lengths) / max(len(lengths), 1) or 1.0
        self._held: dict[str, dict[int, float]] = defaultdict(dict)
        for n, count in enumerate(counted):
            slow = SATURATION * (1 - LENGTH + LENGTH * lengths[n] / usual)
            for term, weight in count.items():
                self._held[term][n] = weight * (SATURATION + 1) / (weight + slow)
        self._held.default_factory = None

    def __contains__(self, term: str) -> bool:
        return term in self._held

    @property
    def terms(self) -> Iterable[str]:
        """All terms that any document holds."""
        return self._held.keys()

    def scores(self, ways: Iterable[Way]) -> Scores:
        """The documents that say it in any of these ways, by the best of them.

        It counts the more, the fewer say it at all: a rare word for a common thing is no rarity.
        """
        best: dict[int, float] = {}
        for way in ways:
            for n, score in self._holding(way.terms).items():
                best[n] = max(best.get(n, 0.0), way.weight * score)
        rare = log(1 + (self._size - len(best) + 0.5) / (len(best) + 0.5))
        return {n: rare * score for n, score in best.items()}

    def _holding(self, terms: tuple[str, ...]) -> Scores:
        """The documents that hold all the terms, with the mean of what each counts."""
        first, *others = (self._held.get(term, {}) for term in terms) if terms else ({},)
        if not others:
            return first
        both = first.keys() & set.intersection(*(set(each) for each in others))
        return {n: sum(each[n] for each in (first, *others)) / len(terms) for n in both}


def _counted(document: Document, analyse: Analysis) -> Counter[str]:
    count: Counter[str] = Counter()
    for weight, text in document.fields:
        for term, share in analyse(text):
            count[term] += weight * share  # type: ignore[assignment]
    return count
