"""The contract, at the interval that was chosen: is it lived up to?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flows.dialogue.standing import contract_lines
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.records import one
from flows.messages import Button, Say, Slot, Words
from flows.parts.contract.contract import ID
from flows.parts.contract.record import Contract
from flows.parts.contract.turn import REVIEW
from flows.reminders.effort import Effort, Thing
from flows.reminders.lines import ReminderLines
from flows.reminders.speech import hello


def due(effort: Effort) -> Iterator[Occasion]:
    """On the day of the next look, and once more where nobody looked."""
    held = one(effort.answers, Contract, ID)
    if held is None or held.next_review is None:
        return
    again = timedelta(days=held.interval_days or 30)
    yield Occasion(
        NudgeKind.CONTRACT,
        effort.owner,
        (held.next_review, held.next_review + again),
        cause=held.next_review.isoformat(),
        journey=effort.journey.id,
    )


def says(desk: Desk, effort: Effort, _: Nudge, __: Occasion) -> Thing:
    """The contract in short, and the question."""
    lines, journey = desk.lines(ReminderLines), effort.journey
    slots: dict[str, Slot] = {"title": Words(journey.title)}
    held = one(effort.answers, Contract, ID)
    look = Action(Verb.DO, journey.id, REVIEW, journey.revision)
    alone = (
        Say(lines.contract.alone, {**slots, "hello": hello(desk)}),
        *(contract_lines(desk, held) if held is not None else ()),
        Say(lines.contract.ask),
    )
    button = Button(lines.contract.look, look, main=True)
    return Thing(Say(lines.contract.short, slots), alone, (button,))
