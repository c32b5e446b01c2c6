"""The machines of a workshop and of each of its rounds, with guards that have names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from transitions import Machine

from flows.workshop.values import RoundState as R
from flows.workshop.values import WorkshopState as W

ROUND: tuple[dict[str, Any], ...] = (
    {"trigger": "begin", "source": R.OPEN, "dest": R.COLLECTING},
    {"trigger": "answer", "source": R.COLLECTING, "dest": R.COLLECTING},
    {"trigger": "pass_on", "source": R.COLLECTING, "dest": R.COLLECTING},
    {"trigger": "reveal", "source": R.COLLECTING, "dest": R.REVEALED, "conditions": ["enough"]},
    {"trigger": "withhold", "source": R.COLLECTING, "dest": R.DISCUSSING, "unless": ["enough"]},
    {"trigger": "discuss", "source": [R.REVEALED, R.DISCUSSING], "dest": R.DISCUSSING},
    {
        "trigger": "rate_again",
        "source": [R.REVEALED, R.DISCUSSING],
        "dest": R.RERATING,
        "unless": ["rerated", "withheld"],
    },
    {"trigger": "rate", "source": R.RERATING, "dest": R.RERATING},
    {"trigger": "show_rating", "source": R.RERATING, "dest": R.DISCUSSING},
    {"trigger": "conclude", "source": [R.REVEALED, R.DISCUSSING], "dest": R.CONCLUDED},
    {"trigger": "reopen", "source": R.CONCLUDED, "dest": R.DISCUSSING},
    {"trigger": "reopen", "source": [R.REVEALED, R.DISCUSSING], "dest": R.COLLECTING},
)
WORKSHOP: tuple[dict[str, Any], ...] = (
    {"trigger": "begin", "source": W.GATHERING, "dest": W.RUNNING},
    {"trigger": "cancel", "source": W.GATHERING, "dest": W.CANCELLED},
    {"trigger": "end", "source": W.RUNNING, "dest": W.ENDED},
)


@dataclass(slots=True)
class Walker:
    """One step of a round: where it stands, and the facts that the guards look at."""

    state: str
    enough: bool = True
    rerated: bool = False
    withheld: bool = False


class Steps:
    """A machine that is built once and asked for the next state."""

    def __init__(self, states: type[R] | type[W], moves: tuple[dict[str, Any], ...]) -> None:
        self.machine = Machine(
            model=None,
            states=[state.value for state in states],
            transitions=[_plain(move) for move in moves],
            initial=next(iter(states)).value,
            auto_transitions=False,
            send_event=False,
            ignore_invalid_triggers=True,
        )

    def after(self, walker: Walker, trigger: str) -> str | None:
        """The state that ``trigger`` leads to, or None where it may not happen now."""
        moved = self.machine.events[trigger].trigger(walker)
        return walker.state if moved else None


def _plain(move: dict[str, Any]) -> dict[str, Any]:
    """With the states as the text that is stored."""
    source = move["source"]
    many = [each.value for each in source] if isinstance(source, list) else source.value
    return {**move, "source": many, "dest": move["dest"].value}
