"""A focus point that was given to somebody else: twice to them, and then once to who gave it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flows.inputs import Action, Verb
from flows.journey.delegation import Delegation, DelegationState, delegations
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.records import one
from flows.messages import Button, Mention, Say, Slot, Words
from flows.parts.delegation.said import LOOK, TAKE_BACK, title_of
from flows.parts.reminding import Effort, ReminderSource, Thing, hello
from flows.parts.reminding_lines import ReminderLines

#: Days without an answer, for the one who was asked, and then for the one who asked.
ASKED, ASKING = (3, 7), 12


def due(effort: Effort) -> Iterator[Occasion]:
    """As long as it lies with the other."""
    for each in delegations(effort.answers, DelegationState.SENT):
        given = effort.day(each.since)
        for user, waits in ((each.to, ASKED), (effort.owner, (ASKING,))):
            days = (given + timedelta(days=after) for after in waits)
            cause = f"{each.since:%Y%m%dT%H%M%S}"
            yield effort.occasion(
                NudgeKind.DELEGATION, *days, cause=cause, user=user, about=each.id
            )


def says(desk: Desk, effort: Effort, nudge: Nudge) -> Thing:
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


SOURCE = ReminderSource(NudgeKind.DELEGATION, due, says)
