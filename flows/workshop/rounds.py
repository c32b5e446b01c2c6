"""A round from its opening to the talk: the reveal, the timer, the second rating, the next one."""

from __future__ import annotations

from datetime import timedelta

from flows.content.base import fill
from flows.messages import Button, Mention, Say, Slot, Words
from flows.pieces import cited
from flows.workshop.cards import card, redraw_round, round_card
from flows.workshop.inputs import Deed, Did, Form, Revealed, TimePassed
from flows.workshop.lines import TalkPrompt
from flows.workshop.outcome import (
    DiscardAnswers,
    HideAnswers,
    Picture,
    RevealAnswers,
    Sheet,
)
from flows.workshop.ratings import Spread, by_disagreement, drawn, in_words, pictured
from flows.workshop.turn import Turn
from flows.workshop.values import FIRST, SECOND, Contribution, RoundState

#: How long a talk may be given, in minutes.
MINUTES = (5, 10)


def begin_round(turn: Turn, point: str) -> None:
    """Put the round in the channel."""
    turn.move(point, "begin")
    turn.change(current=point)
    turn.post(round_card(turn, point), turn.message_name(point))


def go_next(turn: Turn, _: Did) -> None:
    """The next focus point."""
    refused = turn.lines.refused
    collecting = turn.scene.rounds_in(RoundState.COLLECTING, RoundState.RERATING)
    waiting = turn.scene.rounds_in(RoundState.OPEN)
    if collecting:
        turn.whisper(turn.flow.say(refused.still_collecting, collecting[0].point))
    elif not waiting:
        turn.whisper(refused.no_more, turn.deed(turn.lines.buttons.end, Deed.END))
    elif not turn.may(waiting[0].point, "begin"):
        turn.whisper(refused.not_now)
    else:
        begin_round(turn, waiting[0].point)
        turn.redraw(turn.message_name(), card(turn))


def time_passed(turn: Turn, _: TimePassed) -> None:
    """Timers that have run out, and the deadline."""
    if not turn.workshop.is_running:
        return
    for each in turn.scene.rounds:
        if each.talk_until is not None and each.talk_until <= turn.now:
            turn.change_round(each.point, talk_until=None)
            if each.state is RoundState.DISCUSSING:
                said = turn.lines.talk.time_is_up
                turn.post_in_thread(each.point, said, buttons=_onward(turn, each.point))
    deadline = turn.workshop.deadline
    if deadline is not None and deadline <= turn.now:
        for each in turn.scene.rounds_in(RoundState.COLLECTING):
            _reveal_or_withhold(turn, each.point)
        turn.change(deadline=None)
        turn.redraw(turn.message_name(), card(turn))


# The reveal


def press_reveal(turn: Turn, did: Did) -> None:
    """The facilitator wants to see the answers, or the second ratings."""
    lines, labels, point = turn.lines.refused, turn.lines.buttons, did.point
    found = turn.scene.round_on(point)
    wanted = RoundState.COLLECTING if did.deed is Deed.REVEAL else RoundState.RERATING
    if found is None or found.state is not wanted:
        turn.whisper(lines.revealed_already)
    elif turn.may(point, "reveal"):
        reveal(turn, point)
    else:
        few: Say | str = lines.nobody_answered
        if turn.workshop.anonymous:
            many = turn.flow.number(len(turn.scene.count(point).answered)).capitalize()
            few = Say(lines.too_few, {"many": many})
        turn.whisper(few, turn.deed(labels.go_on, Deed.GO_ON, point))


def go_on(turn: Turn, did: Did) -> None:
    """The facilitator goes on without what too few have answered; perhaps enough have meanwhile."""
    if turn.may(did.point, "reveal") or turn.may(did.point, "withhold"):
        _reveal_or_withhold(turn, did.point)
    else:
        turn.whisper(turn.lines.refused.revealed_already)


def reveal_if_all_have(turn: Turn, point: str) -> bool:
    """When the last one has answered, the answers are shown; True where they are."""
    if not (turn.scene.all_have_answered(point) and turn.may(point, "reveal")):
        return False
    reveal(turn, point)
    return True


