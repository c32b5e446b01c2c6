"""When who was asked has answered everything: read it through, and send it."""

from __future__ import annotations

from flows.journey.delegation import assignment
from flows.journey.desk import Desk
from flows.journey.question import button
from flows.journey.values import Delegated
from flows.language.words import Word
from flows.messages import Button, Mention, Say, Slot
from flows.parts.delegation.lines import DelegationLines
from flows.parts.delegation.said import DECLINE, HAND_BACK, deed, title_of, written
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
