"""From an input to what is done about it. One table a kind of input."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flows.messages import Mention, Say
from flows.workshop import (
    clockwork,
    collecting,
    concluding,
    remarks,
    revealing,
    roles,
    rules,
    talking,
)
from flows.workshop.flow import WorkshopFlow
from flows.workshop.inputs import (
    Deed,
    Did,
    Due,
    Form,
    Gone,
    Looked,
    Lost,
    Saved,
    Sent,
    Unveil,
    WorkshopInput,
)
from flows.workshop.outcome import WorkshopOutcome
from flows.workshop.table import Table
from flows.workshop.values import WorkshopScene


def take_workshop_turn(
    flow: WorkshopFlow, scene: WorkshopScene, input: WorkshopInput, now: datetime
) -> WorkshopOutcome:
    """Work out what ``input`` leads to. Pure: ``now`` (aware) comes in as a value. Never raises."""
    table = Table(flow, scene, now)
    _TAKERS[type(input)](table, input)
    return table.outcome()


def _did(table: Table, did: Did) -> None:
    if did.deed in _LEADS and not rules.may_lead(table.view):
        slots = {"facilitator": Mention(table.workshop.facilitator)}
        table.whisper(Say(table.lines.refused.facilitator_only, slots))
        return
    if did.deed in _OF_A_ROUND and (not table.running or did.point not in table.rounds):
        table.whisper(table.lines.refused.over)
        return
    if did.deed in _LEADS:
        table.led()
    _DEEDS[did.deed](table, did)


#: What only the facilitator may do.
_LEADS = frozenset(
    {
        Deed.BEGIN,
        Deed.CANCEL,
        Deed.REVEAL,
        Deed.GO_ON,
        Deed.TALK,
        Deed.RATE_AGAIN,
        Deed.SHOW_RATING,
        Deed.REOPEN,
        Deed.NEXT,
        Deed.END,
        Deed.RETRY,
    }
)
_OF_A_ROUND = frozenset(
    {
        Deed.REVEAL,
        Deed.GO_ON,
        Deed.TALK,
        Deed.RATE_AGAIN,
        Deed.SHOW_RATING,
        Deed.REOPEN,
    }
)
_DEEDS: dict[Deed, Callable[[Table, Did], None]] = {
    Deed.JOIN: roles.join,
    Deed.LEAVE: roles.leave,
    Deed.BEGIN: roles.begin,
    Deed.CANCEL: roles.cancel,
    Deed.REVEAL: revealing.pressed_reveal,
    Deed.GO_ON: revealing.go_on,
    Deed.TALK: talking.talk,
    Deed.RATE_AGAIN: talking.rate_again,
    Deed.SHOW_RATING: revealing.pressed_show_rating,
    Deed.REOPEN: talking.reopen,
    Deed.NEXT: talking.go_next,
    Deed.END: roles.end,
    Deed.TAKE_OVER: roles.take_over,
    Deed.RETRY: lambda table, _: clockwork.retry(table),
    Deed.DROP_REMARK: remarks.drop,
}
_FORMS: dict[Form, Callable[[Table, Sent], None]] = {
    Form.ANSWER: collecting.answered,
    Form.PASSING: collecting.passed,
    Form.RATE: collecting.rated,
    Form.CONCLUDE: concluding.concluded,
    Form.STEP: concluding.add_step,
    Form.DISSENT: concluding.dissented,
    Form.HAND_OVER: roles.handed_over,
}
_TAKERS: dict[type, Callable[..., None]] = {
    Did: _did,
    Sent: lambda table, sent: _FORMS[sent.form](table, sent),
    Unveil: revealing.unveiled,
    Saved: remarks.saved,
    Due: clockwork.due,
    Lost: clockwork.lost,
    Looked: clockwork.looked,
    Gone: roles.gone,
}
