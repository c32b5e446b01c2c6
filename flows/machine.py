"""The state machine of a journey, built once from the content with ``transitions``.

States are the steps of the path (``afklaring.formaal.hvorfor``) and four resting places. The
position follows from the answers: ``settle`` walks from where one stands to the first step on
the path without an answer. A ``HierarchicalMachine`` keeps its scope on itself while it works,
so each thread has its own.
"""

from __future__ import annotations

from typing import Any

from transitions.extensions import HierarchicalMachine
from transitions.extensions.nesting import NestedState

from flows.steps import Path, Step
from flows.values import Answers

TITLE = "title"
FINISHED = "finished"
PAUSED = "paused"
STOPPED = "stopped"
REVISING = "revising"
RESTING = (PAUSED, STOPPED)


class DottedState(NestedState):
    """States named as people read them: phase.point.question."""

    separator = "."


class DottedMachine(HierarchicalMachine):
    """A hierarchical machine whose states are named with dots."""

    state_cls = DottedState


class Walker:
    """One walk through the machine: where one stands, and the facts that the guards look at."""

    __slots__ = ("answers", "goal", "path", "state")

    def __init__(self, path: Path, state: str, answers: Answers) -> None:
        self.path = path
        self.state = state
        self.answers = answers
        self.goal: str | None = None

    def resolved(self, event: Any) -> bool:
        """Guard: the step that one leaves has an answer."""
        return self.path.by_state[event.transition.source].resolved(self.answers)

    def on_path(self, event: Any) -> bool:
        """Guard: the answers lead to the step that one would enter."""
        return self.path.by_state[event.transition.dest].on_path(self.answers)

    def chosen(self, event: Any) -> bool:
        """Guard: this is the step that one chose to correct."""
        return bool(event.transition.dest == self.goal)


class JourneyMachine:
    """The machine with its path; ``move`` methods return the new state."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.machine = DottedMachine(
            model=None,
            states=_states(path),
            transitions=_transitions(path),
            initial=TITLE,
            auto_transitions=False,
            send_event=True,
            ignore_invalid_triggers=True,
        )

    def position(self, state: str, answers: Answers) -> str:
        """``state``, if the content still has it.

        A question that the person has not seen must not take what they type, so where theirs is
        gone, or where more is asked since they finished, the journey rests until they go on.
        """
        if state in self.path.by_state or state in RESTING:
            return state
        done = state == FINISHED and self._open_before(state, answers) == FINISHED
        return FINISHED if done else PAUSED

    def settle(self, state: str, answers: Answers) -> str:
        """Walk from ``state`` over answered steps to the first one without an answer.

        What has come to stand open before ``state`` goes first.
        """
        walker = Walker(self.path, self._open_before(state, answers), answers)
        while self._answered(walker) and self._trigger(walker, "answer"):
            pass
        return walker.state

    def pause(self, state: str, answers: Answers) -> str:
        """Rest; everything is kept."""
        return self._move(state, answers, "pause")

    def stop(self, state: str, answers: Answers) -> str:
        """End without deleting."""
        return self._move(state, answers, "stop")

    def resume(self, state: str, answers: Answers) -> str:
        """Go on from a rest, at the first step without an answer."""
        return self.settle(self._move(state, answers, "resume"), answers)

    def revise(self, state: str, answers: Answers, step: Step) -> str:
        """Go to ``step`` to answer it again; ``settle`` returns from there."""
        walker = Walker(self.path, state, answers)
        walker.goal = step.state
        self._trigger(walker, "revise")
        self._trigger(walker, "choose")
        return walker.state

    def _open_before(self, state: str, answers: Answers) -> str:
        """The first step before ``state`` that stands open, or ``state`` where there is none."""
        for step in self.path.steps:
            if step.state == state:
                break
            if step.on_path(answers) and not step.resolved(answers):
                return step.state
        return state

    def _answered(self, walker: Walker) -> bool:
        """The guard ``resolved`` asked beforehand: a trigger that leads nowhere costs as much."""
        step = self.path.by_state.get(walker.state)
        return step is not None and step.resolved(walker.answers)

    def _move(self, state: str, answers: Answers, trigger: str) -> str:
        walker = Walker(self.path, state, answers)
        self._trigger(walker, trigger)
        return walker.state

    def _trigger(self, walker: Walker, name: str) -> bool:
        return bool(self.machine.trigger_event(walker, name))


def _states(path: Path) -> list[Any]:
    tree: dict[str, Any] = {}
    for step in path.steps:
        branch = tree
        for part in step.state.split("."):
            branch = branch.setdefault(part, {})
    return [*(_node(name, children) for name, children in tree.items()), *_RESTING_STATES]


_RESTING_STATES = [FINISHED, PAUSED, STOPPED, REVISING]


def _node(name: str, children: dict[str, Any]) -> Any:
    if not children:
        return name
    return {"name": name, "children": [_node(*child) for child in children.items()]}


def _transitions(path: Path) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for n, step in enumerate(path.steps):
        made += _onward(step, path.steps[n + 1 :])
    leaves = [step.state for step in path.steps]
    awake = [*leaves, FINISHED]
    made.append({"trigger": "pause", "source": leaves, "dest": PAUSED})
    made.append({"trigger": "stop", "source": [*awake, PAUSED], "dest": STOPPED})
    made.append({"trigger": "resume", "source": list(RESTING), "dest": TITLE})
    made.append({"trigger": "revise", "source": [*awake, *RESTING], "dest": REVISING})
    made += [
        {"trigger": "choose", "source": REVISING, "dest": state, "conditions": ["chosen"]}
        for state in leaves
    ]
    return made


def _onward(step: Step, later: tuple[Step, ...]) -> list[dict[str, Any]]:
    """From ``step`` to the first later step on the path: one transition a candidate, in order."""
    made = []
    for candidate in later:
        guards = ["resolved", "on_path"] if candidate.conditional else ["resolved"]
        made.append(_answer(step, candidate.state, guards))
        if not candidate.conditional:
            return made
    return [*made, _answer(step, FINISHED, ["resolved"])]


def _answer(step: Step, dest: str, guards: list[str]) -> dict[str, Any]:
    return {"trigger": "answer", "source": step.state, "dest": dest, "conditions": guards}