def reveal(turn: Turn, point: str) -> None:
    """Show what was collected; the store hands it over in the same transaction."""
    sitting = _sitting(turn, point)
    turn.move(point, "reveal")
    turn.answers.append(RevealAnswers(point, sitting, named=not turn.workshop.anonymous))
    turn.reveals.append((point, sitting))


def _sitting(turn: Turn, point: str) -> int:
    """What is collected now: the answers, or the second ratings."""
    again = turn.scene.rounds_in(RoundState.RERATING)
    return SECOND if any(each.point == point for each in again) else FIRST


def _reveal_or_withhold(turn: Turn, point: str) -> None:
    if turn.may(point, "reveal"):
        reveal(turn, point)
        return
    sitting, lines = _sitting(turn, point), turn.lines.talk
    turn.move(point, "withhold")
    turn.answers.append(DiscardAnswers(point, sitting))
    if sitting == SECOND:
        turn.post_in_thread(point, lines.rating_withheld, buttons=_onward(turn, point))
        return
    turn.change_round(point, withheld=True)
    turn.redraw(turn.message_name(point), round_card(turn, point))
    _post_talk(turn, point, (Say(lines.withheld), *_prompts(turn, Spread.of(()))))


def revealed(turn: Turn, seen: Revealed) -> None:
    """The answers are in the scene: show them."""
    if seen.sitting == SECOND:
        _show_second_ratings(turn, seen.point)
    else:
        show_answers(turn, seen.point)


def show_answers(turn: Turn, point: str) -> None:
    """How the ratings lie and what to talk about, then the answers themselves."""
    found = turn.scene.revealed.get(point, ())
    spread = Spread.of(each.rating for each in found)
    words = in_words(turn.flow, spread)
    redraw_round(turn, point)
    said = (
        _heading(turn, point, found),
        drawn(turn.flow, spread),
        Say(turn.lines.spread.said, {"said": words}),
        *_prompts(turn, spread),
    )
    source = cited(turn.flow.library, _fitting(turn, spread).source)
    _post_talk(turn, point, said, source)
    turn.post_in_thread(point, *_answers(turn, found))
    if spread.total:
        thread, after = turn.message_name(point), turn.message_name(point, "talk")
        turn.messages.append(Picture(pictured(turn.flow, spread, point), thread, after))


def _show_second_ratings(turn: Turn, point: str) -> None:
    lines, scene = turn.lines.talk, turn.scene
    before = Spread.of(each.rating for each in scene.revealed.get(point, ()))
    after = Spread.of(each.rating for each in scene.second_ratings.get(point, ()))
    said = (
        turn.flow.say(lines.second, point),
        drawn(turn.flow, after),
        Say(turn.lines.spread.said, {"said": in_words(turn.flow, after)}),
        Say(lines.before),
        drawn(turn.flow, before),
        _prompts(turn, after)[0],
    )
    _post_talk(turn, point, said)


def _post_talk(turn: Turn, point: str, said: tuple[Say, ...], *small: Say) -> None:
    sheet = Sheet(said, small, _onward(turn, point))
    turn.post(sheet, turn.message_name(point, "talk"), turn.message_name(point))


def _heading(turn: Turn, point: str, found: tuple[Contribution, ...]) -> Say:
    lines, number = turn.lines.talk, turn.flow.number
    passes = sum(each.passed for each in found)
    answered = number(len(found) - passes)
    if not passes:
        return turn.flow.say(lines.heading, point, answered=answered)
    return turn.flow.say(lines.heading_passed, point, answered=answered, passed=number(passes))


def _answers(turn: Turn, found: tuple[Contribution, ...]) -> list[Say]:
    """As they are read: widest disagreement first, then who passed and why."""
    lines = turn.lines.talk
    said = [Say(lines.answers_anonymous if turn.workshop.anonymous else lines.answers)]
    given = [each for each in found if not each.passed]
    for rating, answers in by_disagreement(given, turn.workshop.chef, turn.scene.seed):
        many = turn.flow.number(len(answers))
        said.append(Say(lines.rating, {"rating": str(rating), "many": many}))
        for each in answers:
            who: dict[str, Slot] = {"who": Mention(each.author)} if each.author else {}
            said.append(Say(lines.by if who else "", who, quote=Words(each.answer or "")))
            if each.reason:
                said.append(Say(lines.because, {"reason": Words(each.reason)}))
    reasons = [each.reason for each in found if each.passed and each.reason]
    return [*said, *(Say(lines.passed, quote=Words(reason)) for reason in reasons)]


