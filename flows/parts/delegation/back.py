"""It comes back: looked at, said something to, taken back; or its journey or a person goes."""

from __future__ import annotations

from collections.abc import Callable

from flows.content.base import fill
from flows.inputs import Action, Pressed, Typed, Verb
from flows.journey.delegation import Delegation, DelegationState, assignment
from flows.journey.desk import Desk
from flows.journey.records import one
from flows.journey.values import Asking, Delegated, Journey, Owned
from flows.messages import Button, Mention, Note, Overview, Say, Slot, Words
from flows.parts.clarity import counts
from flows.parts.delegation.other import given_back, refuse
from flows.parts.delegation.said import (
    ACCEPT,
    ANSWER,
    COMMENT,
    LOOK,
    SEE,
    TAKE_BACK,
    TAKE_OVER,
    DelegationLines,
    cancel_button,
    point_of,
    received,
    reply,
    title_of,
)
from flows.parts.memo.overview import overview

SAYING = "delegation.saying"
Taker = Callable[[Desk, Delegation], None]


def _of(take: Taker, *states: DelegationState) -> Callable[[Desk, Pressed], None]:
    """Only for what is in one of the states; of anything else it is said how it stands."""

    def handle(desk: Desk, press: Pressed) -> None:
        id = press.choice or press.action.arg
        record = one(desk.answers, Delegation, id)
        if record is not None and record.state in states:
            take(desk, record)
        elif record is not None and record.state is DelegationState.ANSWERED:
            _see(desk, record)
        else:
            reply(desk, desk.lines(DelegationLines).back.over)

    return handle


def _slots(desk: Desk, record: Delegation) -> dict[str, Slot]:
    return {"point": title_of(desk, record.point), "who": Mention(record.to)}


def _theirs(desk: Desk, record: Delegation) -> Owned | None:
    """The other's journey, while it is there."""
    found = (each for each in desk.scene.delegations if each.journey.id == record.id)
    return next(found, None)


def _see(desk: Desk, record: Delegation) -> None:
    """What came back, once more; or, while it is out, the way to take it back."""
    lines, journey = desk.lines(DelegationLines), desk.current
    if record.state is DelegationState.SENT:
        label = fill(lines.buttons.take_back, point=title_of(desk, record.point))
        back = Button(label, Action(Verb.DO, journey.id, TAKE_BACK, arg=record.id))
        desk.note(Say(lines.back.away, _slots(desk, record)), buttons=(back,))
        return
    whose = Delegated(journey.id, desk.person.id, record.point)
    for page in received(desk, whose, record.id, record.to, journey.title, desk.answers):
        desk.say(page)


def _end(desk: Desk, record: Delegation, state: DelegationState, line: str) -> None:
    """It is over: the other's journey goes, and they are told."""
    theirs = _theirs(desk, record)
    if theirs is not None:
        me = desk.person.id
        for page in given_back(desk, line, me, record.point, theirs.answers):
            desk.tell(theirs.owner, page)
        desk.delete(theirs.journey)
    desk.put(record.model_copy(update={"state": state, "since": desk.now}))


def _take_back(desk: Desk, record: Delegation) -> None:
    line = desk.lines(DelegationLines).asked.taken_back
    _end(desk, record, DelegationState.TAKEN_BACK, line)
    slots: dict[str, Slot] = {"point": title_of(desk, record.point)}
    _go_on(desk, Say(desk.lines(DelegationLines).back.taken_back, slots))


def _accept(desk: Desk, record: Delegation) -> None:
    lines = desk.lines(DelegationLines)
    _end(desk, record, DelegationState.RETURNED, lines.asked.accepted)
    _go_on(desk, Say(lines.back.accepted, {"who": Mention(record.to)}), taken_in=record)


def _take_over(desk: Desk, record: Delegation) -> None:
    lines = desk.lines(DelegationLines)
    _end(desk, record, DelegationState.RETURNED, lines.asked.taken_over)
    line = Say(lines.back.take_over, {"point": title_of(desk, record.point)})
    point, all_of_it = point_of(desk, record.point), overview(desk)
    if point is not None:
        chapters = tuple(each for each in all_of_it.chapters if each.title == point.title)
        desk.say(Overview(line, chapters))
    _go_on(desk, taken_in=record)


