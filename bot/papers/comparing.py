"""Where a text is no longer what it was: line for line, wherever a form wraps its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

#: So many lines may be gone before the rest counts as one change.
FAR = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was: in which section, and which one there; 0 is the heading."""

    section: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """``stood`` are the lines that are not there as they were, ``stands`` is what is there now.

    Where ``stood`` is empty, ``stands`` was put in before ``before`` (at the end, before nothing).
    """

    stood: tuple[Line, ...]
    stands: str
    before: Line | None


def changes(stood: Sequence[Line], stands: str) -> Iterator[Change]:
    """What was changed, in reading order.

    A form may wrap a line wherever it likes, also within a long word, and may set the words of a
    line in pieces: so a line end in ``stands`` can be where nothing stood.
    """
    lines = [line for line in stood if line.text.strip()]
    at, here = 0, 0
    while here < len(lines):
        if found := _pattern(lines[here].text).match(stands, at):
            at, here = found.end(), here + 1
            continue
        there, start = _again(lines, here, stands, at)
        before = lines[there] if there < len(lines) else None
        yield Change(tuple(lines[here:there]), _tidy(stands[at:start]), before)
        at, here = start, there
    if rest := _tidy(stands[at:]):
        yield Change((), rest, None)


def _again(lines: Sequence[Line], here: int, stands: str, at: int) -> tuple[int, int]:
    """The next line that is there as it was, and where: with the least that is skipped."""
    best = (len(lines), len(stands))
    least: float = float("inf")
    for there in range(here, min(here + FAR, len(lines))):
        if there - here >= least:
            break
        found = _pattern(lines[there].text).search(stands, at)
        if found and (cost := there - here + stands.count("\n", at, found.start())) < least:
            least, best = cost, (there, found.start())
    return best


def _pattern(text: str) -> re.Pattern[str]:
    """The line between two line ends, however it is wrapped."""
    words = ("\n?".join(map(re.escape, word)) for word in text.split())
    return re.compile(r"(?<![^\n])\s*" + r"\s+".join(words) + r"[ ]*(?=\n|\Z)\s*")


def _tidy(text: str) -> str:
    return " ".join(text.split())


def window(stood: str, stands: str, around: int) -> tuple[str, str]:
    """Two texts from a little before to a little after what differs in them, in whole words."""
    same = _same(stood, stands)
    tail = _same(stood[same:][::-1], stands[same:][::-1])
    start = stood.rfind(" ", 0, same - around) + 1 if same > around else 0
    end = stood.find(" ", len(stood) - tail + around) if tail > around else -1
    left = len(stood) - end if end >= 0 else 0
    return _cut(stood, start, left), _cut(stands, start, left)


def _same(one: str, other: str) -> int:
    """How many letters they begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _cut(text: str, start: int, left: int) -> str:
    """Without what stands before the start, and as much of the end."""
    return ("… " if start else "") + text[start : len(text) - left] + (" …" if left else "")
