"""From what happens to a workshop to what is done about it. One table a kind of input."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flows.dialogs import Dialog
from flows.messages import Mention, Note, Say, to_say
from flows.workshop import answering, concluding, rounds, session
from flows.workshop.inputs import (
    Deactivated,
    Deed,
    Did,
    Forgotten,
    Form,
    GuestsFound,
    Refused,
    RemarkSaved,
    Revealed,
    Submitted,
    TimePassed,
    WorkshopInput,
)
from flows.workshop.outcome import WorkshopOutcome
from flows.workshop.turn import FormKind, Turn, WorkshopFlow
from flows.workshop.values import WorkshopScene


def take_workshop_turn(
    flow: WorkshopFlow, scene: WorkshopScene, input: WorkshopInput, now: datetime
) -> WorkshopOutcome:
    """Work out what ``input`` leads to. Pure: ``now`` (aware) comes in as a value."""
    turn = Turn(flow, scene, now)
    _TAKERS[type(input)](turn, input)
    return turn.outcome()


def open_dialog(
    flow: WorkshopFlow, scene: WorkshopScene, form: Form, point: str, now: datetime, start: str = ""
) -> Dialog | Note:
    """What a button opens for the one who pressed it, or why nothing; changes nothing.

    ``start`` is the answer that a conclusion begins with.
    """
    turn = Turn(flow, scene, now)
    if refusal := _refusal(turn, form, point):
        return refusal
    made = FORMS[form].dialog(turn, point)
    if form is Form.CONCLUDE:
        return concluding.starting_from(turn, made, point, start)
    return made


def _submitted(turn: Turn, sent: Submitted) -> None:
    """Take a form, or say why it is not taken and give the words back."""
    kind = FORMS[sent.form]
    if refusal := _refusal(turn, sent.form, sent.point):
        words = [(label, sent.value(field)) for field, label in kind.words(turn.lines).items()]
        turn.give_back(refusal.lines[0], *words)
    else:
        kind.take(turn, sent)


def _refusal(turn: Turn, form: Form, point: str) -> Note | None:
    """Why a form is not for the actor now; None where it is."""
    kind, shop, lines = FORMS[form], turn.workshop, turn.lines
    there = shop.is_running and turn.scene.round_on(point) is not None
    if not (shop.is_open if form is Form.HAND_OVER else there):
        return Note(to_say([lines.refused.over]))
    if kind.of_facilitator and not turn.scene.may_lead:
        return Note((_facilitator_only(turn),))
    if not kind.of_facilitator and not turn.scene.takes_part(turn.actor):
        join = turn.deed(lines.buttons.join, Deed.JOIN)
        return Note(to_say([lines.refused.outside]), (join,))
    return None if kind.may(turn, point) else Note(to_say([kind.late(lines)]))


def _facilitator_only(turn: Turn) -> Say:
    who = Mention(turn.workshop.facilitator)
    return Say(turn.lines.refused.facilitator_only, {"facilitator": who})


def _did(turn: Turn, did: Did) -> None:
    leads = did.deed in _OF_THE_FACILITATOR or did.deed in _OF_A_ROUND
    if leads and not turn.scene.may_lead:
        turn.whisper(_facilitator_only(turn))
    elif did.deed in _OF_A_ROUND and (
        not turn.workshop.is_running or turn.scene.round_on(did.point) is None
    ):
        turn.whisper(turn.lines.refused.over)
    else:
        if leads:
            turn.change(led_at=turn.now)
        _DEEDS[did.deed](turn, did)


#: What only the facilitator may do: to the workshop, and to a round of one that is running.
_OF_THE_FACILITATOR = frozenset({Deed.BEGIN, Deed.CANCEL, Deed.NEXT, Deed.END, Deed.RETRY})
_OF_A_ROUND = frozenset(
    {Deed.REVEAL, Deed.GO_ON, Deed.TALK, Deed.RATE_AGAIN, Deed.SHOW_RATING, Deed.REOPEN}
)
_DEEDS: dict[Deed, Callable[[Turn, Did], None]] = {
    Deed.JOIN: session.join,
    Deed.LEAVE: session.leave,
    Deed.BEGIN: session.begin,
    Deed.CANCEL: session.cancel,
    Deed.REVEAL: rounds.press_reveal,
    Deed.GO_ON: rounds.go_on,
    Deed.TALK: rounds.talk,
    Deed.RATE_AGAIN: rounds.rate_again,
    Deed.SHOW_RATING: rounds.press_reveal,
    Deed.REOPEN: rounds.reopen,
    Deed.NEXT: rounds.go_next,
    Deed.END: session.end,
    Deed.TAKE_OVER: session.take_over,
    Deed.RETRY: session.retry,
    Deed.DROP_REMARK: answering.drop_remark,
}
#: The dialogs of a workshop. Setting up has its own: there is no workshop yet.
FORMS: dict[Form, FormKind] = {**answering.FORMS, **concluding.FORMS, **session.FORMS}
_TAKERS: dict[type, Callable[..., None]] = {
    Did: _did,
    Submitted: _submitted,
    RemarkSaved: answering.save_remark,
    Revealed: rounds.revealed,
    TimePassed: rounds.time_passed,
    Refused: session.refused,
    GuestsFound: session.guests_found,
    Deactivated: session.deactivated,
    Forgotten: session.forgotten,
}
