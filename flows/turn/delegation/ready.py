"""When who was asked has answered everything: read it through, and send it."""

from __future__ import annotations

from flows.messages import Button, Mention, Say, Slot
from flows.records.delegation import assignment
from flows.turn.asking import button
from flows.turn.delegation.said import DECLINE, HAND_BACK, deed, title_of, written
from flows.turn.desk import Desk
from flows.turn.overview import overview
from flows.values import Delegated
from flows.words import Word


def ready(desk: Desk, delegated: Delegated, *lead: Say | str) -> None:
    """The answers, and whether they shall be sent."""
    lines = desk.lines.delegation.asked
    something = written(desk, delegated.point, desk.answers)
    line = Say(lines.ready if something else lines.nothing, {"who": Mention(delegated.by)})
    if something:
        desk.say(overview(desk))
    desk.note(*lead, line, buttons=ready_buttons(desk, delegated))


def ready_line(desk: Desk, delegated: Delegated) -> Say:
    """Where one is, when no question is open."""
    mine, lines = assignment(desk.answers), desk.lines.delegation.asked
    slots: dict[str, Slot] = {"point": title_of(desk, delegated.point)}
    slots["who"] = Mention(delegated.by)
    sent = mine is not None and mine.sent_at is not None
    return Say(lines.sent if sent else lines.not_sent, slots)


def ready_buttons(desk: Desk, delegated: Delegated) -> tuple[Button, ...]:
    """Send, correct, or say no."""
    labels, journey = desk.lines.delegation.buttons, desk.current
    correct = button(desk, desk.texts.buttons.correct_any, Word.CORRECT)
    mine = assignment(desk.answers)
    sent = mine is not None and mine.sent_at is not None
    decline = () if sent else (deed(labels.decline, journey, DECLINE),)
    if not written(desk, delegated.point, desk.answers):
        return (correct, *decline)
    send = deed(
        labels.send_again if sent else labels.send_answers, journey, HAND_BACK, main=not sent
    )
    return (send, correct, *decline)
