"""Who leads the journey gives a focus point to somebody, with a line of their own.

Reminders: twice to who was asked, and then once to who gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from flows.content.base import fill
from flows.content.vocabulary import Word
from flows.inputs import Action, Picked, Pressed, Typed, Verb
from flows.journey.delegation import OUT, Assignment, Delegation, DelegationState, away, delegations
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.path import NAMING
from flows.journey.question import does
from flows.journey.records import one
from flows.journey.showing import count, day_of
from flows.journey.steps import Role
from flows.journey.values import Answer, Answers, AnswerState, Asking, Delegated, Journey, Need
from flows.language.words import Said
from flows.messages import Button, Mention, Note, Option, Pick, Picker, Say, Slot, Words
from flows.parts.delegation.said import (
    DECLINE,
    GIVE,
    LOOK,
    SEE,
    TAKE_BACK,
    DelegationLines,
    cancel_button,
    deed,
    point_of,
    reply,
    title_of,
)
from flows.parts.reminding import Effort, ReminderSource, Thing, hello
from flows.parts.reminding_lines import ReminderLines

TO, SEND, DROP = "delegation.to", "delegation.send", "delegation.drop"
NOTE = "delegation.note"
LONGEST_NOTE = 300
#: Ids of people, as Slack writes them.
_PERSON = re.compile(r"[UW][A-Z0-9]{1,20}")
#: Up to so many that are out get a button each; more are a list.
MOST_BUTTONS = 3


def give(desk: Desk, _: Said) -> None:
    """'giv videre': what is with others, and who shall have the focus point that one is at."""
    _offer(desk, _here(desk))


def _here(desk: Desk) -> str:
    """The focus point that the open question belongs to, on whichever way it is asked; or ""."""
    section = desk.flow.path.section_of[desk.step.id] if desk.step is not None else None
    return section.point.id if section is not None and section.point is not None else ""


def _pressed_give(desk: Desk, press: Pressed) -> None:
    _offer(desk, press.action.arg)


def _offer(desk: Desk, point: str) -> None:
    journey, lines = desk.journey, desk.lines(DelegationLines)
    if journey is None:
        desk.again()
        return
    if journey.delegated is not None:
        line = Say(lines.refused.not_yours, {"who": Mention(journey.delegated.by)})
        desk.again(line)
        return
    out = delegations(desk.answers, *OUT)
    said = [_out_line(desk, each) for each in out]
    found = point_of(desk, point)
    if found is None or point in away(desk.answers):
        if not out:
            desk.again(lines.giving.not_here)
            return
    else:
        said.append(Say(lines.giving.who, {"point": found.short}))
    to = None if found is None or point in away(desk.answers) else does(desk, TO, point)
    desk.say(_choice(desk, said, out, to))


def _out_line(desk: Desk, record: Delegation) -> Say:
    back = desk.lines(DelegationLines).back
    slots: dict[str, Slot] = {"point": title_of(desk, record.point), "who": Mention(record.to)}
    if record.state is DelegationState.ANSWERED:
        return Say(back.waits, slots)
    return Say(back.given, {**slots, "when": day_of(desk, record.since)})


def _choice(
    desk: Desk,
    said: list[Say],
    out: tuple[Delegation, ...],
    to: Action | None,
) -> Note:
    """What is out with a button each, or in a list, and whom to give this one to."""
    labels = desk.lines(DelegationLines).buttons
    cancel = cancel_button(desk)
    whom = () if to is None else (Picker(Pick.PERSON, to),)
    if len(out) > MOST_BUTTONS:
        said.append(Say(desk.lines(DelegationLines).back.which))
        options = tuple(Option(each.id, title_of(desk, each.point)) for each in out)
        pick = does(desk, SEE, "")
        return Note(tuple(said), (cancel,), pick, options, pickers=whom)
    buttons = []
    for each in out:
        sent = each.state is DelegationState.SENT
        label = labels.take_back if sent else labels.see
        name = TAKE_BACK if sent else SEE
        label = fill(label, point=title_of(desk, each.point))
        buttons.append(Button(label, does(desk, name, each.id)))
    return Note(tuple(said), (*buttons, cancel), pickers=whom)


def _picked(desk: Desk, press: Pressed) -> None:
    """Somebody was chosen: draft it, and ask for a line to go with it."""
    point, to = press.action.arg, press.choice
    journey = desk.journey
    known = point_of(desk, point) is not None and _PERSON.fullmatch(to)
    if journey is None or journey.delegated is not None or not known:
        reply(desk, desk.texts.stale.unknown)
        return
    refusal = _refusal(desk, press, point, to)
    if refusal is not None:
        desk.say(
            Note((refusal,), (cancel_button(desk),), pickers=(Picker(Pick.PERSON, press.action),))
        )
        return
    for draft in delegations(desk.answers, DelegationState.DRAFTED):
        if draft.point == point:  # 'Send' under its preview, which names another, is past
            _put_away(desk, draft)
    id, state = desk.fresh(), DelegationState.DRAFTED
    record = Delegation(id=id, point=point, to=to, since=desk.now, state=state)
    desk.put(record)
    lines = desk.lines(DelegationLines).giving
    _preview(desk, record, *([lines.guest] if press.picked is Picked.GUEST else []))


def _refusal(desk: Desk, press: Pressed, point: str, to: str) -> Say | None:
    """Why they cannot have it, or None."""
    lines = desk.lines(DelegationLines).refused
    for each in delegations(desk.answers, DelegationState.SENT):
        if each.point == point:
            slots: dict[str, Slot] = {"point": title_of(desk, point), "who": Mention(each.to)}
            return Say(lines.already, slots)
    if to == desk.person.id:
        return Say(lines.yourself)
    said = {Picked.BOT: lines.bot, Picked.GONE: lines.gone, Picked.STRANGER: lines.stranger}
    line = said.get(press.picked) if press.picked is not None else None
    return Say(line, {"who": Mention(to)}) if line is not None else None


def _preview(desk: Desk, record: Delegation, *warnings: str) -> None:
    """Who will see what; the next thing typed goes with it."""
    lines, journey = desk.lines(DelegationLines), desk.current
    who = Mention(record.to)
    slots: dict[str, Slot] = {"point": title_of(desk, record.point), "who": who}
    slots |= {"title": Words(journey.title), "count": _count(desk, record.point)}
    said = [Say(lines.giving.draft, slots), *(Say(line, {"who": who}) for line in warnings)]
    if record.note is None:
        said.append(Say(lines.giving.note_ask))
    else:
        said.append(Say(lines.giving.note_is, quote=Words(record.note)))
    desk.set_person(asking=Asking(NOTE, (journey.id,), record.id))
    send = deed(lines.buttons.send, journey, SEND, record.id, main=True)
    desk.note(*said, buttons=(send, deed(lines.buttons.cancel, journey, DROP, record.id)))


def _count(desk: Desk, point: str) -> str:
    """How many questions one will be asked, where no answer leads to more."""
    steps = desk.flow.path.section[point].steps
    asked = [step for step in steps if step.role is Role.QUESTION and not step.conditional]
    return count(desk, len(asked))


def _typed_note(desk: Desk, asking: Asking, typed: Typed) -> bool:
    record = one(desk.answers, Delegation, asking.arg)
    if record is None or record.state is not DelegationState.DRAFTED:
        return False
    note = typed.text.strip()
    if len(note) > LONGEST_NOTE:
        _preview(desk, record, desk.lines(DelegationLines).giving.note_too_long)
        return True
    noted = record.model_copy(update={"note": note})
    desk.put(noted)
    _preview(desk, noted)
    return True


def _drafted(desk: Desk, press: Pressed) -> Delegation | None:
    record = one(desk.answers, Delegation, press.action.arg)
    if record is None or record.state is not DelegationState.DRAFTED:
        reply(desk, desk.lines(DelegationLines).back.over)
        return None
    return record


def _drop(desk: Desk, press: Pressed) -> None:
    record = _drafted(desk, press)
    if record is not None:
        _put_away(desk, record)
        slots = {"point": title_of(desk, record.point)}
        reply(desk, Say(desk.lines(DelegationLines).giving.dropped, slots))


def _put_away(desk: Desk, record: Delegation) -> None:
    update = {"state": DelegationState.DROPPED, "note": None}
    desk.put(record.model_copy(update=update))


def _send(desk: Desk, press: Pressed) -> None:
    """It goes to the other, and the path goes on without it."""
    record = _drafted(desk, press)
    if record is None:
        return
    if record.point in away(desk.answers) or point_of(desk, record.point) is None:
        reply(desk, desk.lines(DelegationLines).back.over)
        return
    step, here = desk.step, _here(desk)
    desk.put(record.model_copy(update={"state": DelegationState.SENT, "since": desk.now}))
    _begin(desk, record)
    slots: dict[str, Slot] = {"point": title_of(desk, record.point), "who": Mention(record.to)}
    line = Say(desk.lines(DelegationLines).giving.sent, slots)
    if step is not None and here == record.point and desk.about == desk.person.open_journey:
        desk.wish("onward", step, line)
    else:
        reply(desk, line)


def _begin(desk: Desk, record: Delegation) -> None:
    """The other's journey: the one focus point, and what they are told."""
    journey, lines, me = desk.current, desk.lines(DelegationLines), desk.person.id
    point = title_of(desk, record.point)
    theirs = Journey(
        record.id,
        fill(lines.title, point=point, title=journey.title),
        NAMING,
        0,
        desk.now,
        Delegated(journey.id, me, record.point),
    )
    made = Assignment(id=record.id, point=record.point, title=journey.title, note=record.note)
    value = made.model_dump(mode="json")
    kept = Answer(made.step, AnswerState.GIVEN, value, me, desk.now)
    desk.begin_for(record.to, theirs, Answers([kept]))
    slots: dict[str, Slot] = {"who": Mention(me), "point": point, "title": Words(journey.title)}
    slots["count"] = _count(desk, record.point)
    said = [Say(lines.asked.invited, slots)]
    if record.note is not None:
        said.append(Say(lines.asked.note, {"who": Mention(me)}, quote=Words(record.note)))
    said.append(Say(lines.asked.who_sees, {"who": Mention(me)}))
    look = deed(lines.buttons.look, theirs, LOOK, main=True)
    decline = deed(lines.buttons.decline, theirs, DECLINE)
    label = fill(lines.buttons.take_back, point=point)
    back = Button(label, Action(Verb.DO, journey.id, TAKE_BACK, arg=record.id), main=True)
    lost = Say(lines.back.unreachable, {"who": Mention(record.to), "point": point})
    invitation = Note(tuple(said), (look, decline))
    desk.tell(record.to, invitation, otherwise=Note((lost,), (back,)))


