"""Everybody alone: answers, passes and second ratings, and what was said in the channel."""

from __future__ import annotations

from dataclasses import dataclass

from flows.dialogs import Dialog, Field, FieldKind
from flows.inputs import Action, Verb
from flows.messages import Mention, Option, Say, Slot, Words, scale, to_say
from flows.workshop import life
from flows.workshop.cards import round_card
from flows.workshop.inputs import Deed, Did, Form, RemarkSaved, Submitted
from flows.workshop.lines import WorkshopLines
from flows.workshop.outcome import KeepAnswer, Sheet
from flows.workshop.ratings import SCALE
from flows.workshop.rounds import reveal_if_all_have
from flows.workshop.turn import AREA, FormKind, Turn, WorkshopFlow
from flows.workshop.values import FIRST, SECOND, Contribution, Pace, Remark, Round, WorkshopScene

#: So much is taken of an answer, a reason. Of what was said in the channel the rest is cut: it
#: stands there in full.
LONGEST_ANSWER, LONGEST_REASON, LONGEST_REMARK = 600, 300, 1500
MOST_REMARKS = 100
#: The ids of the fields. ``which`` is its dialog as well.
RATING, ANSWER, REASON, WHICH = "rating", "answer", "reason", "which"


# Answering


def _answer_dialog(turn: Turn, point: str) -> Dialog:
    """With the earlier answer filled in."""
    lines, mine = turn.lines.answer, turn.scene.mine
    mine = None if mine is None or mine.passed else mine
    answer = Field(ANSWER, FieldKind.TEXT, lines.answer, longest=LONGEST_ANSWER,
                   chosen=(mine.answer or "",) if mine else ())  # fmt: skip
    reason = Field(REASON, FieldKind.TEXT, lines.reason, needed=False, longest=LONGEST_REASON,
                   chosen=(mine.reason,) if mine and mine.reason else ())  # fmt: skip
    rating = _rating_field(turn, mine.rating if mine else None)
    about = (Say(turn.lines.round.question, {"ask": turn.flow.ask(point)}), Say(_privacy(turn)))
    form = turn.action(Form.ANSWER, point)
    return Dialog(lines.title, lines.save, form, about, (answer, rating, reason))


def _privacy(turn: Turn) -> str:
    lines = turn.lines.answer
    return lines.until_then_anonymous if turn.workshop.anonymous else lines.until_then


def _rating_field(turn: Turn, chosen: int | None) -> Field:
    lines = turn.lines.answer
    options = scale(lines.low, lines.high)
    given = (str(chosen),) if chosen else ()
    return Field(RATING, FieldKind.ONE, lines.rating, options=options, chosen=given)


def _take_answer(turn: Turn, sent: Submitted) -> None:
    """A rating, the answer itself, perhaps why."""
    rating = _rating(turn, sent)
    answer = turn.read(sent, ANSWER, LONGEST_ANSWER, turn.lines.answer.empty)
    reason = turn.read(sent, REASON, LONGEST_REASON) or None
    given = Contribution(turn.scene.fresh, rating, answer, reason)
    _keep_first(turn, sent, given, turn.lines.answer.kept)


def _pass_dialog(turn: Turn, point: str) -> Dialog:
    lines, form = turn.lines.answer, turn.action(Form.PASSING, point)
    why = Field(REASON, FieldKind.TEXT, lines.why_pass, needed=False, longest=LONGEST_REASON)
    return Dialog(lines.pass_title, lines.pass_, form, to_say([lines.pass_means]), (why,))


def _take_pass(turn: Turn, sent: Submitted) -> None:
    reason = turn.read(sent, REASON, LONGEST_REASON) or None
    given = Contribution(turn.scene.fresh, reason=reason, passed=True)
    _keep_first(turn, sent, given, turn.lines.answer.passed)


def _rating_dialog(turn: Turn, point: str) -> Dialog:
    lines, mine, form = turn.lines.answer, turn.scene.mine, turn.action(Form.RATE, point)
    field = _rating_field(turn, mine.rating if mine else None)
    about = (turn.flow.say(lines.rate_again, point),)
    return Dialog(lines.rate_title, lines.save, form, about, (field,))


def _take_rating(turn: Turn, sent: Submitted) -> None:
    rating = _rating(turn, sent)
    if rating is not None:
        _keep(turn, sent, SECOND, Contribution(turn.scene.fresh, rating), turn.lines.answer.rated)
        reveal_if_all_have(turn, sent.point)


def _rating(turn: Turn, sent: Submitted) -> int | None:
    given = sent.value(RATING)
    if given in map(str, SCALE):
        return int(given)
    turn.errors[RATING] = turn.lines.answer.no_rating
    return None


def _keep_first(turn: Turn, sent: Submitted, given: Contribution, receipt: str) -> None:
    """Keep it if it is filled in right; the answers are shown, or the card counts on."""
    point = sent.point
    if turn.errors:
        return
    _keep(turn, sent, FIRST, given, receipt)
    if not reveal_if_all_have(turn, point):
        turn.redraw(turn.message_name(point), round_card(turn, point))


