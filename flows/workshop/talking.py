"""While one talks: the timer, the second rating, opening again, going on."""

from __future__ import annotations

from datetime import timedelta

from flows.messages import Button, Say
from flows.workshop.cards import card, round_card, timer
from flows.workshop.inputs import Deed, Did, Form
from flows.workshop.messages import Sheet
from flows.workshop.outcome import Discard, Hide
from flows.workshop.revealing import MINUTES, onward
from flows.workshop.table import Table
from flows.workshop.values import FIRST, SECOND, RoundState


def talk(table: Table, did: Did) -> None:
    """Set the timer."""
    minutes = int(did.arg) if did.arg.isdigit() and int(did.arg) in MINUTES else MINUTES[0]
    if not _has(table, did.point) or not table.move(did.point, "discuss"):
        table.whisper(table.lines.refused.not_now)
        return
    table.set_round(did.point, talk_until=table.now + timedelta(minutes=minutes))
    table.post(Sheet((timer(table, did.point),)), None, table.shows(did.point))


def time_is_up(table: Table, point: str) -> None:
    """The timer has run out."""
    table.set_round(point, talk_until=None)
    if table.rounds[point].state is RoundState.DISCUSSING:
        sheet = Sheet((Say(table.lines.talk.time_is_up),), buttons=onward(table, point))
        table.post(sheet, None, table.shows(point))


def rate_again(table: Table, did: Did) -> None:
    """Ask for the one second rating."""
    if not _has(table, did.point) or not table.move(did.point, "rate_again"):
        done = _has(table, did.point) and table.rounds[did.point].rerated
        refused = table.lines.refused
        table.whisper(refused.rated_already if done else refused.not_now)
        return
    table.set_round(did.point, rerated=True, talk_until=None)
    labels = table.lines.buttons
    buttons = (
        table.form(labels.rate, Form.RATE, did.point),
        table.deed(labels.show_rating, Deed.SHOW_RATING, did.point),
    )
    sheet = Sheet((Say(table.lines.talk.rate_again),), buttons=buttons)
    table.post(sheet, None, table.shows(did.point))


def reopen(table: Table, did: Did) -> None:
    """A conclusion is talked about again; a talk is opened for answers again."""
    was = table.rounds[did.point].state if _has(table, did.point) else None
    if was is None or not table.move(did.point, "reopen"):
        table.whisper(table.lines.refused.not_now)
        return
    if was is not RoundState.CONCLUDED:
        _ask_again(table, did.point)
    else:
        lines = (Say(table.lines.talk.reopened),)
        sheet = Sheet(lines, buttons=(*onward(table, did.point), _answers_again(table, did.point)))
        table.post(sheet, None, table.shows(did.point))
    table.redraw(table.shows(did.point), round_card(table, did.point))
    table.redraw(table.shows(), card(table))


def _ask_again(table: Table, point: str) -> None:
    """Named answers can be changed; without names everybody answers anew, or one could compare."""
    table.set_round(point, withheld=False, talk_until=None)
    anonymous = table.workshop.anonymous
    table.sealings += [
        Discard(point, FIRST) if anonymous else Hide(point, FIRST),
        Discard(point, SECOND),
    ]
    table.set_round(point, rerated=False)
    lines = table.lines.talk
    line = lines.asked_again_anonymous if anonymous else lines.asked_again
    table.post(Sheet((Say(line),)), None, table.shows(point))


def _answers_again(table: Table, point: str) -> Button:
    return table.deed(table.lines.buttons.collect_again, Deed.REOPEN, point)


def begin_round(table: Table, point: str) -> None:
    """Put the round in the channel."""
    if table.move(point, "begin"):
        table.change(current=point)
        table.post(round_card(table, point), table.shows(point))


def go_next(table: Table, did: Did) -> None:
    """The next focus point."""
    waiting = next(table.in_state(RoundState.OPEN), None)
    busy = next(table.in_state(RoundState.COLLECTING, RoundState.RERATING), None)
    if busy is not None:
        slots = {"point": table.flow.title(busy.point)}
        table.whisper(Say(table.lines.refused.still_collecting, slots))
    elif waiting is None:
        end = table.deed(table.lines.buttons.end, Deed.END)
        table.whisper(table.lines.refused.no_more, end)
    else:
        begin_round(table, waiting.point)
        table.redraw(table.shows(), card(table))


def _has(table: Table, point: str) -> bool:
    return table.running and point in table.rounds
