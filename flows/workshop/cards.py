"""One function from a workshop, or a round, to the message that shows it."""

from __future__ import annotations

from collections.abc import Callable

from flows.messages import Button, Mention, Say, Words
from flows.workshop import rules
from flows.workshop.inputs import Deed, Form
from flows.workshop.messages import Sheet
from flows.workshop.table import Table
from flows.workshop.values import Conclusion, Guests, Pace, Round, RoundState, WorkshopState
from flows.workshop.wording import clock, moment, number, people

#: So many who disagree are shown under a conclusion; all of them stand in the summary.
DISSENTS_SHOWN = 3


def card(table: Table) -> Sheet:
    """The workshop in its channel: what will happen, who sees what, how to join."""
    return _CARDS[table.workshop.state](table)


def _gathering(table: Table) -> Sheet:
    lines, shop = table.lines.card, table.workshop
    said = [
        Say(lines.title, {"title": Words(shop.title)}),
        Say(lines.begun_by, {"chef": Mention(shop.chef), "facilitator": Mention(shop.facilitator)}),
        *_plan(table),
        _timing(table),
        Say(lines.anonymous if shop.anonymous else lines.names),
        *_warning(table),
        people(table.flow, rules.present(table.view)),
    ]
    buttons = (
        table.deed(table.lines.buttons.join, Deed.JOIN),
        table.deed(table.lines.buttons.begin, Deed.BEGIN),
    )
    return Sheet(tuple(said), (Say(lines.how_to_join),), buttons, _menu(table, Deed.CANCEL))


def _running(table: Table) -> Sheet:
    lines, shop = table.lines.card, table.workshop
    said = [
        Say(lines.title, {"title": Words(shop.title)}),
        Say(lines.led_by, {"facilitator": Mention(shop.facilitator)}),
        *(_status(table, each) for each in table.rounds.values()),
        *([_timing(table)] if shop.pace is Pace.DAYS else []),
        *_warning(table),
        people(table.flow, rules.present(table.view)),
    ]
    buttons = (table.deed(table.lines.buttons.join, Deed.JOIN),)
    small = (Say(lines.anonymous_short if shop.anonymous else lines.names_short),)
    return Sheet(tuple(said), small, buttons, _menu(table, Deed.END))


def _over(table: Table) -> Sheet:
    lines, shop = table.lines.card, table.workshop
    line = lines.ended if shop.state is WorkshopState.ENDED else lines.cancelled
    said = [Say(lines.title, {"title": Words(shop.title)}), Say(line)]
    if shop.state is WorkshopState.ENDED:
        said += [_status(table, each) for each in table.rounds.values()]
    return Sheet(tuple(said))


_CARDS: dict[WorkshopState, Callable[[Table], Sheet]] = {
    WorkshopState.GATHERING: _gathering,
    WorkshopState.RUNNING: _running,
    WorkshopState.ENDED: _over,
    WorkshopState.CANCELLED: _over,
}


def _menu(table: Table, last: Deed) -> tuple[Button, ...]:
    labels = table.lines.buttons
    end = labels.cancel if last is Deed.CANCEL else labels.end
    return (
        table.form(labels.hand_over, Form.HAND_OVER),
        table.deed(labels.take_over, Deed.TAKE_OVER),
        table.deed(labels.leave, Deed.LEAVE),
        table.deed(end, last),
    )


def _plan(table: Table) -> list[Say]:
    lines = table.lines.card
    found = [Say(lines.plan)]
    return found + [Say(lines.point, {"point": table.flow.title(p)}) for p in table.rounds]


def _timing(table: Table) -> Say:
    shop, lines = table.workshop, table.lines.card
    if shop.deadline is None:
        return Say(lines.live)
    return Say(lines.days, {"deadline": moment(shop.deadline, shop.tz, table.now)})


def _warning(table: Table) -> list[Say]:
    lines = table.lines.card
    found = {Guests.SOME: lines.guests, Guests.UNSEEN: lines.guests_unseen}
    line = found.get(table.workshop.guests)
    return [Say(line)] if line else []


def _status(table: Table, round: Round) -> Say:
    lines = table.lines.card.status
    line = getattr(lines, round.state.value)
    concluded = table.conclusions.get(round.point)
    slots = {"point": table.flow.title(round.point)}
    if round.state is RoundState.CONCLUDED and concluded is not None:
        slots["clarity"] = table.flow.clarity(concluded.clarity).lower()
    return Say(line, slots)


def round_card(table: Table, point: str) -> Sheet:
    """A round in the channel; its thread hangs under it."""
    round, lines = table.rounds[point], table.lines.round
    said = [
        Say(
            lines.place,
            {
                "number": str(round.place + 1),
                "many": str(len(table.rounds)),
                "point": table.flow.title(point),
            },
        ),
        Say(lines.question, {"ask": table.flow.ask(point)}),
    ]
    if point in table.flow.points:
        said.append(Say(table.flow.points[point].why))
    if round.state is RoundState.COLLECTING and table.running:
        return Sheet((*said, counted(table, point)), _small(table), _answering(table, point))
    said.append(_stands(table, round))
    return Sheet(tuple(said))


