"""The session as a whole: who takes part and leads, its beginning and end, and its channel."""

from __future__ import annotations

from flows.dialogs import Dialog, Field, FieldKind
from flows.messages import Mention, Say, Slot, Words
from flows.parts.memo.ordering import FilingLines, open_button
from flows.workshop.cards import card, conclusion_card, round_card, summary
from flows.workshop.inputs import (
    Deactivated,
    Deed,
    Did,
    Forgotten,
    Form,
    GuestsFound,
    Refused,
    Submitted,
)
from flows.workshop.outcome import DiscardAnswers, Sheet
from flows.workshop.rounds import begin_round, reveal_if_all_have, show_answers
from flows.workshop.turn import FormKind, Turn
from flows.workshop.values import (
    FIRST,
    MOST_PARTICIPANTS,
    SECOND,
    SMALLEST_ANONYMOUS,
    Guests,
    Pace,
    RoundState,
)

#: The field of the dialog that hands the role over.
USER = "user"
#: A workshop is more than one.
FEWEST = 2
#: What Slack says of a message that is gone, or can no longer be changed.
MESSAGE_GONE = frozenset(
    {"cant_update_message", "edit_window_closed", "invalid_blocks", "message_not_found"}
)
ARCHIVED = frozenset({"is_archived", "is_inactive"})
#: What it says of a channel that cannot be written in.
CHANNEL_SHUT = ARCHIVED | {
    "channel_not_found",
    "method_not_supported_for_channel_type",
    "no_permission",
    "not_in_channel",
    "restricted_action",
}
#: What looking for guests is called, where Slack refuses it.
GUEST_SEARCH = "look"
#: What is known of guests, from nothing to the worst.
_WORSE = (Guests.UNKNOWN, Guests.NONE, Guests.UNSEEN, Guests.SOME)


# Who takes part


def join(turn: Turn, _: Did) -> None:
    """Take part, from the start or late."""
    refused = turn.lines.refused
    if not turn.workshop.is_open:
        turn.whisper(refused.over)
    elif turn.scene.takes_part(turn.actor):
        turn.whisper(refused.joined_already)
    elif len(turn.scene.present) >= MOST_PARTICIPANTS:
        turn.whisper(refused.full)
    else:
        turn.change_participant(turn.actor, left=False)
        turn.whisper(turn.lines.roles.joined)
        _redraw_counts(turn)


def leave(turn: Turn, _: Did) -> None:
    """Take part no longer."""
    refused = turn.lines.refused
    if not turn.scene.takes_part(turn.actor):
        turn.whisper(refused.not_joined)
    elif turn.scene.may_lead and turn.workshop.is_open:
        turn.whisper(refused.hand_over_first)
    else:
        turn.whisper(turn.lines.roles.left)
        _without(turn, turn.actor)


def deactivated(turn: Turn, gone: Deactivated) -> None:
    """Nobody waits any more for who has no account."""
    if turn.scene.takes_part(gone.user) and turn.workshop.is_open:
        _without(turn, gone.user)


def forgotten(turn: Turn, gone: Forgotten) -> None:
    """The meeting ends with the data of who set it up; of the others it goes on without one."""
    if not turn.workshop.is_open:
        return
    if not gone.of_chef:
        _one_less(turn)
        if gone.led:
            _let_lead(turn, turn.workshop.chef, turn.lines.roles.handed_over)
    elif turn.may_workshop("cancel"):
        turn.move_workshop("cancel")
        turn.redraw(turn.message_name(), card(turn))
    else:
        _close(turn)
        turn.post(Sheet((Say(turn.lines.roles.ended_with_chef),)))


def _without(turn: Turn, user: str) -> None:
    turn.change_participant(user, left=True)
    _one_less(turn)


def _one_less(turn: Turn) -> None:
    """Perhaps all the others have answered."""
    _redraw_counts(turn)
    for each in turn.scene.rounds_in(RoundState.COLLECTING, RoundState.RERATING):
        reveal_if_all_have(turn, each.point)


