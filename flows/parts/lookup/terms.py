"""From text to terms: spelling made one, words cut to their stems, compounds taken apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from flows.content.looking import LookingUp, stemmer_class

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


_WORD = re.compile(r"[a-z0-9]+")
#: No part of a compound is shorter, unless it is listed; and then no shorter than the second.
SHORTEST_PART, SHORTEST_LISTED = 4, 3
#: Shorter words stand at the end of too many others by chance.
SHORTEST_ENDING = 6
#: How much a part of a compound counts in a text, beside the whole.
PART = 0.6
#: A longer word is not taken apart: nobody writes one, and it would take long.
LONGEST_WORD = 60


@lru_cache(maxsize=1 << 13)
def _stem(word: str, stemmer: str | None) -> str:
    """A folded word without its ending. A stemmer has a state, so each word gets its own."""
    if stemmer is None or not word.isalpha():
        return word
    return str(stemmer_class(stemmer)().stemWord(word))


class Terms:
    """Makes terms of words, and takes compounds apart. Never changes after it is made.

    ``texts`` are where the words stand that compounds are made of.
    """

    def __init__(self, looking: LookingUp, texts: Iterable[str]) -> None:
        self._stemmer = looking.stemmer
        self._spelled = str.maketrans(looking.spelled)
        fold, words = self.fold, self.words
        self._linking = tuple(fold(letters) for letters in looking.linking)
        self._passed_over = {fold(word) for word in looking.passed_over}
        self._never = set(self.stems(" ".join(looking.never_parts)))
        self._listed = {fold(word) for word in looking.parts}
        asked = (say for synonym in looking.synonyms for say in synonym.say if " " not in say)
        alone = {word for text in (*texts, *asked) for word in words(text)} | self._listed
        self._parts = {word for word in alone if self._may_be_part(word)}
        self._part_stems = {self.stem(word) for word in self._parts}

    def fold(self, text: str) -> str:
        """Lower case, without accents, with 'ae' for 'æ' and so on."""
        spelled = unicodedata.normalize("NFC", text).casefold().translate(self._spelled)
        bare = unicodedata.normalize("NFKD", spelled)
        if bare.isascii():
            return bare
        return "".join(sign for sign in bare if not unicodedata.combining(sign))

    def words(self, text: str) -> list[str]:
        """The words of a text, folded; single letters are none."""
        return [word for word in _WORD.findall(self.fold(text)) if len(word) > 1 or word.isdigit()]

    def stem(self, word: str) -> str:
        """The term of a folded word."""
        return _stem(word, self._stemmer)

    def stems(self, phrase: str) -> tuple[str, ...]:
        """The terms of the words of a phrase."""
        return tuple(self.stem(word) for word in self.words(phrase))

    def telling(self, phrase: str) -> tuple[str, ...]:
        """The terms of those words of a phrase that tell anything."""
        return tuple(self.stem(word) for word in self.words(phrase) if self.tells(word))

    def tells(self, word: str) -> bool:
        """Whether a folded word says anything of what is looked for."""
        return word not in self._passed_over

    def of(self, text: str) -> Iterator[tuple[str, float]]:
        """The terms of a text with how much each counts: a part less than the whole."""
        for word in self.words(text):
            yield from self.weighed(word)

    def weighed(self, word: str) -> tuple[tuple[str, float], ...]:
        """Those of one folded word; none where it tells nothing."""
        if not self.tells(word):
            return ()
        parts = self.split(word) or self.ended(word)
        return ((self.stem(word), 1.0), *((self.stem(part), PART) for part in parts))

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a folded compound, or nothing where it is none that is known."""
        return self._split(word) if len(word) <= LONGEST_WORD and word.isalpha() else ()

    def ended(self, word: str) -> tuple[str, ...]:
        """The longest known word that a folded one ends with, where it is long enough to tell."""
        if len(word) > LONGEST_WORD:
            return ()
        ends = (word[at:] for at in range(SHORTEST_PART, len(word) - SHORTEST_ENDING + 1))
        known = (last for last in ends if len(self.stem(last)) >= SHORTEST_ENDING)
        return next(((last,) for last in known if self._is_last(last)), ())

    def begun(self, word: str) -> tuple[str, ...]:
        """The longest known word that a folded one begins with; the rest is not known."""
        ends = range(min(len(word), LONGEST_WORD) - 1, SHORTEST_PART - 1, -1)
        found = (self._first(word[:at]) for at in ends)
        return next(((first,) for first in found if first and first in self._parts), ())

    def _split(self, word: str) -> tuple[str, ...]:
        """The fewest known words that make up ``word``."""
        best: tuple[str, ...] = ()
        for at in range(SHORTEST_LISTED, len(word) - SHORTEST_LISTED + 1):
            first = self._first(word[:at])
            if first is None:
                continue
            rest = word[at:]
            tail = (rest,) if self._is_last(rest) else self._split(rest)
            if tail and (not best or len(tail) + 1 < len(best)):
                best = (first, *tail)
        return best

    def _first(self, beginning: str) -> str | None:
        """The known word that this is, perhaps with linking letters behind it; it has no ending."""
        unlinked = (beginning.removesuffix(letters) for letters in ("", *self._linking))
        known = (each for each in unlinked if each in self._parts or each in self._part_stems)
        return next((each for each in known if self._may_be_part(each)), None)

    def _is_last(self, rest: str) -> bool:
        """Whether it is a known word; the last part has the endings."""
        if not self._may_be_part(rest):
            return False
        stem = self.stem(rest)
        return rest in self._parts or (len(stem) >= SHORTEST_PART and stem in self._part_stems)

    def _may_be_part(self, word: str) -> bool:
        long_enough = len(word) >= SHORTEST_PART or word in self._listed
        return long_enough and self.tells(word) and self.stem(word) not in self._never
