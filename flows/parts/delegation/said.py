"""What is said of a delegated focus point, here and there in the conversation."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import LONGEST_LABEL, Content, Label, Lines, Plain, says
from flows.content.kinds import FocusPoint
from flows.content.vocabulary import Word
from flows.inputs import Action, Verb
from flows.journey.delegation import OUT, Delegation, DelegationState, delegations
from flows.journey.desk import Desk
from flows.journey.question import button
from flows.journey.showing import capital, show
from flows.journey.steps import Role, Step
from flows.journey.values import Answer, Answers, Delegated, Journey
from flows.messages import Button, Mention, Note, Say, Slot, Words, pages

Who = Annotated[str, says("who")]
Point = Annotated[str, says("point")]
Both = Annotated[str, says("point", "who")]
All = Annotated[str, says("point", "who", "title")]


class Giving(Content):
    """Said to the chef while they choose who, and what goes with it."""

    who: Point
    not_here: Plain
    draft: Annotated[str, says("point", "who", "title", "count")]
    guest: Who
    note_ask: Plain
    note_is: Plain
    note_too_long: Plain
    sent: Both
    dropped: Point


class Refused(Content):
    """Why somebody cannot get it. All but the first and last by ``inputs.Picked``."""

    yourself: Plain
    bot: Who
    gone: Who
    stranger: Who
    already: Both
    not_yours: Who


class Asked(Content):
    """Said to who is asked."""

    invited: Annotated[str, says("point", "who", "title", "count")]
    note: Who
    who_sees: Who
    waits: Both
    privacy: Annotated[str, says("who", longest=900)]
    begins: Both
    ready: Who
    nothing: Who
    not_sent: Both
    sent: Both
    changed: Who
    accepted: Both
    taken_over: Both
    comment: Both
    taken_back: Both
    deleted: Both
    not_sent_yet: Plain
    declined: Who


class Back(Content):
    """Said to the chef when it comes back, or is looked after."""

    away: Both
    given: Annotated[str, says("point", "who", "when")]
    waits: Both
    see_by: Plain
    answered: All
    accepted: Who
    take_over: Point
    comment_ask: Both
    comment_sent: Both
    taken_back: Point
    declined: All
    withdrawn: All
    unreachable: Both
    over: Plain
    which: Plain


class Buttons(Content):
    """What the buttons say."""

    give: Label
    send: Label
    cancel: Label
    look: Label
    decline: Label
    send_answers: Label
    send_again: Label
    my_answers: Label
    accept: Label
    comment: Label
    take_over: Label
    take_back: Annotated[str, says("point", longest=LONGEST_LABEL)]
    see: Annotated[str, says("point", longest=LONGEST_LABEL)]
    answer: Label
    another: Label


class DelegationLines(Lines):
    """``title`` names the other's journey, ``recalled`` an earlier answer of theirs."""

    AREA = "delegation"

    group: Label
    title: Annotated[str, says("point", "title")]
    recalled: Annotated[str, says("ask", "who", "when")]
    giving: Giving
    refused: Refused
    asked: Asked
    back: Back
    buttons: Buttons


#: The deeds of who was asked; each is done to their own journey.
LOOK, DECLINE, HAND_BACK = "delegation.look", "delegation.decline", "delegation.hand_back"
#: The deeds of who leads the journey: the first two name the focus point, the others the record.
GIVE, ANSWER = "delegation.give", "delegation.answer"
SEE, TAKE_BACK = "delegation.see", "delegation.take_back"
ACCEPT, COMMENT, TAKE_OVER = "delegation.accept", "delegation.comment", "delegation.take_over"


def title_of(desk: Desk, point: str) -> str:
    """The focus point as one calls it; its id where the content no longer has it."""
    found = point_of(desk, point)
    return found.short if found is not None else point


def point_of(desk: Desk, id: str) -> FocusPoint | None:
    """The focus point, if the content still has it."""
    section = desk.flow.path.section.get(id)
    return section.point if section is not None else None


def begins(desk: Desk, step: Step) -> list[Say]:
    """Before the first question of what one was asked to answer: for whom it is."""
    journey = desk.current
    if journey.delegated is None or step.point is None:
        return []
    if desk.flow.path.of_point(step.point)[0] is not step:
        return []
    lines, who = desk.lines(DelegationLines).asked, Mention(journey.delegated.by)
    said = [Say(lines.begins, {"point": title_of(desk, step.point.id), "who": who})]
    if not desk.person.welcomed:
        desk.set_person(welcomed=True)
        said.insert(0, Say(lines.privacy, {"who": who}))
    return said


