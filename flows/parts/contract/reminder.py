"""The contract, at the interval that was chosen: is it lived up to?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.records import one
from flows.messages import Button, Say, Slot, Words
from flows.parts.contract import ID, Contract, contract_lines
from flows.parts.contract.turn import REVIEW
from flows.parts.reminding import Effort, ReminderSource, Thing, hello, stored_day
from flows.parts.reminding_lines import ReminderLines

#: Days: nobody looks at a contract more seldom.
LONGEST_INTERVAL = 3_660


def due(effort: Effort) -> Iterator[Occasion]:
    """On the day of the next look, and once more where nobody looked."""
    held = one(effort.answers, Contract, ID)
    if held is None or (day := stored_day(held.next_review)) is None:
        return
    again = timedelta(days=min(held.interval_days or 30, LONGEST_INTERVAL))
    yield effort.occasion(NudgeKind.CONTRACT, day, day + again)


def says(desk: Desk, effort: Effort, _: Nudge) -> Thing:
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


SOURCE = ReminderSource(NudgeKind.CONTRACT, due, says)
