"""Which documents hold a term, and how much that says (BM25 over weighted fields)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from flows.content.looking import LookingUp, Synonym
from flows.parts.lookup.documents import Document
from flows.parts.lookup.terms import Spelling, Terms

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


#: So many words of what was typed are looked up.
LONGEST = 30
#: How much it counts beside the word itself: a synonym, the same word as a verb or a noun, a word
#: spelled almost so, the parts of a compound.
SYNONYM, KIN, SLIP, PART = 0.8, 0.5, 0.7, 0.6


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that was asked about.

    ``ways`` are ways to say it, ``parts`` what it is made of, where it is a compound, and
    ``finds`` ids that answer it.
    """

    ways: tuple[Way, ...]
    parts: tuple[Concept, ...] = ()
    finds: tuple[str, ...] = ()

    def terms(self) -> Iterator[tuple[str, float]]:
        """All terms that speak of it, with how much they count."""
        for way in self.ways:
            yield from ((term, way.weight) for term in way.terms)
        for part in self.parts:
            yield from ((term, PART * weight) for term, weight in part.terms())


class Asked:
    """Understands queries as far as the content's words go. Never changes after it is made."""

    def __init__(self, looking: LookingUp, terms: Terms, index: Index) -> None:
        self._terms = terms
        self._nouns = looking.noun_endings
        self._index = index
        self._spelling = Spelling(index.terms)
        self._synonyms: dict[str, list[tuple[tuple[str, ...], Synonym]]] = defaultdict(list)
        for synonym in looking.synonyms:
            for say in synonym.say:
                if said := terms.stems(say):
                    self._synonyms[said[0]].append((said, synonym))
        self._synonyms.default_factory = None
        self._kin: dict[str, list[str]] = defaultdict(list)
        for term in index.terms:
            for root in self._roots(term):
                self._kin[root].append(term)
        self._kin.default_factory = None

    def concepts(self, query: str) -> Iterator[Concept]:
        """The things that a query asks about, none of them twice."""
        typed = self._terms.words(query)[:LONGEST]
        done: set[str] = set()
        at = 0
        while at < len(typed):
            length, meant = self._phrase(typed[at:])
            if length > 1:
                yield self._meant((), meant)
            elif self._terms.tells(typed[at]) or meant:
                if (term := self._terms.stem(typed[at])) not in done:
                    yield self._word(typed[at], meant)
                done.add(term)
            at += max(length, 1)

    def _phrase(self, typed: list[str]) -> tuple[int, list[Synonym]]:
        """How many words the longest phrase with synonyms takes that begins here, and those."""
        longest: tuple[int, list[Synonym]] = (0, [])
        for said, synonym in self._synonyms.get(self._terms.stem(typed[0]), ()):
            length = self._taken(said, typed)
            if length > longest[0]:
                longest = (length, [synonym])
            elif length and length == longest[0]:
                longest[1].append(synonym)
        return longest

    def _taken(self, said: tuple[str, ...], typed: list[str]) -> int:
        """How many words are taken by the phrase; words that tell nothing may stand in it."""
        at = 0
        for n, word in enumerate(typed, 1):
            if self._terms.stem(word) == said[at]:
                at += 1
                if at == len(said):
                    return n
            elif self._terms.tells(word):
                return 0
        return 0

    def _word(self, word: str, meant: Iterable[Synonym] = ()) -> Concept:
        """A word with what else may be meant, or else what it may be a slip for, or begins with."""
        term = self._terms.stem(word)
        kin = [
            *self._kin.get(term, ()),
            *(root for root in self._roots(term) if root in self._index),
        ]
        ways = [Way((term,)), *(Way((each,), KIN) for each in kin)]
        found = self._meant(ways, meant)
        parts = tuple(self._part(each) for each in self._terms.split(word))
        if parts or found.finds or any(t in self._index for way in found.ways for t in way.terms):
            return Concept(found.ways, parts, found.finds)
        if near := self._spelling.near(term):
            return Concept(tuple(Way((each,), SLIP) for each in near))
        return Concept((), tuple(self._part(each) for each in self._terms.begun(word)))

    def _part(self, word: str) -> Concept:
        return self._word(word, self._phrase([word])[1])

    def _meant(self, ways: Iterable[Way], synonyms: Iterable[Synonym]) -> Concept:
        known = [*ways]
        finds: list[str] = []
        for synonym in synonyms:
            known += [Way(self._terms.telling(each), SYNONYM) for each in synonym.means]
            finds += synonym.finds
        return Concept(tuple(known), finds=tuple(finds))

    def _roots(self, term: str) -> Iterator[str]:
        for ending in self._nouns:
            if term.endswith(ending) and len(term) - len(ending) >= 3:
                yield term.removesuffix(ending)