def _fitting(turn: Turn, spread: Spread) -> TalkPrompt:
    return next(each for each in turn.lines.prompts if each.fits == spread.kind.value)


def _prompts(turn: Turn, spread: Spread) -> tuple[Say, ...]:
    """What to talk about, as it fits the spread."""
    found = _fitting(turn, spread)
    ends = dict(zip(("low", "high"), map(str, spread.ends), strict=True))
    opening = Say(found.opening, {k: v for k, v in ends.items() if f"{{{k}}}" in found.opening})
    return (opening, *(Say(turn.lines.talk.prompt, {"prompt": each}) for each in found.ask))


def _onward(turn: Turn, point: str) -> tuple[Button, ...]:
    """What can be done while one talks."""
    labels, minutes = turn.lines.buttons, MINUTES[0]
    buttons = [turn.opener(labels.conclude, Form.CONCLUDE, point)]
    if turn.may(point, "rate_again"):
        buttons.append(turn.deed(labels.rate_again, Deed.RATE_AGAIN, point))
    timer = fill(labels.timer, minutes=minutes)
    buttons.append(turn.deed(timer, Deed.TALK, point, str(minutes)))
    if turn.scene.rounds_in(RoundState.OPEN):
        buttons.append(turn.deed(labels.next, Deed.NEXT))
    return tuple(buttons)


# The talk


def talk(turn: Turn, did: Did) -> None:
    """Set the timer."""
    if not turn.may(did.point, "discuss"):
        turn.whisper(turn.lines.refused.not_now)
        return
    minutes = int(did.arg) if did.arg in map(str, MINUTES) else MINUTES[0]
    until = turn.now + timedelta(minutes=minutes)
    turn.move(did.point, "discuss")
    turn.change_round(did.point, talk_until=until)
    clock = turn.flow.clock(until, turn.workshop.tz)
    slots = {"minutes": turn.flow.number(minutes), "until": clock}
    turn.post_in_thread(did.point, Say(turn.lines.talk.timer, slots))


def rate_again(turn: Turn, did: Did) -> None:
    """Ask for the one second rating."""
    point, refused, labels = did.point, turn.lines.refused, turn.lines.buttons
    if not turn.may(point, "rate_again"):
        found = turn.scene.round_on(point)
        turn.whisper(refused.rated_already if found and found.rerated else refused.not_now)
        return
    turn.move(point, "rate_again")
    turn.change_round(point, rerated=True, talk_until=None)
    buttons = (
        turn.opener(labels.rate, Form.RATE, point),
        turn.deed(labels.show_rating, Deed.SHOW_RATING, point),
    )
    turn.post_in_thread(point, turn.lines.talk.rate_again, buttons=buttons)


def reopen(turn: Turn, did: Did) -> None:
    """A conclusion is talked about again; a talk is opened for answers again."""
    point, lines = did.point, turn.lines
    if turn.may(point, "talk_again"):
        turn.move(point, "talk_again")
        collect = turn.deed(lines.buttons.collect_again, Deed.REOPEN, point)
        buttons = (*_onward(turn, point), collect)
        turn.post_in_thread(point, lines.talk.reopened, buttons=buttons)
    elif turn.may(point, "collect_again"):
        turn.move(point, "collect_again")
        _collect_again(turn, point)
    else:
        turn.whisper(lines.refused.not_now)
        return
    redraw_round(turn, point)


def _collect_again(turn: Turn, point: str) -> None:
    """Named answers can be changed; without names everybody answers anew, or one could compare."""
    lines, anonymous = turn.lines.talk, turn.workshop.anonymous
    turn.change_round(point, withheld=False, rerated=False, talk_until=None)
    first = DiscardAnswers(point, FIRST) if anonymous else HideAnswers(point, FIRST)
    turn.answers += [first, DiscardAnswers(point, SECOND)]
    turn.post_in_thread(point, lines.asked_again_anonymous if anonymous else lines.asked_again)
