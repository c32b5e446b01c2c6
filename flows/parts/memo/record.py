"""What is kept of a final memo, and whether a memo in hand is that one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from flows.journey.values import Answer, Answers, Filed
from flows.parts.memo.model import Memo, lines
from flows.parts.memo.proof import Proof, found_again, proof_kept


@dataclass(frozen=True, slots=True)
class Record:
    """A final memo as it is kept, and all that was ever answered in its journey, in order."""

    filed: Filed
    history: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the record says of a memo in hand.

    ``differs`` are the lines in which it is another than the kept one, as (kept, in hand), and
    ``is_kept`` whether it is that, its fingerprint too. ``answers`` are those that it stands on, as
    they were; ``missing`` are the steps whose answers are gone or are not what they were.
    """

    is_kept: bool
    differs: tuple[tuple[str, str], ...]
    answers: Answers
    missing: tuple[str, ...]


def judged(memo: Memo, proof: Proof, record: Record) -> Judged:
    """Hold a memo and its fingerprint against the record of it."""
    filed = record.filed
    kept = Memo.model_validate(filed.document)
    both = zip_longest(lines(kept), lines(memo), fillvalue="")
    answers, missing = found_again(filed.links, record.history)
    return Judged(
        is_kept=(kept, proof_kept(filed)) == (memo, proof) and filed.fingerprint == proof.whole,
        differs=tuple(each for each in both if each[0] != each[1]),
        answers=answers,
        missing=tuple(missing),
    )