def _redraw_counts(turn: Turn) -> None:
    """Everything that says how many take part."""
    turn.redraw(turn.message_name(), card(turn))
    for each in turn.scene.rounds_in(RoundState.COLLECTING):
        turn.redraw(turn.message_name(each.point), round_card(turn, each.point))


def guests_found(turn: Turn, found: GuestsFound) -> None:
    """What is known of guests; a guest that is found stays found.

    That there are none is said when all have been seen: then what was unseen before is known.
    """
    known = {each.user for each in turn.scene.participants}
    for user in found.users:
        if user in known:
            turn.change_participant(user, guest=True)
    before = turn.workshop.guests
    is_cleared = (before, found.guests) == (Guests.UNSEEN, Guests.NONE)
    if is_cleared or _WORSE.index(found.guests) > _WORSE.index(before):
        turn.change(guests=found.guests)
        if turn.workshop.is_open:
            turn.redraw(turn.message_name(), card(turn))


# Beginning and end


def begin(turn: Turn, _: Did) -> None:
    """Begin: the first focus point, or over days all of them."""
    shop, refused, many = turn.workshop, turn.lines.refused, len(turn.scene.present)
    if not turn.may_workshop("begin"):
        turn.whisper(refused.begun_already)
    elif shop.guests is Guests.UNKNOWN:
        turn.whisper(refused.looking)
    elif many < FEWEST:
        turn.whisper(refused.alone)
    elif shop.anonymous and many < SMALLEST_ANONYMOUS:
        turn.whisper(refused.too_few_to_be_anonymous)
    elif shop.deadline is not None and shop.deadline <= turn.now:
        turn.whisper(refused.deadline_past)
    else:
        turn.move_workshop("begin")
        for each in turn.scene.rounds[: None if shop.pace is Pace.DAYS else 1]:
            begin_round(turn, each.point)
        turn.redraw(turn.message_name(), card(turn))


def cancel(turn: Turn, _: Did) -> None:
    """Call it off before it has begun."""
    if not turn.may_workshop("cancel"):
        turn.whisper(turn.lines.refused.begun_already)
        return
    turn.move_workshop("cancel")
    turn.redraw(turn.message_name(), card(turn))
    turn.whisper(turn.lines.roles.cancelled)


def end(turn: Turn, did: Did) -> None:
    """End it, with a summary in the channel and for the chef; answers that nobody saw are lost."""
    open_rounds = turn.scene.rounds_in(RoundState.COLLECTING, RoundState.RERATING)
    unseen = [each for each in open_rounds if turn.scene.count(each.point).answered]
    if not turn.may_workshop("end"):
        turn.whisper(turn.lines.refused.over)
        return
    if unseen and did.arg != "yes":
        yes = turn.deed(turn.lines.buttons.end_anyway, Deed.END, arg="yes")
        turn.whisper(turn.flow.say(turn.lines.refused.unseen_answers, unseen[0].point), yes)
        return
    _close(turn)
    lines = summary(turn)
    turn.post(Sheet(lines), turn.message_name("summary"))
    shop = turn.workshop
    if shop.journey is not None:  # else deleted, and the chef perhaps forgotten
        first = Say(turn.lines.summary.for_chef, {"title": Words(shop.title)})
        label = turn.flow.library.lines(FilingLines).label
        memo = open_button(label, shop.journey, shop.id, main=True)
        turn.tell(shop.chef, first, *lines[1:], buttons=(memo,))


def _close(turn: Turn) -> None:
    """What nobody has seen is lost."""
    unseen = turn.scene.rounds_in(RoundState.COLLECTING, RoundState.RERATING)
    turn.move_workshop("end")
    for each in unseen:
        sitting = SECOND if each.state is RoundState.RERATING else FIRST
        turn.answers.append(DiscardAnswers(each.point, sitting))
        turn.redraw(turn.message_name(each.point), round_card(turn, each.point))
    turn.redraw(turn.message_name(), card(turn))


# Who leads


