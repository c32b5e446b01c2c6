"""One function from a workshop, a round or a conclusion to the message that shows it."""

from __future__ import annotations

from collections.abc import Iterator

from flows.language.text import unstopped
from flows.messages import Button, Mention, Say, Slot, Words
from flows.workshop.inputs import Deed, Form
from flows.workshop.outcome import Sheet
from flows.workshop.ratings import Spread, drawn, listed
from flows.workshop.turn import Turn
from flows.workshop.values import Conclusion, Guests, Pace, Round, RoundState, WorkshopState

#: So many people are named one by one.
MOST_NAMED = 20
#: So many who disagree are shown under a conclusion; all of them stand in the summary.
DISSENTS_SHOWN = 3
#: Rounds whose ratings everybody has seen.
SEEN = (RoundState.REVEALED, RoundState.DISCUSSING, RoundState.CONCLUDED, RoundState.RERATING)


# The workshop


def card(turn: Turn) -> Sheet:
    """The workshop in its channel: what will happen, who sees what, how to join."""
    state = turn.workshop.state
    if state is WorkshopState.GATHERING:
        return _gathering(turn)
    if state is WorkshopState.RUNNING:
        return _running(turn)
    title = _title(turn)
    if state is WorkshopState.CANCELLED:
        return Sheet((title, Say(turn.lines.card.cancelled)))
    return Sheet((title, Say(turn.lines.card.ended), *_statuses(turn)))


def _gathering(turn: Turn) -> Sheet:
    lines, labels, shop = turn.lines.card, turn.lines.buttons, turn.workshop
    said = (
        _title(turn),
        _begun_by(turn),
        Say(lines.plan),
        *(turn.flow.say(lines.point, each.point) for each in turn.scene.rounds),
        _timing(turn),
        Say(lines.anonymous if shop.anonymous else lines.names),
        *_guests(turn),
        _people(turn),
    )
    buttons = (turn.deed(labels.join, Deed.JOIN), turn.deed(labels.begin, Deed.BEGIN))
    cancel = turn.deed(labels.cancel, Deed.CANCEL)
    return Sheet(said, (Say(lines.how_to_join),), buttons, _menu(turn, cancel))


def _running(turn: Turn) -> Sheet:
    lines, labels, shop = turn.lines.card, turn.lines.buttons, turn.workshop
    said = (
        _title(turn),
        Say(lines.led_by, {"facilitator": Mention(shop.facilitator)}),
        *_statuses(turn),
        *([_timing(turn)] if shop.pace is Pace.DAYS else []),
        *_guests(turn),
        _people(turn),
    )
    small = (Say(lines.anonymous_short if shop.anonymous else lines.names_short),)
    menu = _menu(turn, turn.deed(labels.end, Deed.END))
    return Sheet(said, small, (turn.deed(labels.join, Deed.JOIN),), menu)


def _begun_by(turn: Turn) -> Say:
    """Who called it and who leads it; one who does both is named once."""
    lines, shop = turn.lines.card, turn.workshop
    if shop.chef == shop.facilitator:
        return Say(lines.begun_and_led, {"chef": Mention(shop.chef)})
    return Say(
        lines.begun_by, {"chef": Mention(shop.chef), "facilitator": Mention(shop.facilitator)}
    )


def _title(turn: Turn) -> Say:
    return Say(turn.lines.card.title, {"title": Words(turn.workshop.title)})


def _menu(turn: Turn, last: Button) -> tuple[Button, ...]:
    labels = turn.lines.buttons
    return (
        turn.opener(labels.hand_over, Form.HAND_OVER),
        turn.deed(labels.take_over, Deed.TAKE_OVER),
        turn.deed(labels.leave, Deed.LEAVE),
        last,
    )


def _timing(turn: Turn) -> Say:
    shop, lines = turn.workshop, turn.lines.card
    if shop.deadline is None:
        return Say(lines.live)
    return Say(lines.days, {"deadline": turn.deadline})


