"""Looking up a chef's own words in all of the content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.content.base import Citation
from flows.content.items import Item
from flows.content.library import Library
from flows.lookup.documents import Document, documents
from flows.lookup.index import Index, Scores
from flows.lookup.spelling import Spelling
from flows.lookup.terms import Compounds, fold, stem, words

#: How many are found at most, unless more are asked for.
MOST = 3
#: So many words of what was typed are looked up.
LONGEST = 30
#: How much it counts beside the word itself: the parts of a compound, a synonym, the same word
#: as a verb or a noun, a word spelled almost so.
PART, SYNONYM, KIN, SLIP = 0.6, 0.8, 0.5, 0.7
#: What fits less than this share of the best is left out.
WORTH = 0.35
#: An excerpt is two sentences where they fit in this.
EXCERPT = 260
#: Endings that make a noun of a verb: 'evaluering', 'måling'.
_NOUNS = ("ering", "ning", "ing")


@dataclass(frozen=True, slots=True)
class Found:
    """Something that fits. ``key`` names it among everything; ``excerpt`` is what fits best."""

    key: str
    item: Item
    title: str
    excerpt: str
    source: Citation
    score: float


class Lookup:
    """All content, ready to be looked up. Made once; never changes, so threads may share it."""

    def __init__(self, library: Library) -> None:
        looking = library.looking_up
        self._stemmer = looking.stemmer
        self.documents: tuple[Document, ...] = tuple(documents(library))
        self._passed_over = {fold(word) for word in looking.passed_over}
        alone = {
            word for each in self.documents for _, text in each.fields for word in words(text)
        }
        self._compounds = Compounds(looking, alone)
        self._analysed: dict[str, tuple[tuple[str, float], ...]] = {}
        self._index = Index(self.documents, self._analyse)
        self._analysed.clear()
        self._by_key = {each.key: each for each in self.documents}
        self._spelling = Spelling(self._index.terms)
        self._kin = self._kinship()
        self._synonyms: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for synonym in looking.synonyms:
            for say in synonym.say:
                self._synonyms[self._stems(say)] += synonym.means
        self._longest_phrase = max((len(said) for said in self._synonyms), default=1)

    def find(self, query: str, most: int = MOST) -> tuple[Found, ...]:
        """The documents that fit best, the best first; nothing where no word is known."""
        scores: dict[int, float] = defaultdict(float)
        for concept in self._concepts(words(query)[:LONGEST]):
            for n, score in concept.items():
                scores[n] += score
        best = sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:most]
        return tuple(self._found(n, s, query) for n, s in best if s >= WORTH * best[0][1])

    def get(self, key: str) -> Document | None:
        """The document of that key."""
        return self._by_key.get(key)

    def knows(self, phrase: str) -> bool:
        """Whether each word of it is in the content, whole or as a part."""
        return all(stem(word, self._stemmer) in self._index for word in words(phrase))

    def _stems(self, phrase: str) -> tuple[str, ...]:
        return tuple(stem(word, self._stemmer) for word in words(phrase))

    def _analyse(self, text: str) -> Iterator[tuple[str, float]]:
        for word in words(text):
            if word not in self._passed_over:
                found = self._analysed.get(word)
                if found is None:
                    found = self._analysed[word] = tuple(self._terms(word))
                yield from found

    def _terms(self, word: str) -> Iterator[tuple[str, float]]:
        yield stem(word, self._stemmer), 1.0
        for part in self._compounds.split(word):
            yield stem(part, self._stemmer), PART

    def _kinship(self) -> dict[str, tuple[str, ...]]:
        """Terms that are the same word as noun and as verb, each way."""
        found: dict[str, list[str]] = defaultdict(list)
        for term in self._index.terms:
            for root in _roots(term):
                found[root].append(term)
                if root in self._index:
                    found[term].append(root)
        return {term: tuple(dict.fromkeys(kin)) for term, kin in found.items()}

    # What was asked

    def _concepts(self, typed: list[str]) -> Iterator[Scores]:
        """How well the documents fit each thing that was asked about."""
        stems = [stem(word, self._stemmer) for word in typed]
        done: set[str] = set()
        at = 0
        while at < len(typed):
            length = self._phrase(stems[at:])
            if length > 1:
                yield self._meant(tuple(stems[at : at + length]))
            elif typed[at] not in self._passed_over and stems[at] not in done:
                done.add(stems[at])
                yield self._word(typed[at])
            at += max(length, 1)

    def _phrase(self, stems: list[str]) -> int:
        """How many of the words make up a phrase with synonyms."""
        longest = min(self._longest_phrase, len(stems))
        return next((n for n in range(longest, 0, -1) if tuple(stems[:n]) in self._synonyms), 0)

    def _word(self, word: str) -> Scores:
        """A word, or what comes nearest to it."""
        term = stem(word, self._stemmer)
        found = [self._index.scores(term)]
        found += [_times(KIN, self._index.scores(kin)) for kin in self._kin_of(term)]
        found.append(self._meant((term,)))
        if parts := self._compounds.split(word):
            found.append(_times(PART, _sum(self._word(part) for part in parts)))
        if not any(found):
            found += [_times(SLIP, self._index.scores(each)) for each in self._spelling.near(term)]
        return _most(found)

    def _kin_of(self, term: str) -> tuple[str, ...]:
        found = [*self._kin.get(term, ()), *(root for root in _roots(term) if root in self._index)]
        return tuple(dict.fromkeys(found))

    def _meant(self, said: tuple[str, ...]) -> Scores:
        """What the synonyms of a phrase find."""
        means = self._synonyms.get(said, ())
        return _times(SYNONYM, _most(_sum(map(self._own, words(each))) for each in means))

    def _own(self, word: str) -> Scores:
        return self._index.scores(stem(word, self._stemmer))

    # What is shown of it

    def _found(self, n: int, score: float, query: str) -> Found:
        document = self.documents[n]
        excerpt = self._excerpt(document, query)
        return Found(
            document.key, document.item, document.title, excerpt, document.source, score
        )

    def _excerpt(self, document: Document, query: str) -> str:
        """The sentence that fits best, with the next one where there is room."""
        said = document.said
        if not said:
            return ""
        asked = self._asked(query)
        fits = [sum(asked.get(term, 0.0) for term in set(self._terms_of(each))) for each in said]
        at = fits.index(max(fits))
        if at + 1 < len(said) and len(said[at]) + len(said[at + 1]) < EXCERPT:
            return f"{said[at]} {said[at + 1]}"
        return said[at]

    def _asked(self, query: str) -> dict[str, float]:
        """The terms that were asked about, also by other words for them."""
        asked: dict[str, float] = {}
        for word in words(query)[:LONGEST]:
            if word in self._passed_over:
                continue
            term = stem(word, self._stemmer)
            near = [stem(each, self._stemmer) for each in self._compounds.split(word)]
            near += [*self._kin_of(term), *self._spelling.near(term)]
            for means in self._synonyms.get((term,), ()):
                near += self._stems(means)
            asked |= {each: max(asked.get(each, 0.0), SYNONYM) for each in near}
            asked[term] = 1.0
        return asked

    def _terms_of(self, text: str) -> Iterator[str]:
        for word in words(text):
            yield stem(word, self._stemmer)
            yield from (stem(part, self._stemmer) for part in self._compounds.split(word))


def _roots(term: str) -> Iterator[str]:
    for ending in _NOUNS:
        if term.endswith(ending) and len(term) - len(ending) >= 3:
            yield term.removesuffix(ending)


def _times(factor: float, scores: Scores) -> Scores:
    return {n: factor * score for n, score in scores.items()}


def _sum(found: Iterable[Scores]) -> Scores:
    total: dict[int, float] = defaultdict(float)
    for scores in found:
        for n, score in scores.items():
            total[n] += score
    return total


def _most(found: Iterable[Scores]) -> Scores:
    most: dict[int, float] = {}
    for scores in found:
        for n, score in scores.items():
            most[n] = max(score, most.get(n, 0.0))
    return most
