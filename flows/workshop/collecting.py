"""Everybody alone: answers and passes, which nobody sees before the reveal."""

from __future__ import annotations

from flows.content.base import fill
from flows.messages import Say, Slot, Words
from flows.workshop import rules
from flows.workshop.cards import round_card
from flows.workshop.inputs import Sent
from flows.workshop.messages import Notice
from flows.workshop.outcome import Keep
from flows.workshop.revealing import show_if_all_have, show_rating
from flows.workshop.table import Table
from flows.workshop.values import FIRST, SECOND, Contribution, Count, RoundState

#: So much is taken of an answer, a reason.
LONGEST_ANSWER, LONGEST_REASON = 600, 300
#: The ids of the fields.
RATING, ANSWER, REASON = "rating", "answer", "reason"


def answered(table: Table, sent: Sent) -> None:
    """An answer to a round: a rating, the answer itself, perhaps why."""
    if _too_late(table, sent, RoundState.COLLECTING):
        return
    rating, answer = _rating(table, sent), _text(sent, ANSWER)
    if not answer:
        table.errors[ANSWER] = table.lines.answer.empty
    _not_too_long(table, sent)
    if table.errors or rating is None:
        return
    reason = _text(sent, REASON) or None
    _keep(table, sent.point, FIRST, Contribution(_id(table), rating, answer, reason))
    table.notice = _receipt(table, table.lines.answer.kept)
    _after(table, sent.point)


def passed(table: Table, sent: Sent) -> None:
    """A pass, with a reason or without."""
    if _too_late(table, sent, RoundState.COLLECTING):
        return
    _not_too_long(table, sent)
    if table.errors:
        return
    reason = _text(sent, REASON) or None
    _keep(table, sent.point, FIRST, Contribution(_id(table), reason=reason, passed=True))
    table.notice = _receipt(table, table.lines.answer.passed)
    _after(table, sent.point)


def rated(table: Table, sent: Sent) -> None:
    """A second rating."""
    if _too_late(table, sent, RoundState.RERATING):
        return
    rating = _rating(table, sent)
    if rating is None:
        return
    _keep(table, sent.point, SECOND, Contribution(_id(table), rating))
    table.notice = _receipt(table, table.lines.answer.rated)
    if rules.all_have_answered(table.view, sent.point) and rules.is_enough(table.view, sent.point):
        show_rating(table, sent.point)


def _after(table: Table, point: str) -> None:
    """The answers are shown, or the card counts on."""
    if not show_if_all_have(table, point):
        table.redraw(table.shows(point), round_card(table, point))


def _id(table: Table) -> str:
    """The shell gives an id that says nothing; at the reveal it becomes another."""
    return table.scene.fresh


def _keep(table: Table, point: str, sitting: int, contribution: Contribution) -> None:
    table.sealings.append(Keep(point, sitting, contribution))
    before, me = rules.count(table.view, point), {table.actor}
    answered, passed = before.answered - me, before.passed - me
    if contribution.passed:
        passed |= me
    else:
        answered |= me
    table.counts[point] = Count(answered, passed)


def _too_late(table: Table, sent: Sent, state: RoundState) -> bool:
    """Whether it cannot be taken; then it is said why, and the text is given back."""
    lines, round = table.lines.answer, table.rounds.get(sent.point)
    if not table.running or round is None or round.state is not state:
        line = lines.late
    elif not rules.takes_part(table.view, table.actor):
        line = lines.outside
    else:
        return False
    table.notice = Notice(lines.not_taken, (Say(line),), tuple(_given_back(table, sent)))
    return True


def _given_back(table: Table, sent: Sent) -> list[tuple[str, Slot]]:
    """What they had written, so that nothing is lost."""
    labels = {ANSWER: table.lines.answer.answer, REASON: table.lines.answer.reason}
    texts = {id: _text(sent, id) for id in labels}
    return [(labels[id], Words(text)) for id, text in texts.items() if text]


def _rating(table: Table, sent: Sent) -> int | None:
    given = sent.filled.get(RATING, ())
    if given and given[0] in {"1", "2", "3", "4", "5"}:
        return int(given[0])
    table.errors[RATING] = table.lines.answer.no_rating
    return None


def _not_too_long(table: Table, sent: Sent) -> None:
    for id, longest in ((ANSWER, LONGEST_ANSWER), (REASON, LONGEST_REASON)):
        if len(_text(sent, id)) > longest:
            table.errors[id] = fill(table.lines.too_long, longest=longest)


def _text(sent: Sent, id: str) -> str:
    return "".join(sent.filled.get(id, ())).strip()


def _receipt(table: Table, line: str) -> Notice:
    kept = table.lines.answer
    privacy = kept.until_then_anonymous if table.workshop.anonymous else kept.until_then
    return Notice(kept.done, (Say(line), Say(privacy)))