def whose(desk: Desk, answer: Answer) -> Slot:
    """Who gave the answer: a person, or the group of a workshop."""
    return desk.lines(DelegationLines).group if answer.is_groups else Mention(answer.author)


def recall_of(desk: Desk, answer: Answer, ask: str, when: str, quote: Slot) -> Say:
    """An earlier answer that somebody else gave."""
    slots: dict[str, Slot] = {"ask": ask, "who": whose(desk, answer), "when": capital(when)}
    return Say(desk.lines(DelegationLines).recalled, slots, quote=quote)


def away_lines(desk: Desk) -> list[Say]:
    """What is with others, or has come back and waits, a line each; and how to see what did."""
    found = delegations(desk.answers, *OUT)
    back = any(each.state is DelegationState.ANSWERED for each in found)
    how = [Say(desk.lines(DelegationLines).back.see_by)] if back else []
    return [*(where_line(desk, each) for each in found), *how]


def where_line(desk: Desk, record: Delegation) -> Say:
    """With whom it is, or that it has come back."""
    back = desk.lines(DelegationLines).back
    line = back.away if record.state is DelegationState.SENT else back.waits
    return Say(line, {"point": title_of(desk, record.point), "who": Mention(record.to)})


def written(desk: Desk, point: str, answers: Answers) -> list[Say]:
    """What was answered in a focus point, question by question."""
    section = desk.flow.path.section.get(point)
    return [
        Say(step.question.ask, quote=show(desk, step, answers.get(step.id), answers))
        for step in (section.steps if section else ())
        if step.role is Role.QUESTION and answers.given(step.id) is not None
    ]


def received(
    desk: Desk, journey: Delegated, id: str, who: str, title: str, answers: Answers
) -> list[Note]:
    """What came back, as who leads the journey gets it, and what they can do with it."""
    lines, point = desk.lines(DelegationLines), journey.point
    slots: dict[str, Slot] = {"who": Mention(who), "point": title_of(desk, point)}
    lead = Say(lines.back.answered, {**slots, "title": Words(title)})
    does = {
        lines.buttons.accept: ACCEPT,
        lines.buttons.comment: COMMENT,
        lines.buttons.take_over: TAKE_OVER,
    }
    buttons = tuple(
        Button(label, Action(Verb.DO, journey.journey, name, arg=id), main=name == ACCEPT)
        for label, name in does.items()
    )
    return pages([lead, *written(desk, point, answers)], buttons)


def deed(label: str, journey: Journey, name: str, arg: str = "", *, main: bool = False) -> Button:
    """A button of this part."""
    return Button(label, Action(Verb.DO, journey.id, name, journey.revision, arg), main=main)


def cancel_button(desk: Desk) -> Button:
    """Back to the open question."""
    resume = Action(Verb.WORD, desk.current.id, arg=Word.RESUME.name.lower())
    return Button(desk.lines(DelegationLines).buttons.cancel, resume)


def waiting(desk: Desk) -> tuple[Button, ...]:
    """The way to the first of what one has been asked to answer."""
    label = desk.lines(DelegationLines).buttons.look
    return tuple(deed(label, each, LOOK, main=True) for each in _asked(desk))


def waiting_lines(desk: Desk) -> list[Say]:
    """Who waits for the first of what one has been asked to answer."""
    line = desk.lines(DelegationLines).asked.waits
    found = (each.delegated for each in _asked(desk) if each.delegated is not None)
    return [
        Say(line, {"point": title_of(desk, each.point), "who": Mention(each.by)}) for each in found
    ]


def _asked(desk: Desk) -> list[Journey]:
    return [each for each in desk.journeys if each.delegated is not None][:1]


def reply(desk: Desk, *lines: Say | str) -> None:
    """Say it, and then the open question; of another journey with the way there."""
    if desk.about == desk.person.open_journey:
        desk.again(*lines)
        return
    texts = desk.texts.buttons
    way = button(desk, texts.show_question, Word.RESUME)
    if desk.journey is not None:
        way = Button(texts.switch_there, Action(Verb.SWITCH, desk.journey.id))
    desk.set_person(asking=None)
    desk.note(*lines, buttons=(way,))
