"""Life: a journey as a state machine. Its state, the stage, is all that is stored of where one is.

The stages of the path come from the content's phases. Beside them stand a course that runs, points
that were opened again, a question that is asked once more, and the rests. Which stage follows which
stands in ``table`` and nowhere else; what that does not declare raises ``MachineError``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from transitions import Machine

from flows.journey.path import Path
from flows.journey.route import (
    ADVISED,
    AGAIN,
    ASKED_AGAIN,
    CORRECTED,
    COURSE,
    REOPENED,
    Route,
)
from flows.journey.values import Answer, Answers

FINISHED = "finished"
PAUSED, WAITING, STOPPED = "paused", "waiting", "stopped"
#: Stages in which nothing is asked. Under RESTED it is kept which one, or that one went on.
RESTS, RESTED, WENT_ON = (PAUSED, WAITING, STOPPED), "rested", "went_on"
#: What happens. ANSWERED is also that an answer came from elsewhere, or was changed.
ANSWERED, BEGUN, OPENED, CORRECT, ADVISE = "answered", "begun", "reopened", "corrected", "advised"
PAUSE, WAIT, STOP, RESUME = "paused", "waited", "stopped", "resumed"
#: What leads to the stages of which it is kept that they were entered.
ENTERING = {PAUSED: PAUSE, WAITING: WAIT, STOPPED: STOP, CORRECTED: CORRECT, ADVISED: ADVISE}

Row = dict[str, Any]


def table(stages: Sequence[str]) -> list[Row]:
    """Which stage may follow which, on what, and where what holds; the first row that fits counts.

    One goes along the path a stage at a time, past those where nothing is open, and back where
    something was opened behind one. From beside the path and from a rest one comes in at its
    beginning.
    """
    awake = [*stages, COURSE, REOPENED, *ASKED_AGAIN]
    anywhere = [*awake, *RESTS, FINISHED]
    along = pairwise([*stages, FINISHED])
    return [
        _row(ANSWERED, [*stages], COURSE, "course_runs"),
        _row(ANSWERED, stages[0], REOPENED, "points_reopened"),
        *(_row(ANSWERED, stage, before, "open_before") for before, stage in pairwise(stages)),
        *(_row(ANSWERED, stage, after, "nothing_open") for stage, after in along),
        _row(ANSWERED, FINISHED, PAUSED, "open_before"),
        _row(ANSWERED, [COURSE, REOPENED, *ASKED_AGAIN], stages[0], "nothing_open"),
        _row(RESUME, [*RESTS, FINISHED], stages[0]),
        _row(BEGUN, [REOPENED, *ASKED_AGAIN, *RESTS, FINISHED], COURSE, "course_runs"),
        _row(OPENED, [e for e in anywhere[1:] if e != REOPENED], REOPENED, "points_reopened"),
        _row(CORRECT, anywhere, CORRECTED),
        _row(ADVISE, [*awake, FINISHED], ADVISED),
        _row(PAUSE, [*awake, FINISHED], PAUSED),
        _row(WAIT, [*awake, FINISHED], WAITING),
        _row(STOP, [*awake, FINISHED, PAUSED, WAITING], STOPPED),
    ]


def _row(trigger: str, source: str | list[str], dest: str, *guards: str) -> Row:
    return {"trigger": trigger, "source": source, "dest": dest, "conditions": list(guards)}


class Standing:
    """Where one journey stands, and the facts of its route that the guards look at."""

    __slots__ = ("route", "state")

    def __init__(self, route: Route, state: str) -> None:
        self.route = route
        self.state = state

    def nothing_open(self, _: Any) -> bool:
        """Guard: no question is open in this stage."""
        return self.route.open(self.state) is None

    def open_before(self, _: Any) -> bool:
        """Guard: a question is open in an earlier stage of the path."""
        return self.route.is_open_before(self.state)

    def course_runs(self, _: Any) -> bool:
        """Guard: a course was begun, and has a question open."""
        return self.route.open(COURSE) is not None

    def points_reopened(self, _: Any) -> bool:
        """Guard: points were opened again, and have a question open."""
        return self.route.open(REOPENED) is not None


class Life:
    """The machine of all journeys. It keeps nothing of any of them, so threads may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.first = path.stages[0]
        self._facts = {
            **dict.fromkeys(path.runs, (BEGUN, COURSE)),
            **dict.fromkeys(path.reopenings, (OPENED, REOPENED)),
        }
        self.machine = Machine(
            model=None,
            states=[*path.stages, COURSE, REOPENED, *ASKED_AGAIN, *RESTS, FINISHED],
            transitions=table(path.stages),
            initial=self.first,
            auto_transitions=False,
            send_event=True,
        )

    def after(self, stage: str, route: Route, trigger: str) -> str:
        """The stage that ``trigger`` leads to. Raises ``MachineError`` where it is not declared."""
        standing = Standing(route, stage)
        self._happens(standing, trigger)
        return self._settled(standing)

    def now(self, stage: str, route: Route) -> str:
        """The stage as it is by now: answers may have come from elsewhere since it was stored.

        A stage that the content no longer has is derived anew.
        """
        if stage not in self.machine.states:
            return self.replay(route.answers)
        return self._settled(Standing(route, stage))

    def replay(self, answers: Answers) -> str:
        """The stage that the answers and decisions lead to, taken in their order."""
        replay = Replay(self)
        for answer in answers.held():
            replay.take(answer)
        return replay.leads_to()

    def _happens(self, standing: Standing, trigger: str) -> None:
        """On the path a course begins as if something was answered: see ``_settled``."""
        if trigger != ANSWERED and not (trigger == BEGUN and standing.state in self.path.rank):
            self._trigger(standing, trigger)

    def _settled(self, standing: Standing) -> str:
        """Go on until the stage is one with an open question, or a rest, or the end."""
        while standing.state not in RESTS and not standing.route.is_open_now(standing.state):
            if not self._trigger(standing, ANSWERED):
                break
        return standing.state

    def _trigger(self, standing: Standing, name: str) -> bool:
        return bool(self.machine.events[name].trigger(standing))


