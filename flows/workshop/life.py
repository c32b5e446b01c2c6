"""The lives of a workshop and of each of its rounds: state machines that decide what may happen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from transitions import Machine, MachineError

from flows.workshop.values import RoundState, WorkshopState

ROUND_MOVES: tuple[dict[str, Any], ...] = (
    {"trigger": "begin", "source": "open", "dest": "collecting"},
    {"trigger": "answer", "source": "collecting", "dest": "collecting"},
    {"trigger": "reveal", "source": "collecting", "dest": "revealed", "conditions": "enough"},
    {"trigger": "withhold", "source": "collecting", "dest": "discussing", "unless": "enough"},
    {"trigger": "discuss", "source": ["revealed", "discussing"], "dest": "discussing"},
    {
        "trigger": "rate_again",
        "source": ["revealed", "discussing"],
        "dest": "rerating",
        "unless": ["rerated", "withheld"],
    },
    {"trigger": "rate", "source": "rerating", "dest": "rerating"},
    {"trigger": "reveal", "source": "rerating", "dest": "discussing", "conditions": "enough"},
    {"trigger": "withhold", "source": "rerating", "dest": "discussing", "unless": "enough"},
    {"trigger": "conclude", "source": ["revealed", "discussing"], "dest": "concluded"},
    {"trigger": "talk_again", "source": "concluded", "dest": "discussing"},
    {"trigger": "collect_again", "source": ["revealed", "discussing"], "dest": "collecting"},
    # 'Gem som input': while it is gone through
    {
        "trigger": "add_remark",
        "source": ["collecting", "revealed", "discussing", "rerating"],
        "dest": "=",
    },
)
WORKSHOP_MOVES: tuple[dict[str, Any], ...] = (
    {"trigger": "begin", "source": "gathering", "dest": "running"},
    {"trigger": "cancel", "source": "gathering", "dest": "cancelled"},
    {"trigger": "end", "source": "running", "dest": "ended"},
)


@dataclass(slots=True)
class Standing:
    """Where a workshop or a round stands, and the facts that the guards look at."""

    state: str
    enough: bool = False
    rerated: bool = False
    withheld: bool = False


class Life:
    """A machine that keeps nothing itself, so that threads may share it."""

    def __init__(
        self, states: type[RoundState | WorkshopState], moves: tuple[dict[str, Any], ...]
    ) -> None:
        self.machine = Machine(
            model=None,
            states=[state.value for state in states],
            transitions=list(moves),
            initial=next(iter(states)).value,
            auto_transitions=False,
        )
        self._declared = {s.value: frozenset(self.machine.get_triggers(s.value)) for s in states}

    def after(self, standing: Standing, trigger: str) -> str:
        """The state that ``trigger`` leads to; raises ``MachineError`` where it may not happen."""
        moved = replace(standing)
        if trigger not in self._declared[standing.state]:
            raise MachineError(f"'{trigger}' is not declared in '{standing.state}'")
        if not self.machine.events[trigger].trigger(moved):
            raise MachineError(f"a guard forbids '{trigger}' in '{standing.state}'")
        return moved.state

    def may(self, standing: Standing, trigger: str) -> bool:
        """Whether ``trigger`` may happen now."""
        try:
            self.after(standing, trigger)
        except MachineError:
            return False
        return True


ROUND = Life(RoundState, ROUND_MOVES)
WORKSHOP = Life(WorkshopState, WORKSHOP_MOVES)
