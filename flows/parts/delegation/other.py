"""Who was asked to answer a focus point: looks at it, answers, hands it back, or says no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows.content.vocabulary import Word
from flows.inputs import Action, Pressed, Verb
from flows.journey.delegation import Assignment, Delegation, DelegationState, assignment
from flows.journey.desk import Desk
from flows.journey.question import button
from flows.journey.steps import Role
from flows.journey.values import Answer, Answers, AnswerState, Delegated
from flows.messages import Button, Mention, Note, Say, Slot, Words, pages
from flows.parts.delegation.said import (
    ANSWER,
    DECLINE,
    GIVE,
    HAND_BACK,
    LOOK,
    DelegationLines,
    deed,
    received,
    reply,
    title_of,
    written,
)
from flows.parts.memo.overview import overview


def ready(desk: Desk, delegated: Delegated, *lead: Say | str) -> None:
    """The answers, and whether they shall be sent."""
    lines = desk.lines(DelegationLines).asked
    line = Say(lines.nothing, {"who": Mention(delegated.by)})
    if written(desk, delegated.point, desk.answers):
        desk.say(overview(desk))
        line = Say(lines.ready, {"who": Mention(delegated.by)})
    if _was_sent(desk):
        line = ready_line(desk, delegated)
    desk.note(*lead, line, buttons=ready_buttons(desk, delegated))


def ready_line(desk: Desk, delegated: Delegated) -> Say:
    """Where one is, when no question is open."""
    lines = desk.lines(DelegationLines).asked
    slots: dict[str, Slot] = {"point": title_of(desk, delegated.point)}
    slots["who"] = Mention(delegated.by)
    if not _was_sent(desk):
        return Say(lines.not_sent, slots)
    if _has_changed(desk):
        return Say(lines.changed, {"who": slots["who"]})
    return Say(lines.sent, slots)


def ready_buttons(desk: Desk, delegated: Delegated) -> tuple[Button, ...]:
    """Send, correct, or say no."""
    labels, journey = desk.lines(DelegationLines).buttons, desk.current
    correct = button(desk, desk.texts.buttons.correct_any, Word.CORRECT)
    sent = _was_sent(desk)
    decline = () if sent else (deed(labels.decline, journey, DECLINE),)
    if not written(desk, delegated.point, desk.answers):
        return (correct, *decline)
    main = not sent or _has_changed(desk)
    label = labels.send_again if sent else labels.send_answers
    return (deed(label, journey, HAND_BACK, main=main), correct, *decline)


def _was_sent(desk: Desk) -> bool:
    mine = assignment(desk.answers)
    return mine is not None and mine.sent_at is not None


def _has_changed(desk: Desk) -> bool:
    """Whether something was answered since it was sent."""
    mine = assignment(desk.answers)
    if mine is None or mine.sent_at is None:
        return False
    said = (each for each in desk.answers.held() if each.step in desk.flow.path.by_id)
    return any(each.said_at > mine.sent_at for each in said)


Taker = Callable[[Desk, Delegated, Assignment], None]


def _mine(take: Taker) -> Callable[[Desk, Pressed], None]:
    """Only for who was asked, about the journey that the button belongs to."""

    def handle(desk: Desk, _: Pressed) -> None:
        journey, mine = desk.journey, assignment(desk.answers)
        if journey is None or journey.delegated is None or mine is None:
            reply(desk, desk.lines(DelegationLines).back.over)
        else:
            take(desk, journey.delegated, mine)

    return handle


def _look(desk: Desk, delegated: Delegated, _: Assignment) -> None:
    journey = desk.current
    desk.set_person(open_journey=journey.id, refused=None)
    if desk.resting:
        desk.move_on(revision=journey.revision)
    if desk.step is None:
        ready(desk, delegated)
    else:
        desk.ask()


def _hand_back(desk: Desk, delegated: Delegated, mine: Assignment) -> None:
    if desk.step is not None or not written(desk, delegated.point, desk.answers):
        _look(desk, delegated, mine)
        return
    desk.set_person(open_journey=desk.current.id)
    back = (replace(each, message=None) for each in _given(desk, delegated.point))
    state = _came_back(desk, mine, DelegationState.ANSWERED)
    desk.contribute(delegated.journey, *back, state)
    me = desk.person.id
    for page in received(desk, delegated, mine.id, me, mine.title, desk.answers):
        desk.tell(delegated.by, page, delegated.journey)
    desk.put(mine.model_copy(update={"sent_at": desk.now}))
    desk.again()


def _given(desk: Desk, point: str) -> list[Answer]:
    """The answers that are handed back. What was passed over is left to who leads the journey."""
    found = []
    for step in desk.flow.path.section[point].steps:
        answer = desk.answers.get(step.id)
        if answer is None or answer.state is not AnswerState.GIVEN:
            continue
        if step.role is not Role.CLARITY and step.on_path(desk.answers):
            found.append(answer)
    return found


def _came_back(desk: Desk, mine: Assignment, state: DelegationState) -> Answer:
    """The record, for the journey that the focus point came from."""
    me = desk.person.id
    record = Delegation(
        id=mine.id, point=mine.point, to=me, since=desk.now, state=state, note=mine.note
    )
    return Answer(record.step, AnswerState.GIVEN, record.model_dump(mode="json"), me, desk.now)


def _decline(desk: Desk, delegated: Delegated, mine: Assignment) -> None:
    lines, journey = desk.lines(DelegationLines).asked, desk.current
    refuse(desk, delegated, mine)
    more: list[Say] = []
    if own := written(desk, delegated.point, desk.answers):
        more = [Say(lines.not_sent_yet), *own]
    *before, last = pages([Say(lines.declined, {"who": Mention(delegated.by)}), *more])
    desk.delete(journey)
    for page in before:
        desk.say(page)
    reply(desk, *last.lines)


def refuse(desk: Desk, delegated: Delegated, mine: Assignment) -> None:
    """Tell who leads the journey that it is theirs again, unless it was handed back."""
    if mine.sent_at is not None:
        return
    desk.contribute(delegated.journey, _came_back(desk, mine, DelegationState.DECLINED))
    lines = desk.lines(DelegationLines)
    slots: dict[str, Slot] = {
        "who": Mention(desk.person.id),
        "point": title_of(desk, delegated.point),
        "title": Words(mine.title),
    }
    buttons = tuple(
        Button(label, Action(Verb.DO, delegated.journey, name, arg=delegated.point))
        for label, name in ((lines.buttons.answer, ANSWER), (lines.buttons.another, GIVE))
    )
    told = Note((Say(lines.back.declined, slots),), buttons)
    desk.tell(delegated.by, told, delegated.journey)


def given_back(desk: Desk, line: str, by: str, point: str, answers: Answers) -> list[Note]:
    """That one need not answer any more, with what one had written and not sent."""
    lines, mine = desk.lines(DelegationLines).asked, assignment(answers)
    slots: dict[str, Slot] = {"point": title_of(desk, point), "who": Mention(by)}
    sent = mine is not None and mine.sent_at is not None
    own = [] if sent else written(desk, point, answers)
    return pages([Say(line, slots), *([Say(lines.not_sent_yet), *own] if own else [])])


DEEDS = {LOOK: _mine(_look), HAND_BACK: _mine(_hand_back), DECLINE: _mine(_decline)}
