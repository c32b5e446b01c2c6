"""The life of a nudge, as a machine: planned, due, sent, and then acted on, snoozed or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from transitions import Machine

from flows.journey.nudges import Nudge, NudgeState

_TRANSITIONS: list[Any] = [
    # its time has come
    {"trigger": "ripen", "source": ["planned", "snoozed"], "dest": "due"},
    # … but this is not the moment
    {"trigger": "wait", "source": ["planned", "due", "snoozed"], "dest": "planned"},
    # what is due later the same day goes along
    {"trigger": "send", "source": ["planned", "due", "snoozed"], "dest": "sent"},
    {"trigger": "act", "source": ["sent", "snoozed"], "dest": "acted"},
    {"trigger": "snooze", "source": ["sent", "snoozed"], "dest": "snoozed"},
    # it has lost its point
    {"trigger": "drop", "source": ["planned", "due", "snoozed"], "dest": "dropped"},
    # … and has one again
    {"trigger": "revive", "source": "dropped", "dest": "planned"},
]

#: Shared by all threads: a flat machine keeps nothing on itself.
MACHINE = Machine(
    model=None,
    states=[state.value for state in NudgeState],
    transitions=_TRANSITIONS,
    initial="planned",
    auto_transitions=False,
    send_event=True,
)


#: What may happen in each state; asked beforehand, since the library warns of what may not.
ALLOWED = {state: frozenset(MACHINE.get_triggers(state.value)) for state in NudgeState}


class _Walker:
    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


def moved(nudge: Nudge, trigger: str, why: str, due_at: datetime | None = None) -> Nudge | None:
    """The nudge after ``trigger``; None where its state does not allow that."""
    if trigger not in ALLOWED[nudge.state]:
        return None
    walker: Any = _Walker(nudge.state.value)
    MACHINE.events[trigger].trigger(walker)
    return replace(nudge, state=NudgeState(walker.state), why=why, due_at=due_at or nudge.due_at)
