"""The state machine of a journey, built once from the content with ``transitions``.

States are the steps of the path (``afklaring.formaal.hvorfor``), three resting places, and two
that one only passes through. The position follows from the answers: ``settle`` walks from where
one stands to the first step without an answer. A ``HierarchicalMachine`` keeps its scope on itself
while it works, so each thread has its own.
"""

from __future__ import annotations

from typing import Any

from transitions.extensions import HierarchicalMachine
from transitions.extensions.nesting import NestedState

from flows.journey.path import Path
from flows.journey.steps import Role, Step
from flows.journey.values import Answers

TITLE = "title"
FINISHED = "finished"
PAUSED = "paused"
STOPPED = "stopped"
REVISING = "revising"
TURNING = "turning"
RESTING = (PAUSED, STOPPED)


class DottedState(NestedState):
    """States named as people read them: phase.point.question."""

    separator = "."


class DottedMachine(HierarchicalMachine):
    """A hierarchical machine whose states are named with dots."""

    state_cls = DottedState


class Walker:
    """One walk through the machine: where one stands, and the facts that the guards look at.

    ``goal`` is the state that the walk shall end in.
    """

    __slots__ = ("answers", "goal", "path", "state")

    def __init__(self, path: Path, state: str, answers: Answers, goal: str = "") -> None:
        self.path = path
        self.state = state
        self.answers = answers
        self.goal = goal

    def resolved(self, event: Any) -> bool:
        """Guard: the step that one leaves has an answer."""
        return self.path.resolved(self.path.by_state[event.transition.source], self.answers)

    def on_path(self, event: Any) -> bool:
        """Guard: the answers lead to the step that one would enter."""
        return self.path.by_state[event.transition.dest].on_path(self.answers)

    def chosen(self, event: Any) -> bool:
        """Guard: this is where the walk shall end."""
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
        return FINISHED if state == FINISHED and self._first_open(answers) == FINISHED else PAUSED

    def settle(self, state: str, answers: Answers) -> str:
        """Walk from ``state`` to what is asked now, on the path or in a course that runs."""
        walker = Walker(self.path, state, answers, self._first_open(answers))
        while walker.state != walker.goal:
            if not (self._answered(walker) and self._trigger(walker, "answer")):
                if walker.state != TURNING:  # where a rest has ended one turns already
                    self._trigger(walker, "turn")
                self._trigger(walker, "choose")
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
        walker = Walker(self.path, state, answers, step.state)
        self._trigger(walker, "revise")
        self._trigger(walker, "choose")
        return walker.state

    def _first_open(self, answers: Answers) -> str:
        step = self.path.first_open(answers)
        return step.state if step is not None else FINISHED

    def _answered(self, walker: Walker) -> bool:
        """The guard ``resolved`` asked beforehand: a trigger that leads nowhere costs as much."""
        step = self.path.by_state.get(walker.state)
        return step is not None and self.path.resolved(step, walker.answers)

    def _move(self, state: str, answers: Answers, trigger: str) -> str:
        walker = Walker(self.path, state, answers)
        self._trigger(walker, trigger)
        return walker.state

    def _trigger(self, walker: Walker, name: str) -> bool:
        return bool(self.machine.trigger_event(walker, name))


def _states(path: Path) -> list[Any]:
    tree: dict[str, Any] = {}
    for state in path.by_state:
        branch = tree
        for part in state.split("."):
            branch = branch.setdefault(part, {})
    return [*(_node(name, children) for name, children in tree.items()), *_OTHER_STATES]


_OTHER_STATES = [FINISHED, PAUSED, STOPPED, REVISING, TURNING]


def _node(name: str, children: dict[str, Any]) -> Any:
    if not children:
        return name
    return {"name": name, "children": [_node(*child) for child in children.items()]}


def _transitions(path: Path) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for n, section in enumerate(path.sections):
        made += _onward(
            section.steps, path.sections[n + 1].steps if n + 1 < len(path.sections) else ()
        )
    for section in path.aside:
        made += _onward(section.steps, None)
    leaves = list(path.by_state)
    awake = [*leaves, FINISHED]
    made.append({"trigger": "turn", "source": [*awake, REVISING], "dest": TURNING})
    made.append({"trigger": "pause", "source": leaves, "dest": PAUSED})
    made.append({"trigger": "stop", "source": [*awake, PAUSED], "dest": STOPPED})
    made.append({"trigger": "resume", "source": list(RESTING), "dest": TURNING})
    made.append({"trigger": "revise", "source": [*awake, *RESTING], "dest": REVISING})
    made += [
        {
            "trigger": "choose",
            "source": [REVISING, TURNING],
            "dest": state,
            "conditions": ["chosen"],
        }
        for state in awake
    ]
    return made


def _onward(steps: tuple[Step, ...], following: tuple[Step, ...] | None) -> list[dict[str, Any]]:
    """Within a section to the next step on the path; from its end to where the next one begins.

    In which order the sections come is the journey's own, so that edge asks whether it is meant;
    where it is not, one turns. A conclusion stands for the rest of its section. ``following`` is
    None for a course beside the path.
    """
    made: list[dict[str, Any]] = []
    for n, step in enumerate(steps):
        for candidate in () if step.role is Role.CONCLUSION else steps[n + 1 :]:
            guards = ["resolved", "on_path"] if candidate.conditional else ["resolved"]
            made.append(_answer(step, candidate.state, guards))
            if not candidate.conditional:
                break
        else:
            made += _to_next(step, following)
    return made


def _to_next(step: Step, following: tuple[Step, ...] | None) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for candidate in following or ():
        guards = ["resolved", *(["on_path"] if candidate.conditional else []), "chosen"]
        made.append(_answer(step, candidate.state, guards))
        if not candidate.conditional:
            break
    if following == ():
        made.append(_answer(step, FINISHED, ["resolved", "chosen"]))
    return made


def _answer(step: Step, dest: str, guards: list[str]) -> dict[str, Any]:
    return {"trigger": "answer", "source": step.state, "dest": dest, "conditions": guards}
