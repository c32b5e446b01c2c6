"""From what happens to a workshop to what is done about it. One table a kind of input."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flows.messages import Note
from flows.workshop import answering, concluding, rounds, session
from flows.workshop.inputs import (
    Deactivated,
    Deed,
    Did,
    Form,
    GuestsFound,
    Refused,
    RemarkSaved,
    Revealed,
    Submitted,
    TimePassed,
    WorkshopInput,
)
from flows.workshop.outcome import Dialog, WorkshopOutcome
from flows.workshop.turn import Turn, WorkshopFlow, said
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
    is_there = turn.workshop.is_running and scene.round_on(point) is not None
    if form is not Form.HAND_OVER and not is_there:
        return Note(said([turn.lines.refused.over]))
    if form is Form.CONCLUDE:
        return concluding.open_conclusion(turn, point, start)
    return _OPENERS[form](turn, point)


def _did(turn: Turn, did: Did) -> None:
    leads = did.deed in _OF_THE_FACILITATOR or did.deed in _OF_A_ROUND
    if leads and not turn.scene.may_lead:
        turn.whispered = turn.facilitator_only()
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
#: A form's dialog, and what is done when it is sent. Setting up, there is no workshop yet.
_OPENERS: dict[Form, Callable[[Turn, str], Dialog | Note]] = {
    Form.ANSWER: answering.open_answer,
    Form.PASSING: answering.open_pass,
    Form.RATE: answering.open_rating,
    Form.CONCLUDE: concluding.open_conclusion,
    Form.STEP: concluding.open_step,
    Form.DISSENT: concluding.open_dissent,
    Form.HAND_OVER: session.open_hand_over,
}
_FORMS: dict[Form, Callable[[Turn, Submitted], None]] = {
    Form.ANSWER: answering.take_answer,
    Form.PASSING: answering.take_pass,
    Form.RATE: answering.take_rating,
    Form.CONCLUDE: concluding.take_conclusion,
    Form.STEP: concluding.take_step,
    Form.DISSENT: concluding.take_dissent,
    Form.HAND_OVER: session.hand_over,
}
_TAKERS: dict[type, Callable[..., None]] = {
    Did: _did,
    Submitted: lambda turn, sent: _FORMS[sent.form](turn, sent),
    RemarkSaved: answering.save_remark,
    Revealed: rounds.revealed,
    TimePassed: rounds.time_passed,
    Refused: session.refused,
    GuestsFound: session.guests_found,
    Deactivated: session.deactivated,
}
