"""Looking up a chef's own words in all of the content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from flows.content import reading
from flows.content.library import Library
from flows.content.reading import Path, Problem
from flows.journey.flow import Flow
from flows.parts.lookup.documents import Document, documents
from flows.parts.lookup.index import PART, Asked, Concept, Index, Scores
from flows.parts.lookup.terms import Terms

#: How many are found at most, unless more are asked for.
MOST = 3
#: What fits less than this share of the best is left out.
WORTH = 0.35
#: What a piece is worth that is called what was typed, or that the content names as the answer.
NAMED = 6.0
#: An excerpt is two sentences where they fit in this.
EXCERPT = 260


@dataclass(frozen=True, slots=True)
class Found:
    """Something that fits. ``excerpt`` are the one or two sentences of it that fit best."""

    document: Document
    excerpt: str
    score: float


class Lookup:
    """All content, ready to be looked up. Made once; never changes, so threads may share it."""

    def __init__(self, library: Library) -> None:
        self.documents: tuple[Document, ...] = tuple(documents(library))
        texts = (text for each in self.documents for _, text in each.fields)
        self._terms = Terms(library.looking_up, texts)
        weighed = cache(self._terms.weighed)  # until the index is made: a word comes often
        self._index = Index(
            self.documents, lambda text: chain.from_iterable(map(weighed, self._terms.words(text)))
        )
        self._asked = Asked(library.looking_up, self._terms, self._index)
        self._by_key = {each.key: each for each in self.documents}
        self._by_title: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for n, each in enumerate(self.documents):
            self._by_title[self._terms.stems(each.title)].append(n)
        self._by_title.default_factory = None
        self._by_id = {each.item.id: n for n, each in enumerate(self.documents)}

    def find(self, query: str, most: int = MOST) -> tuple[Found, ...]:
        """The documents that fit best, the best first; nothing where no word is known."""
        concepts = tuple(self._asked.concepts(query))
        called = dict.fromkeys(self._by_title.get(self._terms.stems(query), ()), NAMED)
        scores = _sum((*map(self._scores, concepts), called))
        best = sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:most]
        asked = _weights(concepts)
        return tuple(
            Found(self.documents[n], self._excerpt(self.documents[n], asked), score)
            for n, score in best
            if score >= WORTH * best[0][1]
        )

    def get(self, key: str) -> Document | None:
        """The document of that key."""
        return self._by_key.get(key)

    def of(self, id: str) -> Document | None:
        """The document of what has that id."""
        return self.documents[self._by_id[id]] if id in self._by_id else None

    def knows(self, phrase: str) -> bool:
        """Whether the words of it that tell anything are in the content, whole or as parts."""
        terms = self._terms.telling(phrase)
        return bool(terms) and all(term in self._index for term in terms)

    def _scores(self, concept: Concept) -> Scores:
        """How well the documents fit one thing that was asked about."""
        best = dict(self._index.scores(concept.ways))
        for n, score in _sum(map(self._scores, concept.parts)).items():
            best[n] = max(best.get(n, 0.0), PART * score)
        for n in (self._by_id[id] for id in concept.finds if id in self._by_id):
            best[n] = max(best.get(n, 0.0), NAMED)
        return best

    def _excerpt(self, document: Document, asked: Mapping[str, float]) -> str:
        """The sentence that fits best, with the next one where there is room."""
        said = document.said
        if not said:
            return ""
        fits = [sum(asked.get(term, 0.0) for term in self._held(each)) for each in said]
        at = fits.index(max(fits))
        if at + 1 < len(said) and len(said[at]) + len(said[at + 1]) < EXCERPT:
            return f"{said[at]} {said[at + 1]}"
        return said[at]

    def _held(self, text: str) -> set[str]:
        return {term for term, _ in self._terms.of(text)}


def _weights(concepts: Iterable[Concept]) -> dict[str, float]:
    """The terms that were asked about, with how much each counts."""
    found: dict[str, float] = {}
    for concept in concepts:
        for term, weight in concept.terms():
            found[term] = max(found.get(term, 0.0), weight)
    return found


def _sum(found: Iterable[Scores]) -> Scores:
    total: dict[int, float] = defaultdict(float)
    for scores in found:
        for n, score in scores.items():
            total[n] += score
    return total


def lookup(flow: Flow) -> Lookup:
    """The one of a flow: ``flow.the(lookup)``."""
    return Lookup(flow.library)


#: Where the synonyms and suggestions stand.
FILE = "looking_up.yaml"


def problems(library: Library) -> Iterator[Problem]:
    """Synonyms that mean words which stand nowhere; ids of what there is not."""
    if FILE not in library.documents:
        return
    document, lookup = library.documents[FILE], Lookup(library)
    known = {each.item.id for each in lookup.documents}
    for n, synonym in enumerate(library.looking_up.synonyms):
        for m, means in enumerate(synonym.means):
            if not lookup.knows(means):
                message = f"'{means}' stands nowhere in what one can look up"
                yield document.problem(("synonyms", n, "means", m), message)
        yield from _missing(document, ("synonyms", n, "finds"), synonym.finds, known)
    yield from _missing(document, ("suggested",), library.looking_up.suggested, known)


def _missing(
    document: reading.Document, path: Path, ids: tuple[str, ...], known: set[str]
) -> Iterator[Problem]:
    for n, id in enumerate(ids):
        if id not in known:
            message = f"nothing that one can look up is called '{id}'"
            yield document.problem((*path, n), message)
