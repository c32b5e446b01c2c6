"""Whether a text of ours shares a run of words with a source: nothing may be copied.

Texts are compared by what survives the extraction of a source: their consonants, with the spaces
left out. So it makes no difference whether a source breaks a word at a line end, with its hyphen
or without, prints a letter apart, or has lost its æ, ø and å.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from flows.content.library import Library
from flows.content.reading import Path, Problem, walk

#: So many words in a row are a copy.
RUN = 10

#: Keys whose texts are headings, names and labels, which carry over from the sources.
NAMES = frozenset({"title", "short", "name", "role", "author", "place", "label"})

#: Runs are looked up by so many of their first letters.
GRAM = 10

#: What may differ: vowels, and g, which is what ø may be read as.
_LOST = re.compile(r"[aeiouyæøåg]")


class Original:
    """One source text, ready to be compared with."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.letters = "".join(map(bare, words(text)))
        self._places: dict[str, list[int]] = defaultdict(list)
        for n in range(len(self.letters) - GRAM + 1):
            self._places[self.letters[n : n + GRAM]].append(n)

    def holds(self, run: str) -> bool:
        """Whether these letters stand here in a row."""
        if len(run) < GRAM:
            return run in self.letters
        return any(self.letters.startswith(run, at) for at in self._places.get(run[:GRAM], ()))


def words(text: str) -> list[str]:
    """The words of a text, in lower case and without accents."""
    plain = unicodedata.normalize("NFC", text.replace("\u00ad", "")).casefold()
    plain = re.sub("[éè]", "e", plain)
    return re.findall(r"[^\W_]+", plain)


def bare(word: str) -> str:
    """What is compared of a word; a short word of nothing but such letters counts whole."""
    whole = word if len(word) > 1 or word == "i" else ""
    return _LOST.sub("", word) or whole


def problems(library: Library, sources: Mapping[str, str]) -> list[Problem]:
    """Every text that shares ``RUN`` words or more with one of ``sources`` (name -> text)."""
    originals = [Original(name, text) for name, text in sources.items()]
    found = []
    for document in library.documents.values():
        for path, value in walk(document.value):
            if not isinstance(value, str) or _is_name(path):
                continue
            for original in originals:
                for run in runs(value, original):
                    message = f"{len(run.split())} words in a row as in {original.name}: '{run}'"
                    found.append(document.problem(path, message))
    return sorted(found)


def _is_name(path: Path) -> bool:
    return bool(path) and path[-1] in NAMES


def runs(text: str, original: Original) -> Iterator[str]:
    """The runs of ``RUN`` words or more that ``original`` has too, each as long as it goes."""
    ours = words(text)
    letters = [bare(word) for word in ours]
    start = 0
    while start + RUN <= len(ours):
        end = start + RUN
        if not original.holds("".join(letters[start:end])):
            start += 1
            continue
        while end < len(ours) and original.holds("".join(letters[start : end + 1])):
            end += 1
        yield " ".join(ours[start:end])
        start = end
