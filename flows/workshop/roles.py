"""Who takes part and who leads: join, leave, begin, hand over, take over, end."""

from __future__ import annotations

from flows.messages import Mention, Say, Words
from flows.workshop import rules
from flows.workshop.cards import card, round_card
from flows.workshop.inputs import Deed, Did, Gone, Sent
from flows.workshop.messages import Notice, Sheet
from flows.workshop.outcome import Discard
from flows.workshop.revealing import show_if_all_have
from flows.workshop.summary import summary
from flows.workshop.table import Table
from flows.workshop.talking import begin_round
from flows.workshop.values import FIRST, SECOND, Guests, Pace, RoundState, WorkshopState

#: The field of the dialog that hands the role over.
USER = "user"
#: A workshop is more than one.
FEWEST = 2
BUSY = (RoundState.COLLECTING, RoundState.RERATING)
OPEN_STATES = (WorkshopState.GATHERING, WorkshopState.RUNNING)


def join(table: Table, _: Did) -> None:
    """Take part, from the start or late."""
    refused = table.lines.refused
    if table.workshop.state not in OPEN_STATES:
        table.whisper(refused.over)
    elif rules.takes_part(table.view, table.actor):
        table.whisper(refused.joined_already)
    elif len(rules.present(table.view)) >= rules.MOST_PARTICIPANTS:
        table.whisper(refused.full)
    else:
        table.set_participant(table.actor, left=False)
        table.whisper(table.lines.roles.joined)
        redraw_counts(table)


def leave(table: Table, _: Did) -> None:
    """Take part no longer."""
    refused = table.lines.refused
    if not rules.takes_part(table.view, table.actor):
        table.whisper(refused.not_joined)
    elif rules.may_lead(table.view) and table.workshop.state in OPEN_STATES:
        table.whisper(refused.hand_over_first)
    else:
        table.whisper(table.lines.roles.left)
        _without(table, table.actor)


def gone(table: Table, gone: Gone) -> None:
    """Somebody was deactivated: nobody waits for them any more."""
    if rules.takes_part(table.view, gone.user) and table.workshop.state in OPEN_STATES:
        _without(table, gone.user)


def _without(table: Table, user: str) -> None:
    """One less; perhaps all the others have answered."""
    table.set_participant(user, left=True)
    redraw_counts(table)
    for each in list(table.in_state(RoundState.COLLECTING)):
        show_if_all_have(table, each.point)


def redraw_counts(table: Table) -> None:
    """Everything that says how many take part."""
    table.redraw(table.shows(), card(table))
    for each in table.in_state(RoundState.COLLECTING):
        table.redraw(table.shows(each.point), round_card(table, each.point))


def begin(table: Table, _: Did) -> None:
    """Begin: the first focus point, or over days all of them."""
    there, refused = rules.present(table.view), table.lines.refused
    if table.workshop.state is not WorkshopState.GATHERING:
        table.whisper(refused.begun_already)
    elif table.workshop.guests is Guests.UNKNOWN:
        table.whisper(refused.looking)
    elif len(there) < FEWEST:
        table.whisper(refused.alone)
    elif table.workshop.anonymous and len(there) < rules.SMALLEST_ANONYMOUS:
        table.whisper(refused.too_few_to_be_anonymous)
    elif table.workshop.deadline is not None and table.workshop.deadline <= table.now:
        table.whisper(refused.deadline_past)
    elif table.move_workshop("begin"):
        for point in list(table.rounds)[: None if table.workshop.pace is Pace.DAYS else 1]:
            begin_round(table, point)
        table.redraw(table.shows(), card(table))


def cancel(table: Table, _: Did) -> None:
    """Call it off before it has begun."""
    if table.move_workshop("cancel"):
        table.redraw(table.shows(), card(table))
        table.whisper(table.lines.roles.cancelled)
    else:
        table.whisper(table.lines.refused.begun_already)


def end(table: Table, did: Did) -> None:
    """End it, with a summary in the channel and for the chef."""
    busy = list(table.in_state(*BUSY))
    if not table.running:
        table.whisper(table.lines.refused.over)
    elif busy and did.arg != "yes":
        yes = table.deed(table.lines.buttons.end_anyway, Deed.END, arg="yes")
        slots = {"point": table.flow.title(busy[0].point)}
        table.whisper(Say(table.lines.refused.unseen_answers, slots), yes)
    else:
        _end(table, [each.point for each in busy])


def _end(table: Table, unseen: list[str]) -> None:
    for point in unseen:
        again = table.rounds[point].state is RoundState.RERATING
        table.sealings.append(Discard(point, SECOND if again else FIRST))
    table.move_workshop("end")
    for point in unseen:
        table.redraw(table.shows(point), round_card(table, point))
    table.redraw(table.shows(), card(table))
    said = summary(table)
    table.post(Sheet(said), table.shows("summary"))
    if table.workshop.journey is None:  # deleted, perhaps with all that was kept of the chef
        return
    title = {"title": Words(table.workshop.title)}
    table.tell(table.workshop.chef, Say(table.lines.summary.for_chef, title), *said[1:])


def handed_over(table: Table, sent: Sent) -> None:
    """The facilitator gives the role to another participant."""
    user = "".join(sent.filled.get(USER, ())[:1])
    lines = table.lines
    if table.workshop.state not in OPEN_STATES:
        table.notice = Notice(lines.answer.not_taken, (Say(lines.refused.over),))
    elif not rules.may_lead(table.view):
        table.notice = Notice(lines.answer.not_taken, (Say(lines.refused.not_facilitator),))
    elif not rules.takes_part(table.view, user):
        table.errors[USER] = lines.refused.not_a_participant
    else:
        _lead(table, user, lines.roles.handed_over)
        table.notice = Notice(lines.answer.done, (Say(lines.roles.given),))


def take_over(table: Table, did: Did) -> None:
    """A participant leads on when the facilitator is gone."""
    refused = table.lines.refused
    if table.workshop.state not in OPEN_STATES:
        table.whisper(refused.over)
    elif rules.may_lead(table.view):
        table.whisper(refused.facilitator_already)
    elif not rules.may_take_over(table.view, did.gone, table.now):
        slots = {"facilitator": Mention(table.workshop.facilitator)}
        table.whisper(Say(refused.facilitator_is_there, slots))
    else:
        _lead(table, table.actor, table.lines.roles.taken_over)


def _lead(table: Table, user: str, line: str) -> None:
    table.change(facilitator=user)
    table.led()
    where = table.workshop.current
    thread = table.shows(where) if where and table.running else None
    table.post(Sheet((Say(line, {"facilitator": Mention(user)}),)), None, thread)
    table.redraw(table.shows(), card(table))
