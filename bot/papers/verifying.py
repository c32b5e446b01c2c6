"""Whether a file still says what it said when it was made: asked of the file alone.

It tells of what was changed by hand or on the way. Who changes the text and what the file carries
of itself alike is found out only by the record that the bot keeps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError

from bot.papers.comparing import Change, Line, changes
from bot.papers.embedded import Embedded
from bot.papers.reading import read
from flows.parts.memo.model import Memo, MemoState, placed_lines
from flows.parts.memo.proof import Proof, fits


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
