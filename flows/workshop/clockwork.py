"""What happens by itself: deadlines, timers, messages that are gone, channels that are lost."""

from __future__ import annotations

from datetime import datetime

from flows.messages import Say, Words
from flows.workshop import rules
from flows.workshop.cards import card, conclusion_card, round_card
from flows.workshop.inputs import Deed, Due, Looked, Lost, Unveil
from flows.workshop.outcome import WorkshopOutcome
from flows.workshop.revealing import reveal, unveiled, withhold
from flows.workshop.roles import OPEN_STATES
from flows.workshop.table import Table
from flows.workshop.talking import time_is_up
from flows.workshop.values import FIRST, Guests, Round, RoundState, Workshop, WorkshopState

#: What Slack says of a message that is gone, or can no longer be changed.
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
#: What it says of a channel that cannot be written in.
SHUT = frozenset(
    {
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "method_not_supported_for_channel_type",
        "no_permission",
        "not_in_channel",
        "restricted_action",
    }
)
#: What is known of guests, from nothing to the worst.
_ORDER = (Guests.UNKNOWN, Guests.NONE, Guests.UNSEEN, Guests.SOME)
#: What the looking up of people is called.
LOOK = "look"


def due(table: Table, _: Due) -> None:
    """Timers that have run out, and the deadline."""
    if not table.running:
        return
    for round in list(table.rounds.values()):
        if round.talk_until is not None and round.talk_until <= table.now:
            time_is_up(table, round.point)
    deadline = table.workshop.deadline
    if deadline is not None and deadline <= table.now:
        for round in list(table.in_state(RoundState.COLLECTING)):
            if rules.is_enough(table.view, round.point):
                reveal(table, round.point)
            else:
                withhold(table, round.point)
        table.change(deadline=None)
        table.redraw(table.shows(), card(table))


def next_due(workshop: Workshop, rounds: tuple[Round, ...]) -> datetime | None:
    """When the clock must look again."""
    if workshop.state is not WorkshopState.RUNNING:
        return None
    found = [each.talk_until for each in rounds if each.talk_until is not None]
    return min([*found, *([workshop.deadline] if workshop.deadline else [])], default=None)


def due_of(table_rounds: tuple[Round, ...], outcome: WorkshopOutcome) -> datetime | None:
    """The same, of a turn's outcome."""
    changed = {each.point: each for each in outcome.rounds}
    return next_due(outcome.workshop, tuple(changed.get(each.point, each) for each in table_rounds))


def lost(table: Table, lost: Lost) -> None:
    """Slack refused a message: post it again, or tell the facilitator that the channel is gone."""
    if lost.target == LOOK:
        if table.workshop.guests is Guests.UNKNOWN:
            looked(table, Looked(Guests.UNSEEN))
    elif lost.error in GONE:
        _post_again(table, lost.target.removeprefix(f"{table.shows()}").removeprefix(":"))
    elif lost.error in SHUT and table.workshop.lost is None and table.workshop.state in OPEN_STATES:
        table.change(lost=lost.error)
        lines = table.lines.lost
        line = lines.archived if lost.error in ("is_archived", "is_inactive") else lines.shut_out
        retry = table.deed(table.lines.buttons.retry, Deed.RETRY)
        slots = {"title": Words(table.workshop.title)}
        table.tell(table.workshop.facilitator, Say(line, slots), buttons=(retry,))


def _post_again(table: Table, key: str) -> None:
    point, _, part = key.partition(":")
    if not key:
        table.post(card(table), table.shows())
    elif point in table.rounds and not part:
        table.post(round_card(table, point), table.shows(point))
    elif point in table.conclusions and part == "end":
        table.post(conclusion_card(table, point), table.shows(point, "end"), table.shows(point))


def retry(table: Table) -> None:
    """The channel can be written in again, perhaps: everything that is needed is posted anew."""
    if table.workshop.lost is None:  # pressed a second time
        table.whisper(table.lines.lost.tried_again)
        return
    table.change(lost=None)
    table.post(card(table), table.shows())
    for round in table.rounds.values():
        if round.state is RoundState.OPEN:
            continue
        table.post(round_card(table, round.point), table.shows(round.point))
        if round.state in (RoundState.REVEALED, RoundState.DISCUSSING):
            unveiled(table, Unveil(round.point, FIRST))
        elif round.state is RoundState.CONCLUDED:
            _post_again(table, f"{round.point}:end")
    table.whisper(table.lines.lost.tried_again)


def looked(table: Table, looked: Looked) -> None:
    """What is known of guests; a guest that is found stays found."""
    for user in looked.users:
        if user in table.participants:
            table.set_participant(user, guest=True)
    before = table.workshop.guests
    if _ORDER.index(looked.guests) > _ORDER.index(before):
        table.change(guests=looked.guests)
        if table.workshop.state in OPEN_STATES:
            table.redraw(table.shows(), card(table))