def _guests(turn: Turn) -> list[Say]:
    lines = turn.lines.card
    found = {Guests.SOME: lines.guests, Guests.UNSEEN: lines.guests_unseen}
    line = found.get(turn.workshop.guests)
    return [Say(line)] if line else []


def _statuses(turn: Turn) -> Iterator[Say]:
    """Where each focus point stands."""
    lines = turn.lines.card.status
    for each in turn.scene.rounds:
        found = turn.scene.conclusion_on(each.point)
        concluded = found is not None and each.state is RoundState.CONCLUDED
        over = turn.workshop.state is WorkshopState.ENDED and each.state is not RoundState.OPEN
        line = lines.left if over and not concluded else getattr(lines, each.state.value)
        clarity = {"clarity": turn.flow.clarity(found.clarity)} if found and concluded else {}
        yield turn.flow.say(line, each.point, **clarity)


def _people(turn: Turn) -> Say:
    """Who takes part, by name as long as they are few."""
    lines, there = turn.lines.card, turn.scene.present
    if not there:
        return Say(lines.nobody)
    named = there[:MOST_NAMED]
    slots: dict[str, Slot] = {f"p{n}": Mention(each.user) for n, each in enumerate(named)}
    names = listed([f"{{{slot}}}" for slot in slots], turn.lines.spread.and_)
    more = len(there) - len(named)
    # The names go in before the slots are filled: they are slots themselves.
    line = (lines.people_and_more if more else lines.people).replace("{people}", names)
    return Say(line, {**slots, "more": str(more)} if more else slots)


# A round


def round_card(turn: Turn, point: str) -> Sheet:
    """A round in the channel; its thread hangs under it."""
    lines, rounds = turn.lines.round, turn.scene.rounds
    found = next(each for each in rounds if each.point == point)
    place = {"number": str(found.place + 1), "many": str(len(rounds))}
    said = [
        turn.flow.say(lines.place, point, **place),
        Say(lines.question, {"ask": turn.flow.ask(point)}),
    ]
    if point in turn.flow.points:
        said.append(Say(turn.flow.points[point].why))
    if found.state is RoundState.COLLECTING and turn.workshop.is_running:
        return Sheet((*said, _counted(turn, point)), _small(turn), _answering(turn, point))
    return Sheet((*said, _stands(turn, found)))


def _counted(turn: Turn, point: str) -> Say:
    """How many have answered, and how many have passed; never what."""
    lines, found, number = turn.lines.round, turn.scene.count(point), turn.flow.number
    slots: dict[str, Slot] = {
        "answered": number(len(found.answered)).capitalize(),
        "many": number(len(turn.scene.present)),
    }
    if not found.passed:
        return Say(lines.counted, slots)
    return Say(lines.counted_passed, {**slots, "passed": number(len(found.passed)).capitalize()})


def _small(turn: Turn) -> tuple[Say, ...]:
    shop, lines = turn.workshop, turn.lines.round
    who = Say(lines.anonymous if shop.anonymous else lines.names)
    if shop.pace is not Pace.DAYS or shop.deadline is None or shop.deadline <= turn.now:
        return (who,)
    return who, Say(lines.until, {"deadline": turn.deadline})


def _answering(turn: Turn, point: str) -> tuple[Button, ...]:
    labels = turn.lines.buttons
    return (
        turn.opener(labels.answer, Form.ANSWER, point),
        turn.opener(labels.pass_, Form.PASSING, point),
        turn.deed(labels.reveal, Deed.REVEAL, point),
    )


def _stands(turn: Turn, found: Round) -> Say:
    lines, concluded = turn.lines.round, turn.scene.conclusion_on(found.point)
    if concluded is not None and found.state is RoundState.CONCLUDED:
        slots = {"clarity": turn.flow.clarity(concluded.clarity)}
        return Say(lines.concluded, slots, quote=Words(concluded.text))
    if found.state is RoundState.COLLECTING:
        return Say(lines.never_shown)
    return Say(lines.withheld if found.withheld else lines.in_thread)