def _keep(turn: Turn, sent: Submitted, sitting: int, given: Contribution, receipt: str) -> None:
    """The store gives it an id that says nothing; at the reveal it becomes another."""
    turn.move(sent.point, "answer" if sitting == FIRST else "rate")
    turn.answers.append(KeepAnswer(sent.point, sitting, given))
    turn.count_answer(sent.point, passed=given.passed)
    turn.confirm(receipt, _privacy(turn))


def _late(lines: WorkshopLines) -> str:
    return lines.answer.late


def _words(lines: WorkshopLines) -> dict[str, str]:
    return {ANSWER: lines.answer.answer, REASON: lines.answer.reason}


FORMS = {
    Form.ANSWER: FormKind(
        _answer_dialog,
        _take_answer,
        lambda turn, point: turn.may(point, "answer"),
        late=_late,
        words=_words,
    ),
    Form.PASSING: FormKind(
        _pass_dialog,
        _take_pass,
        lambda turn, point: turn.may(point, "answer"),
        late=_late,
        words=_words,
    ),
    Form.RATE: FormKind(
        _rating_dialog, _take_rating, lambda turn, point: turn.may(point, "rate"), late=_late
    ),
}


# 'Gem som input'


@dataclass(frozen=True, slots=True)
class TakingInput:
    """A round that takes input."""

    workshop: str
    title: str
    point: str


def taking_input(scene: WorkshopScene) -> tuple[TakingInput, ...]:
    """The rounds that take input from the actor: of those who sit together the one they are at."""
    shop = scene.workshop
    if not scene.takes_part(scene.actor):
        return ()
    points = [each.point for each in scene.rounds if _takes_remarks(each)]
    if shop.pace is Pace.LIVE and shop.current in points:
        points = [shop.current]
    return tuple(TakingInput(shop.id, shop.title, point) for point in points)


def _takes_remarks(found: Round) -> bool:
    return life.ROUND.may(life.Standing(found.state.value), "add_remark")


def which_dialog(flow: WorkshopFlow, found: tuple[TakingInput, ...]) -> Dialog:
    """Which round is meant, where several take input."""
    lines = flow.lines.remark
    options = tuple(
        Option(f"{each.workshop}.{each.point}", Words(f"{flow.title(each.point)} · {each.title}"))
        for each in found
    )
    field = Field(WHICH, FieldKind.LIST, lines.which, options=options, chosen=(options[0].value,))
    form = Action(Verb.DO, "", f"{AREA}.{WHICH}")
    return Dialog(lines.dialog, lines.save, form, (), (field,))


def save_remark(turn: Turn, saved: RemarkSaved) -> None:
    """Keep it, show it in the round's thread, and tell its author."""
    refused, text = turn.lines.refused, saved.text.strip()
    point = saved.point or _current_point(turn) or ""
    if not turn.scene.takes_part(turn.actor):
        turn.whisper(refused.outside, turn.deed(turn.lines.buttons.join, Deed.JOIN))
    elif not turn.may(point, "add_remark"):
        turn.whisper(refused.no_round)
    elif not text:
        turn.whisper(refused.no_words)
    elif len(turn.scene.remarks) >= MOST_REMARKS:
        turn.whisper(refused.full_of_remarks)
    else:
        text = text if len(text) <= LONGEST_REMARK else text[: LONGEST_REMARK - 1] + "…"
        _keep_remark(turn, Remark(turn.fresh_id(), point, saved.author, turn.actor, text))


def _current_point(turn: Turn) -> str | None:
    """The round that is gone through now."""
    current = turn.workshop.current
    points = [each.point for each in turn.scene.rounds if _takes_remarks(each)]
    return current if current in points else next(iter(points), None)


def _keep_remark(turn: Turn, remark: Remark) -> None:
    turn.move(remark.point, "add_remark")
    turn.change_scene(remarks=(*turn.scene.remarks, remark))
    lines, shows = turn.lines.remark, turn.message_name("input", remark.id)
    by: dict[str, Slot] = {"by": Mention(remark.saved_by)}
    shown = Say(lines.shown, {"who": Mention(remark.author), **by}, quote=Words(remark.text))
    turn.post(Sheet((shown,)), shows, turn.message_name(remark.point))
    turn.whisper(lines.kept)
    if remark.author != remark.saved_by:
        drop = turn.deed(turn.lines.buttons.drop, Deed.DROP_REMARK, "input", remark.id)
        slots: dict[str, Slot] = {**by, "title": Words(turn.workshop.title)}
        line = Say(lines.told, slots, quote=Words(remark.text))
        turn.tell(remark.author, line, buttons=(drop,))


def drop_remark(turn: Turn, did: Did) -> None:
    """Its author, who saved it, or the facilitator takes it away again."""
    found = next((each for each in turn.scene.remarks if each.id == did.arg), None)
    if found is None:
        turn.whisper(turn.lines.refused.dropped_already)
    elif turn.actor not in (found.author, found.saved_by, turn.workshop.facilitator):
        turn.whisper(turn.lines.refused.not_yours)
    else:
        left = tuple(each for each in turn.scene.remarks if each != found)
        turn.change_scene(remarks=left)
        gone = Sheet(to_say([turn.lines.remark.dropped]))
        turn.redraw(turn.message_name("input", found.id), gone)
        turn.whisper(turn.lines.remark.dropped_told)
