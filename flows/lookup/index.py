"""Which documents hold a term, and how much that says (BM25 over weighted fields)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from math import log

from flows.lookup.documents import Document

#: How soon a further mention stops counting, and how much a long text is held against it.
SATURATION, LENGTH = 1.6, 0.5

#: Terms of a text, each with how much it counts for there.
Analysis = Callable[[str], Iterable[tuple[str, float]]]
#: How well documents fit, by their place in the list of documents.
Scores = Mapping[int, float]


class Index:
    """The score of each term in each document. Never changes after it is made."""

    def __init__(self, documents: tuple[Document, ...], analyse: Analysis) -> None:
        counted = [_counted(document, analyse) for document in documents]
        lengths = [sum(count.values()) for count in counted]
        usual = sum(lengths) / max(len(lengths), 1) or 1.0
        held: dict[str, dict[int, float]] = defaultdict(dict)
        for n, count in enumerate(counted):
            slow = SATURATION * (1 - LENGTH + LENGTH * lengths[n] / usual)
            for term, weight in count.items():
                held[term][n] = weight * (SATURATION + 1) / (weight + slow)
        self._scores: dict[str, Scores] = {}
        for term, postings in held.items():
            rare = log(1 + (len(documents) - len(postings) + 0.5) / (len(postings) + 0.5))
            self._scores[term] = {n: rare * score for n, score in postings.items()}

    def __contains__(self, term: str) -> bool:
        return term in self._scores

    @property
    def terms(self) -> Iterable[str]:
        """All terms that any document holds."""
        return self._scores.keys()

    def scores(self, term: str) -> Scores:
        """The documents that hold the term."""
        return self._scores.get(term, {})


def _counted(document: Document, analyse: Analysis) -> Counter[str]:
    count: Counter[str] = Counter()
    for weight, text in document.fields:
        for term, share in analyse(text):
            count[term] += weight * share  # type: ignore[assignment]
    return count
