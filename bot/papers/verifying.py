"""Whether a file still says what it said when it was made: asked of the file alone.

It tells of what was changed by hand or on the way. Who changes the text and what the file carries
of itself alike is found out only by the record that the bot keeps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from pydantic import ValidationError

from bot.papers.embedded import Embedded
from bot.papers.reading import read
from flows.journey.flow import Flow
from flows.journey.values import Person
from flows.parts.memo.model import Memo, MemoKind, MemoState, placed_lines
from flows.parts.memo.proof import Judged, Proof, Record, fits, judged
from flows.parts.memo.replay import Follows, Replayed, made_again, replay, unlike


class Verdict(StrEnum):
    """What came of it."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Verified:
    """``embedded`` is nothing in a foreign file.

    ``feet`` are those at the foot, or head, of a page that are not the memo's own. ``is_sealed``
    is whether the fingerprint, ``proof``, fits the memo that the file carries; a draft has none,
    and is.
    """

    verdict: Verdict
    embedded: Embedded | None = None
    changes: tuple[Change, ...] = ()
    feet: tuple[str, ...] = ()
    proof: Proof | None = None
    is_sealed: bool = True


def verify(data: bytes) -> Verified:
    """What the file says of itself. Raises ``Unreadable``."""
    there = read(data)
    if there.embedded is None:
        return Verified(Verdict.FOREIGN)
    made = there.embedded
    found = tuple(changes(tuple(_lines(made)), there.text))
    foot = _joined(made.seen(made.memo.footer))
    feet = tuple(each for each in there.feet if not _joined(each).startswith(foot))
    proof = _proof(made)
    is_draft = made.memo.state is MemoState.DRAFT and made.proof is None
    sealed = is_draft if proof is None else fits(made.memo, proof)
    same = sealed and not found and not feet
    verdict = Verdict.UNCHANGED if same else Verdict.CHANGED
    return Verified(verdict, made, found, feet, proof, sealed)


def _proof(made: Embedded) -> Proof | None:
    try:
        return None if made.proof is None else Proof.model_validate(made.proof)
    except ValidationError:
        return None


def _lines(made: Embedded) -> Iterator[Line]:
    """The lines of the memo as its form shows them, counted in each section from its heading, 0."""
    numbers: Counter[str] = Counter()
    for section, text in placed_lines(_seen(made)):
        yield Line(section, numbers[section], text)
        numbers[section] += 1


def _seen(made: Embedded) -> Memo:
    return Memo.model_validate_json(made.seen(made.memo.model_dump_json()))


def _joined(text: str) -> str:
    return "".join(text.split())


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


@dataclass(frozen=True, slots=True)
class Held:
    """What the record says of a memo.

    ``advice`` is all that was given until the memo was made, worked out anew. ``unlike`` is the
    section and the line that the same answers do not make today; a meeting's memo is made of what
    was said there, and is not made again. ``rules`` are those it was made under, ``are_same``
    whether they are those that are here: where they are not, a difference may come of that.
    """

    judged: Judged
    advice: tuple[Replayed, ...]
    unlike: tuple[str, str] | None
    rules: str
    are_same: bool

    @property
    def holds(self) -> bool | None:
        """Whether all of it is as it should be; None where it cannot be told."""
        follows = {each.follows for each in self.advice}
        other = self.unlike is not None
        if not self.judged.is_kept or Follows.NO in follows or (other and self.are_same):
            return False
        unknown = self.judged.missing or other or follows & {Follows.GONE, Follows.OTHER}
        return None if unknown else True


def hold(flow: Flow, memo: Memo, proof: Proof, record: Record) -> Held:
    """Hold the memo of a file against what is kept of it."""
    found, filed = judged(memo, proof, record), record.filed
    advice = tuple(each for each in replay(flow, record.history) if each.on <= filed.made_at)
    other = None
    if memo.kind is not MemoKind.MEETING and not found.missing:
        other = unlike(memo, made_again(flow, memo, found.answers, Person(filed.made_by)))
    return Held(found, advice, other, filed.rules, filed.rules == flow.library.version)


def told(held: Held) -> Iterator[str]:
    """It in lines, for a person at a terminal."""
    yield from _kept(held.judged)
    if held.judged.missing:
        yield f"answers: gone or changed: {', '.join(held.judged.missing)}"
    else:
        many = len(list(held.judged.answers.held()))
        yield f"answers: the {many} that it stands on are as they were"
    wrong = [each for each in held.advice if each.follows is not Follows.YES]
    yield f"advice: given {len(held.advice)} times, follows {len(held.advice) - len(wrong)} times"
    for each in wrong:
        was, now = (", ".join(ids) or "nothing" for ids in (each.was, each.now))
        yield f"advice of {each.on.date()} ({each.step}): was {was}; now {now}{_WHY[each.follows]}"
    if held.unlike is not None:
        section, line = held.unlike
        yield f"text: '{section}' has '{line}', which these answers do not make"
    if not held.are_same:
        yield f"rules: it was made under {held.rules}, which are not those that are here"


_WHY = {
    Follows.NO: "",
    Follows.OTHER: " (under other rules)",
    Follows.GONE: " (answers were removed since)",
}


def _kept(found: Judged) -> Iterator[str]:
    if found.is_kept:
        yield "record: it is the memo that is kept"
        return
    yield "record: it is not the memo that is kept"
    for kept, here in found.differs:
        yield f"record: kept is '{kept}', here stands '{here}'"