def counted(table: Table, point: str) -> Say:
    """How many have answered, and how many have passed; never what."""
    lines, found = table.lines.round, rules.count(table.view, point)
    slots = {
        "answered": number(len(found.answered)).capitalize(),
        "many": number(len(rules.present(table.view))),
        "passed": number(len(found.passed)).capitalize(),
    }
    line = lines.counted_passed if found.passed else lines.counted
    return Say(line, {k: v for k, v in slots.items() if f"{{{k}}}" in line})


def _small(table: Table) -> tuple[Say, ...]:
    shop, lines = table.workshop, table.lines.round
    found = [Say(lines.anonymous if shop.anonymous else lines.names)]
    if shop.pace is Pace.DAYS and shop.deadline is not None and shop.deadline > table.now:
        slots = {"deadline": moment(shop.deadline, shop.tz, table.now)}
        found.append(Say(lines.until, slots))
    return tuple(found)


def _answering(table: Table, point: str) -> tuple[Button, ...]:
    labels = table.lines.buttons
    return (
        table.form(labels.answer, Form.ANSWER, point),
        table.form(labels.pass_, Form.PASSING, point),
        table.deed(labels.reveal, Deed.REVEAL, point),
    )


def _stands(table: Table, round: Round) -> Say:
    lines, concluded = table.lines.round, table.conclusions.get(round.point)
    if concluded is not None and round.state is RoundState.CONCLUDED:
        slots = {"clarity": table.flow.clarity(concluded.clarity).lower()}
        return Say(lines.concluded, slots, quote=Words(concluded.text))
    if round.state is RoundState.COLLECTING:
        return Say(lines.never_shown)
    return Say(lines.withheld if round.withheld else lines.in_thread)


def conclusion_card(table: Table, point: str) -> Sheet:
    """What was concluded, in the round's thread, with who disagrees and what comes next."""
    found, lines = table.conclusions[point], table.lines.conclusion
    said = [
        Say(lines.title, {"point": table.flow.title(point)}, quote=Words(found.text)),
        Say(lines.clarity, {"clarity": table.flow.clarity(found.clarity).lower()}),
        *step_lines(table, found),
        *dissents_shown(table, point),
    ]
    if not table.running or table.rounds[point].state is not RoundState.CONCLUDED:
        return Sheet(tuple(said))
    labels = table.lines.buttons
    more = any(table.in_state(RoundState.OPEN))
    onward = table.deed(labels.next, Deed.NEXT) if more else table.deed(labels.end, Deed.END)
    buttons = (
        onward,
        table.form(labels.dissent, Form.DISSENT, point),
        table.form(labels.step, Form.STEP, point),
        table.deed(labels.reopen, Deed.REOPEN, point),
    )
    return Sheet(tuple(said), buttons=buttons)


def step_lines(table: Table, found: Conclusion) -> list[Say]:
    """The next steps with their owners."""
    lines, said = table.lines.conclusion, []
    for step in found.steps:
        slots = {"what": Words(step.what)}
        owner = {"owner": Mention(step.owner)} if step.owner else {}
        due = {"due": f"{step.due.day}.{step.due.month}.{step.due.year}"} if step.due else {}
        key = ("step", "step_owner", "step_due", "step_owner_due")[bool(owner) + 2 * bool(due)]
        said.append(Say(getattr(lines, key), {**slots, **owner, **due}))
    return said


def dissents_shown(table: Table, point: str) -> list[Say]:
    """The first ones, and how many there are more: a card is one message."""
    found = dissent_lines(table, point)
    rest = len(found) - DISSENTS_SHOWN
    if rest <= 0:
        return found
    more = Say(table.lines.conclusion.more_dissents, {"many": number(rest).capitalize()})
    return [*found[:DISSENTS_SHOWN], more]


def dissent_lines(table: Table, point: str) -> list[Say]:
    """Who disagrees, and why."""
    lines, said = table.lines.conclusion, []
    for each in table.dissents:
        if each.point == point and each.author is None:
            said.append(Say(lines.dissent, quote=Words(each.text)))
        elif each.point == point and each.author is not None:
            slots = {"who": Mention(each.author)}
            said.append(Say(lines.dissent_named, slots, quote=Words(each.text)))
    return said


def timer(table: Table, point: str) -> Say:
    """How long one may talk."""
    until = table.rounds[point].talk_until or table.now
    minutes = max(1, round((until - table.now).total_seconds() / 60))
    slots = {"minutes": number(minutes), "until": clock(until, table.workshop.tz)}
    return Say(table.lines.talk.timer, slots)
