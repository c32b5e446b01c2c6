"""From text to terms: spelling made one, words cut to their stems, compounds taken apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import snowballstemmer

from flows.content.looking import LookingUp

#: How the Danish letters are spelled where they are missing; both spellings become this one.
_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_WORD = re.compile(r"[a-z0-9]+")
#: No part of a compound is shorter.
SHORTEST_PART = 4
#: A longer word is not taken apart: nobody writes one, and it would take long.
LONGEST_WORD = 60


def fold(text: str) -> str:
    """Lower case, without accents, with ae, oe and aa."""
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED)
    bare = unicodedata.normalize("NFKD", spelled)
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The words of a text, folded; single letters are none."""
    return [word for word in _WORD.findall(fold(text)) if len(word) > 1 or word.isdigit()]


@lru_cache(maxsize=1 << 14)
def stem(word: str, stemmer: str | None) -> str:
    """A folded word without its ending. A stemmer has a state, so each word gets its own."""
    if stemmer is None or not word.isalpha():
        return word
    return str(snowballstemmer.stemmer(stemmer).stemWord(word))


class Compounds:
    """Takes compounds apart into words that are known. Never changes after it is made."""

    def __init__(self, looking: LookingUp, known: Iterable[str]) -> None:
        """``known`` are folded words that stand alone somewhere."""
        self._stemmer = looking.stemmer
        self._linking = tuple(fold(letters) for letters in looking.linking)
        not_alone = {fold(word) for word in (*looking.passed_over, *looking.never_parts)}
        alone = {*known, *(fold(word) for word in looking.parts)}
        long_enough = {word for word in alone - not_alone if len(word) >= SHORTEST_PART}
        self._stems = {stem(word, self._stemmer) for word in long_enough}
        self._never = not_alone

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a folded compound, or nothing where it is none that is known."""
        if len(word) > LONGEST_WORD or not word.isalpha():
            return ()
        found = self._parts(word)
        return found if len(found) > 1 else ()

    def _parts(self, word: str) -> tuple[str, ...]:
        """The fewest known words that make up ``word``, the last one the longest."""
        if len(word) < 2 * SHORTEST_PART:
            return ()
        best: tuple[str, ...] = ()
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            first = self._first(word[:at])
            if first is None:
                continue
            rest = word[at:]
            tail = (rest,) if self._is_known(rest) else self._parts(rest)
            if tail and (not best or len(tail) + 1 < len(best)):
                best = (first, *tail)
        return best

    def _first(self, beginning: str) -> str | None:
        """The known word that this is, perhaps with a linking letter behind it."""
        return next((each for each in self._unlinked(beginning) if self._is_known(each)), None)

    def _unlinked(self, beginning: str) -> Iterator[str]:
        yield beginning
        for letters in self._linking:
            if beginning.endswith(letters):
                yield beginning.removesuffix(letters)

    def _is_known(self, word: str) -> bool:
        if len(word) < SHORTEST_PART or word in self._never:
            return False
        return stem(word, self._stemmer) in self._stems
