"""What the rules find in the answers, and what was said to stand all the same."""

from __future__ import annotations

from collections.abc import Iterator

from flows.journey import records
from flows.journey.desk import Desk
from flows.journey.showing import RECALLED, on_one_line
from flows.messages import Say, Words
from flows.parts.advice.advisor import advisor
from flows.parts.advice.findings import is_accepted
from flows.parts.advice.record import Advised
from flows.parts.memo.lines import MemoLines
from flows.parts.memo.values import Part, Size
from flows.pieces import cited

#: So many in the short memo, the most important first.
MOST = 3


def to_do(desk: Desk, size: Size) -> Iterator[Part]:
    """What is worth doing, with why; in the whole memo also its source."""
    lines = desk.lines(MemoLines)
    found = desk.flow.the(advisor).findings(desk.answers)
    found = [each for each in found if not is_accepted(desk, each)]
    said: list[Say] = []
    for finding in found if size is Size.WHOLE else found[:MOST]:
        advice = finding.advice
        said.append(Say(lines.advice, {"do": advice.do, "say": advice.say}))
        if size is Size.WHOLE:
            said.append(cited(desk.flow.library, advice.source))
    said += _accepted(desk)
    if said:
        yield Part(lines.to_do, tuple(said))


def _accepted(desk: Desk) -> Iterator[Say]:
    titles = {each.id: each.title for each in desk.flow.library.advice}
    for record in records.all_of(desk.answers, Advised):
        if record.choice == "both" and record.why and record.id in titles:
            why = on_one_line(Words(record.why), RECALLED)
            yield Say(desk.lines(MemoLines).accepted, {"advice": titles[record.id], "why": why})
