"""One turn with all there is to know about it, for the rules that every turn must keep."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from operator import is_

from flows.dialogue import Outcome
from flows.inputs import Input
from flows.journey.flow import Flow
from flows.journey.life import Life, Replay
from flows.journey.path import Path
from flows.journey.route import Route
from flows.journey.steps import Step
from flows.journey.values import Answer, Answers, Journey
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


@lru_cache(maxsize=100)
def route_of(path: Path, answers: Answers) -> Route:
    """What these answers, which are only read, say of the path."""
    return Route(path, answers)


@lru_cache(maxsize=100)
def stage_of(flow: Flow, stage: str, answers: Answers) -> str:
    """The stage that is kept, as it is by now."""
    return flow.life.now(stage, route_of(flow.path, answers))


#: The last replays, each with what it has taken: most turns only go on from one of them.
_REPLAYS: deque[tuple[Replay, list[Answer]]] = deque(maxlen=4)


def replayed(life: Life, answers: Answers) -> str:
    """The stage that these answers lead to from the beginning."""
    held = [*answers.held()]
    for replay, taken in _REPLAYS:
        if replay.life is life and all(map(is_, taken, held)) and len(taken) <= len(held):
            break
    else:
        replay, taken = Replay(life), []
        _REPLAYS.append((replay, taken))
    for answer in held[len(taken) :]:
        replay.take(answer)
        taken.append(answer)
    return replay.leads_to()


def open_step(flow: Flow, journey: Journey | None, answers: Answers) -> Step | None:
    """The question that is open in the journey."""
    if journey is None:
        return None
    return route_of(flow.path, answers).open(stage_of(flow, journey.stage, answers))