class Replay:
    """A journey taken from its beginning, one answer or decision after another."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.so_far = Answers()
        self._standing = Standing(Route(life.path, self.so_far), life.first)

    def take(self, answer: Answer) -> None:
        """Take the next one that holds."""
        decides = answer.step in (RESTED, AGAIN) or answer.step in self.life._facts
        if decides:  # where the answers before it have led to
            self.life._settled(self._by_now())
        self.so_far.add(answer)
        if decides:
            self._follow(self._by_now(), answer)

    def leads_to(self) -> str:
        """The stage that what was taken leads to; one may go on taking."""
        life, now = self.life, Standing(self._by_now().route, self._standing.state)
        life._settled(now)
        rest = self.so_far.given(RESTED)
        if rest in RESTS and now.state != rest:
            life._trigger(now, ENTERING[rest])
        return now.state

    def _by_now(self) -> Standing:
        self._standing.route = self._standing.route.by_now()
        return self._standing

    def _follow(self, standing: Standing, answer: Answer) -> None:
        """Take what one decision led to."""
        life = self.life
        asleep, state = standing.state in (*RESTS, FINISHED), standing.state
        if answer.step == RESTED and answer.value == WENT_ON and asleep:
            life._trigger(standing, RESUME)
        elif answer.step == AGAIN and standing.route.asked_again is not None:
            life._trigger(standing, ENTERING[answer.value[0]])
        elif answer.step in life._facts and answer.value is True:
            trigger, dest = life._facts[answer.step]
            if state != dest:
                life._happens(standing, trigger)
                life._settled(standing)


def drawing(stages: Sequence[str]) -> str:
    """The machine as ``transitions`` draws it, in Mermaid, with the stages of a phase in a box."""
    from transitions.extensions import HierarchicalGraphMachine
    from transitions.extensions.nesting import NestedState

    class Drawn(NestedState):
        separator = "__"

    class Drawing(HierarchicalGraphMachine):
        state_cls = Drawn

    beside = [COURSE, REOPENED, *ASKED_AGAIN]
    asleep = [*RESTS, FINISHED]
    first, *after = stages
    names = {stage: f"awake__path__{stage.replace('.', '__')}" for stage in after}
    names |= {stage: f"awake__{stage}" for stage in (first, *beside)}
    names |= {stage: f"asleep__{stage}" for stage in asleep}
    boxes: dict[str, list[str]] = {}
    for stage in after:
        box, _, inner = stage.partition(".")
        boxes.setdefault(box, []).extend([inner] if inner else [])
    path = [{"name": box, "children": own} if own else box for box, own in boxes.items()]
    awake = [first, {"name": "path", "children": path}, *beside]
    groups = {"awake": {*stages, *beside}, "awake__path": {*after}, "asleep": {*asleep}}

    def drawn(row: Row) -> Row:
        """From a whole box where the row speaks of all that is in it."""
        sources = {row["source"]} if isinstance(row["source"], str) else {*row["source"]}
        found = []
        for box, inside in groups.items():
            if inside <= sources:
                found.append(box)
                sources -= inside
        found += [names[each] for each in (*stages, *beside, *asleep) if each in sources]
        return {**row, "source": found, "dest": names[row["dest"]]}

    machine = Drawing(
        states=[{"name": "awake", "children": awake}, {"name": "asleep", "children": asleep}],
        transitions=[drawn(row) for row in table(stages)],
        initial=names[stages[0]],
        title="The life of a journey",
        auto_transitions=False,
        show_conditions=True,
        graph_engine="mermaid",
    )
    return str(machine.get_combined_graph().draw(None))