def _follows(desk: Desk, record: Delegation) -> list[Say | str]:
    """What the answers lead to, now that they are taken in: lines to say, perhaps a course."""
    section, follows = desk.flow.path.section.get(record.point), desk.on_answer.get(record.point)
    if section is None or follows is None:
        return []
    held = ((step, desk.answers.get(step.id)) for step in section.steps)
    theirs = [step for step, answer in held if answer is not None and answer.author == record.to]
    return [line for step in theirs for line in follows(desk, step)]


def _go_on(desk: Desk, *lead: Say | str, taken_in: Delegation | None = None) -> None:
    """On with what is open now, which may be of this focus point again."""
    ran = desk.route.running is not None
    if taken_in is not None:
        lead = (*lead, *_follows(desk, taken_in), *counts(desk, point_of(desk, taken_in.point)))
    here = desk.about == desk.person.open_journey
    awake = desk.had_finished or not desk.resting
    if here and awake and not ran:
        desk.move_on()
        if desk.step is not None:
            desk.ask(*lead)
            return
    reply(desk, *lead)


def _answer(desk: Desk, press: Pressed) -> None:
    """'Svar selv', after a no."""
    journey = desk.journey
    if journey is None:
        reply(desk)
        return
    desk.set_person(open_journey=journey.id, refused=None)
    if desk.resting:
        desk.move_on()
    _go_on(desk)


def _comment(desk: Desk, record: Delegation) -> None:
    lines = desk.lines(DelegationLines)
    desk.set_person(asking=Asking(SAYING, (desk.current.id,), record.id))
    line = Say(lines.back.comment_ask, _slots(desk, record))
    desk.note(line, buttons=(cancel_button(desk),))


def _say(desk: Desk, asking: Asking, typed: Typed) -> bool:
    record = one(desk.answers, Delegation, asking.arg)
    if record is None or record.state is not DelegationState.ANSWERED:
        return False
    lines, me = desk.lines(DelegationLines), Mention(desk.person.id)
    slots: dict[str, Slot] = {"point": title_of(desk, record.point), "who": me}
    said = Say(lines.asked.comment, slots, quote=Words(typed.text.strip()))
    look = Action(Verb.DO, record.id, LOOK)
    desk.tell(record.to, Note((said,), (Button(lines.buttons.my_answers, look, main=True),)))
    reply(desk, Say(lines.back.comment_sent, _slots(desk, record)))
    return True


SENT, ANSWERED = DelegationState.SENT, DelegationState.ANSWERED
DEEDS = {
    SEE: _of(_see, SENT, ANSWERED),
    TAKE_BACK: _of(_take_back, SENT),
    ACCEPT: _of(_accept, ANSWERED),
    COMMENT: _of(_comment, ANSWERED),
    TAKE_OVER: _of(_take_over, ANSWERED),
    ANSWER: _answer,
}
ASIDE = {SAYING: _say}


def before_deleting(desk: Desk, journey: Journey) -> None:
    """Those who were asked get back what they had written; who asked them hears that it is theirs.

    To be called before ``desk.delete``; ``delegations`` are loaded where something is deleted.
    """
    for each in desk.scene.delegations:
        whose = each.journey.delegated
        if whose is None:
            continue
        if whose.journey == journey.id:
            _called_off(desk, each, whose)
        elif each.journey.id == journey.id:
            mine = assignment(each.answers)
            if mine is not None:
                refuse(desk, whose, mine)


def before_forgetting(desk: Desk) -> None:
    """The same where everything goes: also what was handed back and not yet seen to."""
    for each in desk.scene.delegations:
        whose = each.journey.delegated
        if whose is None:
            continue
        if each.owner != desk.person.id:
            _called_off(desk, each, whose)
            continue
        mine = assignment(each.answers)
        slots: dict[str, Slot] = {
            "who": Mention(desk.person.id),
            "point": title_of(desk, whose.point),
            "title": Words(mine.title if mine else each.journey.title),
        }
        said = Say(desk.lines(DelegationLines).back.withdrawn, slots)
        desk.tell(whose.by, Note((said,)), whose.journey)


def _called_off(desk: Desk, theirs: Owned, whose: Delegated) -> None:
    line = desk.lines(DelegationLines).asked.deleted
    for page in given_back(desk, line, desk.person.id, whose.point, theirs.answers):
        desk.tell(theirs.owner, page, theirs.journey.id)
    desk.delete(theirs.journey)