NEEDS = {"delegation": (Need.PARTNERS,)}
LINES = (DelegationLines,)
WORDS = {Word.GIVE: give}
DEEDS = {GIVE: _pressed_give, TO: _picked, SEND: _send, DROP: _drop}
ASIDE = {NOTE: _typed_note}


#: Days without an answer, for the one who was asked, and then for the one who asked.
ASKED, ASKING = (3, 7), 12


def _due(effort: Effort) -> Iterator[Occasion]:
    """As long as it lies with the other."""
    for each in delegations(effort.answers, DelegationState.SENT):
        given = effort.day(each.since)
        for user, waits in ((each.to, ASKED), (effort.owner, (ASKING,))):
            days = (given + timedelta(days=after) for after in waits)
            cause = f"{each.since:%Y%m%dT%H%M%S}"
            yield effort.occasion(
                NudgeKind.DELEGATION, *days, cause=cause, user=user, about=each.id
            )


def _remind(desk: Desk, effort: Effort, nudge: Nudge) -> Thing:
    """Who waits for it, or who has it."""
    lines, found = desk.lines(ReminderLines), one(effort.answers, Delegation, nudge.about)
    if found is None:
        raise LookupError("the delegation called for the nudge")
    mine = nudge.user == effort.owner
    slots: dict[str, Slot] = {
        "point": title_of(desk, found.point),
        "title": Words(effort.journey.title),
        "who": Mention(found.to if mine else effort.owner),
    }
    greeting = {**slots, "hello": hello(desk)}
    if mine:
        back = Action(Verb.DO, effort.journey.id, TAKE_BACK, arg=found.id)
        button = Button(lines.delegation.take_back, back, main=True)
        said = (Say(lines.delegation.asking, greeting), Say(lines.delegation.asking_do))
        return Thing(Say(lines.delegation.asking_short, slots), said, (button,))
    look = Button(lines.delegation.answer, Action(Verb.DO, found.id, LOOK), main=True)
    asked = Say(lines.delegation.asked, greeting)
    return Thing(Say(lines.delegation.asked_short, slots), (asked,), (look,))


SOURCE = ReminderSource(NudgeKind.DELEGATION, _due, _remind)