def redraw_round(turn: Turn, point: str) -> None:
    """The round as it is now, and the workshop's card, which says where the round stands."""
    turn.redraw(turn.message_name(point), round_card(turn, point))
    turn.redraw(turn.message_name(), card(turn))


# A conclusion


def conclusion_card(turn: Turn, found: Conclusion) -> Sheet:
    """What was concluded, in the round's thread, with who disagrees and what comes next."""
    point, lines, labels = found.point, turn.lines.conclusion, turn.lines.buttons
    dissents = _dissents(turn, point)
    hidden = len(dissents) - DISSENTS_SHOWN
    said = [
        turn.flow.say(lines.title, point, quote=Words(found.text)),
        Say(lines.clarity, {"clarity": turn.flow.clarity(found.clarity)}),
        *_steps(turn, found),
        *dissents[:DISSENTS_SHOWN],
    ]
    if hidden > 0:
        said.append(Say(lines.more_dissents, {"many": turn.flow.number(hidden).capitalize()}))
    if not turn.may(point, "talk_again"):
        return Sheet(tuple(said))
    more = turn.scene.rounds_in(RoundState.OPEN)
    buttons = (
        turn.deed(labels.next, Deed.NEXT) if more else turn.deed(labels.end, Deed.END),
        turn.opener(labels.dissent, Form.DISSENT, point),
        turn.opener(labels.step, Form.STEP, point),
        turn.deed(labels.reopen, Deed.REOPEN, point),
    )
    return Sheet(tuple(said), buttons=buttons)


def _steps(turn: Turn, found: Conclusion) -> Iterator[Say]:
    """The next steps with their owners."""
    lines = turn.lines.conclusion
    for step in found.steps:
        slots: dict[str, Slot] = {"what": Words(unstopped(step.what))}
        if step.owner:
            slots["owner"] = Mention(step.owner)
        if step.due:
            slots["due"] = turn.day(step.due)
        which = "_".join(("step", *(name for name in ("owner", "due") if name in slots)))
        yield Say(getattr(lines, which), slots)


def _dissents(turn: Turn, point: str) -> list[Say]:
    """Who disagrees, and why."""
    lines, said = turn.lines.conclusion, []
    for each in turn.scene.dissents:
        if each.point == point:
            who: dict[str, Slot] = {"who": Mention(each.author)} if each.author else {}
            line = lines.dissent_named if who else lines.dissent
            said.append(Say(line, who, quote=Words(each.text)))
    return said


# The summary


def summary(turn: Turn) -> tuple[Say, ...]:
    """What it ends in: conclusions, how the ratings lay, what is open, who does what."""
    lines = turn.lines.summary
    said = [Say(lines.title, {"title": Words(turn.workshop.title)})]
    for each in turn.scene.rounds:
        said += _summed_up(turn, each)
    left = [each for each in turn.scene.rounds if each.state is not RoundState.CONCLUDED]
    if left:
        names = [turn.flow.title(each.point) for each in left]
        said.append(Say(lines.open, {"points": listed(names, turn.lines.spread.and_)}))
    steps = any(each.steps for each in turn.scene.conclusions)
    return (*said, Say(lines.onward_steps if steps else lines.onward))


def _summed_up(turn: Turn, each: Round) -> Iterator[Say]:
    lines, point, flow = turn.lines.summary, each.point, turn.flow
    found = turn.scene.conclusion_on(point) if each.state is RoundState.CONCLUDED else None
    if found is None:
        yield flow.say(lines.not_concluded, point)
    else:
        clarity = flow.clarity(found.clarity)
        yield flow.say(lines.concluded, point, clarity=clarity, quote=Words(found.text))
    if each.state in SEEN:
        first = Spread.of(answer.rating for answer in turn.scene.revealed.get(point, ()))
        if first.total:
            yield drawn(flow, first)
        second = Spread.of(answer.rating for answer in turn.scene.second_ratings.get(point, ()))
        if second.total and each.state is not RoundState.RERATING:
            yield Say(lines.again, drawn(flow, second).slots)
    if found is not None:
        yield from _steps(turn, found)
        yield from _dissents(turn, point)
