"""One turn with all there is to know about it, for the rules that every turn must keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from flows.dialogue import Outcome
from flows.inputs import Input
from flows.journey.flow import Flow
from flows.journey.machine import FINISHED
from flows.journey.values import Answers
from tests.flows.memory import Snapshot
from tests.flows.reading import Reply

#: A question that was put to someone: the journey and the step.
Put = tuple[str, str]


@dataclass(frozen=True)
class Turn:
    """What was done, what came of it, and what was kept before and after.

    ``put`` is the question that the person last saw as the open one before the turn, ``put_after``
    after it; ``heard`` is what the bot had said last.
    """

    flow: Flow
    user: str
    input: Input
    now: datetime
    before: Snapshot
    after: Snapshot
    outcome: Outcome
    reply: Reply
    put: Put | None = None
    put_after: Put | None = None
    heard: Reply = field(default_factory=Reply)
    pressed: dict[Input, datetime] = field(default_factory=dict)


def first_open(flow: Flow, answers: Answers) -> str:
    """Where the answers lead, worked out without the machine."""
    step = flow.path.first_open(answers)
    return FINISHED if step is None else step.state