def _hand_over_dialog(turn: Turn, _: str) -> Dialog:
    lines, form = turn.lines.roles, turn.action(Form.HAND_OVER, "")
    field = Field(USER, FieldKind.PERSON, lines.to_whom)
    return Dialog(lines.hand_over_title, lines.hand_over, form, (Say(lines.about),), (field,))


def _hand_over(turn: Turn, sent: Submitted) -> None:
    """The facilitator gives the role to another participant."""
    roles, user = turn.lines.roles, sent.value(USER)
    if not turn.scene.takes_part(user):
        turn.errors[USER] = turn.lines.refused.not_a_participant
    else:
        _let_lead(turn, user, roles.handed_over)
        turn.confirm(roles.given)


FORMS = {
    Form.HAND_OVER: FormKind(
        _hand_over_dialog, _hand_over, lambda turn, _: turn.workshop.is_open, of_facilitator=True
    )
}


def take_over(turn: Turn, did: Did) -> None:
    """A participant leads on when the facilitator is gone."""
    refused, shop = turn.lines.refused, turn.workshop
    if not shop.is_open:
        turn.whisper(refused.over)
    elif turn.scene.may_lead:
        turn.whisper(refused.facilitator_already)
    elif not turn.scene.may_take_over(did.gone, turn.now):
        slots: dict[str, Slot] = {"facilitator": Mention(shop.facilitator)}
        turn.whisper(Say(refused.facilitator_is_there, slots))
    else:
        _let_lead(turn, turn.actor, turn.lines.roles.taken_over)


def _let_lead(turn: Turn, user: str, line: str) -> None:
    turn.change(facilitator=user, led_at=turn.now)
    point = turn.workshop.current if turn.workshop.is_running else None
    said = Sheet((Say(line, {"facilitator": Mention(user)}),))
    turn.post(said, None, turn.message_name(point) if point else None)
    turn.redraw(turn.message_name(), card(turn))


# The channel


def refused(turn: Turn, by_slack: Refused) -> None:
    """Slack refused a message: post it again, or tell the facilitator that the channel is gone."""
    shop, error = turn.workshop, by_slack.error
    if by_slack.target == GUEST_SEARCH:
        if shop.guests is Guests.UNKNOWN:
            guests_found(turn, GuestsFound(Guests.UNSEEN))
    elif error in MESSAGE_GONE and by_slack.target.startswith(turn.message_name()):
        _post_again(turn, by_slack.target.removeprefix(turn.message_name()).removeprefix(":"))
    elif error in CHANNEL_SHUT and shop.lost is None and shop.is_open:
        turn.change(lost=error)
        lines = turn.lines.lost
        line = lines.archived if error in ARCHIVED else lines.shut_out
        retry = turn.deed(turn.lines.buttons.retry, Deed.RETRY)
        turn.tell(shop.facilitator, Say(line, {"title": Words(shop.title)}), buttons=(retry,))


def _post_again(turn: Turn, name: str) -> None:
    """``name`` is the message's within the workshop."""
    point, _, part = name.partition(":")
    concluded = turn.scene.conclusion_on(point)
    if not name:
        turn.post(card(turn), turn.message_name())
    elif not part and turn.scene.round_on(point) is not None:
        turn.post(round_card(turn, point), turn.message_name(point))
    elif part == "end" and concluded is not None:
        turn.post(
            conclusion_card(turn, concluded), turn.message_name(name), turn.message_name(point)
        )


def retry(turn: Turn, _: Did) -> None:
    """The channel can be written in again, perhaps: everything that is needed is posted anew."""
    if turn.workshop.lost is not None:  # not pressed a second time
        turn.change(lost=None)
        _post_again(turn, "")
        for each in turn.scene.rounds:
            if each.state is RoundState.OPEN:
                continue
            _post_again(turn, each.point)
            if each.state in (RoundState.REVEALED, RoundState.DISCUSSING):
                show_answers(turn, each.point)
            elif each.state is RoundState.CONCLUDED:
                _post_again(turn, f"{each.point}:end")
    turn.whisper(turn.lines.lost.tried_again)
