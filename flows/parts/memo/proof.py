"""What a final memo stands on, as a fingerprint: the answers, the rules, and its own text.

The answers are a chain: each link is made of the one before and of an answer, so that a comma that
is changed in one of them changes all that follow, and the first that does not fit is where.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import zip_longest
from typing import Final

from flows.journey.values import Answer, Answers, Filed, Value
from flows.parts.memo.model import Frozen, Memo, MemoState, lines

#: The records of what was sent: nothing in a memo is made of them.
_BESIDE: Final = "share"
#: So much of the fingerprint stands in the memo, in groups of four.
SHOWN: Final = 16

#: A step, and the link that its answer makes.
Link = tuple[str, str]


class Proof(Frozen):
    """The fingerprint in its parts, each a SHA-256 in hex, as a file carries it.

    ``id`` is the stored memo's. ``answers`` is the last link of the chain, ``rules`` the version of
    content and rules, ``text`` is of the memo itself, ``whole`` of all three.
    """

    id: str
    answers: str
    rules: str
    text: str
    whole: str


def stands_on(answers: Answers, earlier: Iterable[Answer] = ()) -> Iterator[Answer]:
    """The answers that a memo can be made of, in the order in which they came.

    They are those that hold, after the ``earlier`` ones that are told of beside them.
    """
    yield from (each for each in earlier if each != answers.get(each.step))
    yield from (each for each in answers.held() if each.step.partition(":")[0] != _BESIDE)


def chain(answers: Iterable[Answer]) -> tuple[Link, ...]:
    """The links of these answers, in their order."""
    links: list[Link] = []
    before = ""
    for answer in answers:
        before = link(before, answer.step, answer.state.value, answer.value, answer.said_at)
        links.append((answer.step, before))
    return tuple(links)


def link(before: str, step: str, state: str, value: Value, said_at: datetime) -> str:
    """One link: of the one before, and the answer in a form that is always the same."""
    said = [before, step, state, value, said_at.astimezone(UTC).isoformat(timespec="microseconds")]
    return _hash(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def proof_of(memo: Memo, id: str, links: Sequence[Link], rules: str) -> Proof:
    """The fingerprint of a memo that is not sealed yet."""
    answers = links[-1][1] if links else ""
    text = _text_of(memo)
    whole = _whole(answers, rules, text)
    return Proof(id=id, answers=answers, rules=rules, text=text, whole=whole)


def short(proof: Proof) -> str:
    """'3f9a 81c2 77d0 e4b1'."""
    shown = proof.whole[:SHOWN]
    return " ".join(shown[at : at + 4] for at in range(0, SHOWN, 4))


def sealed(memo: Memo, note: str) -> Memo:
    """The memo with the note that shows its fingerprint; that note is no part of the text."""
    return memo.model_copy(update={"notes": (*memo.notes, note)})


def unsealed(memo: Memo) -> Memo:
    """A sealed memo without that note."""
    return memo.model_copy(update={"notes": memo.notes[:-1]})


def proof_kept(filed: Filed) -> Proof:
    """The fingerprint of a memo that is kept, whole."""
    memo = unsealed(Memo.model_validate(filed.document))
    return proof_of(memo, filed.id, filed.links, filed.rules)


def fits(memo: Memo, proof: Proof) -> bool:
    """Whether a sealed memo is the one that the fingerprint was made of, to the last comma."""
    if memo.state is not MemoState.FINAL or not memo.notes:
        return False
    text = _text_of(unsealed(memo))
    whole = _whole(proof.answers, proof.rules, text)
    return (text, whole) == (proof.text, proof.whole) and short(proof) in memo.notes[-1]


def found_again(links: Iterable[Link], history: Iterable[Answer]) -> tuple[Answers, list[str]]:
    """The answers that a chain was made of, from all that was ever said, and what is not there.

    Where an answer is gone or was changed, its step is named, and the next one is looked for behind
    the link that should have been there.
    """
    said: dict[str, list[Answer]] = {}
    for answer in history:
        said.setdefault(answer.step, []).append(answer)
    found, missing, before = Answers(), [], ""
    for step, made in links:
        for answer in said.get(step, ()):
            if link(before, step, answer.state.value, answer.value, answer.said_at) == made:
                found.add(answer)
                break
        else:
            missing.append(step)
        before = made
    return found, missing


def _text_of(memo: Memo) -> str:
    """Of all that is read in it, and of what it says that it is."""
    names = ("kind", "state", "number", "name", "about", "author", "on", "footer", "pages")
    what = (str(getattr(memo, name)) for name in names)
    return _hash("\n".join((*what, *lines(memo))))


def _whole(*parts: str) -> str:
    return _hash("\n".join(parts))


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


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
