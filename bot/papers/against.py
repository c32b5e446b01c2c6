"""A memo held against the record: whether it is the one kept, and follows from the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.journey.flow import Flow
from flows.journey.values import Person
from flows.parts.memo.model import Memo, MemoKind
from flows.parts.memo.proof import Proof
from flows.parts.memo.record import Judged, Record, judged
from flows.parts.memo.replay import Follows, Replayed, made_again, replay, unlike


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
