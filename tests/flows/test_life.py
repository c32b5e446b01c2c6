"""The machine decides: what it does not declare cannot happen, and each of its ways is gone.

That a replay of the answers and decisions finds the same stage is one of ``rules.RULES``, and so is
checked after every turn of every conversation and random walk.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transitions import MachineError

from flows.journey.delegation import Delegation, DelegationState
from flows.journey.flow import Flow
from flows.journey.life import (
    ADVISE,
    ANSWERED,
    BEGUN,
    CORRECT,
    FINISHED,
    OPENED,
    PAUSE,
    RESTS,
    RESUME,
    STOP,
    WAIT,
    Life,
)
from flows.journey.path import reopening_of, run_of
from flows.journey.route import ADVISED, AGAIN, CORRECTED, COURSE, REOPENED, Route
from flows.journey.short import TAKEN
from flows.journey.steps import Step
from flows.journey.values import Answer, Answers, AnswerState, Value
from tests.flows.chat import BEGINNING

#: (what was said before, the stage before, what happened, the stage after)
Move = tuple[Answers, str, str, str]


def _said(step: str, value: Value = None) -> Answer:
    state = AnswerState.SKIPPED if value is None else AnswerState.GIVEN
    return Answer(step, state, value, "U1", BEGINNING)


def _until(flow: Flow, stage: str) -> Answers:
    """Everything passed over that comes before the stage."""
    rank = flow.path.rank.get(stage, len(flow.path.rank))
    earlier = [each for each in flow.path.sections if flow.path.rank[each.stage] < rank]
    return Answers([_said(TAKEN, True), *(_said(s.id) for each in earlier for s in each.steps)])


def _with(answers: Answers, *more: Answer) -> Answers:
    return Answers((*answers, *more))


def _facts(flow: Flow) -> dict[str, list[Answer]]:
    """What is kept of the stages beside the path."""
    point = flow.path.library.phases[0].focus_points[0].id
    aside = next(each for each in flow.library.courses if not each.placed)
    return {
        COURSE: [_said(run_of(aside), True)],
        REOPENED: [_said(reopening_of(point), True)],
        CORRECTED: [_said(AGAIN, [CORRECTED, "title"])],
        ADVISED: [_said(AGAIN, [ADVISED, "title"])],
    }


def _moves(flow: Flow) -> Iterator[Move]:  # noqa: C901
    """Every way that the table declares, as somebody goes it."""
    stages, facts = flow.path.stages, _facts(flow)
    everything = _until(flow, FINISHED)
    for before, after in zip(stages, (*stages[1:], FINISHED), strict=True):
        yield _until(flow, after), before, ANSWERED, after
        if after != FINISHED:
            yield _until(flow, before), after, ANSWERED, before
    yield _until(flow, stages[1]), FINISHED, ANSWERED, "paused"
    beside = {COURSE: everything, REOPENED: everything, CORRECTED: everything, ADVISED: everything}
    for stage in stages:
        yield _with(_until(flow, stage), *facts[COURSE]), stage, ANSWERED, COURSE
    for stage in beside:
        yield _until(flow, stages[2]), stage, ANSWERED, stages[2]
        for other in {COURSE, REOPENED} - {stage}:
            yield _with(everything, *facts[other]), stage, ANSWERED, other
    for rest in (*RESTS, FINISHED):
        yield _until(flow, stages[2]), rest, RESUME, stages[2]
        for other in (COURSE, REOPENED):
            yield _with(everything, *facts[other]), rest, RESUME, other
    awake = [*stages, COURSE, REOPENED, CORRECTED, ADVISED]
    entered = {BEGUN: COURSE, OPENED: REOPENED, CORRECT: CORRECTED, ADVISE: ADVISED}
    first = {BEGUN: len(stages), OPENED: 1}
    for trigger, dest in entered.items():
        rests = () if trigger == ADVISE else RESTS
        for source in (*awake[first.get(trigger, 0) :], FINISHED, *rests):
            if source != dest or trigger not in (BEGUN, OPENED):
                kept = [*(facts.get(source, []) if source != dest else []), *facts[dest]]
                yield _with(everything, *kept), source, trigger, dest
    for trigger, dest in zip((PAUSE, WAIT, STOP), RESTS, strict=True):
        for source in (*awake, FINISHED, *(RESTS[:2] if trigger == STOP else ())):
            yield everything, source, trigger, dest


def _went(life: Life, move: Move) -> bool:
    """Whether the move still leads where it shall, in one step."""
    answers, source, trigger, dest = move
    try:
        return life.after(source, Route(life.path, answers), trigger) == dest
    except MachineError:
        return False


def _declared(life: Life) -> Iterator[tuple[str, str, str]]:
    for name, event in life.machine.events.items():
        for source, ways in event.transitions.items():
            for way in ways:
                yield name, str(source), str(way.dest)


def test_every_way_is_gone(real_flow: Flow) -> None:
    assert [move[1:] for move in _moves(real_flow) if not _went(real_flow.life, move)] == []


def test_without_any_one_transition_a_walk_fails(real_flow: Flow) -> None:
    """Each in turn: taken out of the machine, some move does not lead where it did."""
    life = Life(real_flow.path)
    moves = list(_moves(real_flow))
    unnoticed = []
    for name, source, dest in list(_declared(life)):
        ways = life.machine.events[name].transitions
        kept = ways.pop(source)
        if left := [each for each in kept if each.dest != dest]:
            ways[source] = left
        concerned = (m for m in moves if m[1] == source or m[2] in (ANSWERED, RESUME))
        if all(_went(life, move) for move in sorted(concerned, key=lambda m: m[1] != source)):
            unnoticed.append((name, source, dest))
        ways[source] = kept
    assert unnoticed == [], unnoticed


def test_what_is_not_declared_cannot_happen(real_flow: Flow) -> None:
    route = Route(real_flow.path, Answers())
    for rest in RESTS:
        with pytest.raises(MachineError):
            real_flow.life.after(rest, route, PAUSE)
    with pytest.raises(MachineError):
        real_flow.life.after("paused", route, ADVISE)


def test_a_stage_that_is_gone_is_derived_anew(real_flow: Flow) -> None:
    for stage in real_flow.path.stages:
        answers = _until(real_flow, stage)
        assert real_flow.life.now("en.fase.som.er.vaek", Route(real_flow.path, answers)) == stage


@given(data=st.data())
def test_replaying_any_answers_finds_a_stage_where_something_is_open(
    small_flow: Flow, data: st.DataObject
) -> None:
    steps: list[Step] = data.draw(st.lists(st.sampled_from(small_flow.path.steps), max_size=30))
    answers = Answers(_said(step.id) for step in steps)
    stage, route = small_flow.life.replay(answers), Route(small_flow.path, answers)
    assert (route.open(stage) is None) == (stage == FINISHED)
    assert route.first is route.open(stage)


def test_it_is_quick_and_shared(real_flow: Flow) -> None:
    """Nothing of a journey is left in the machine: another in between changes nothing."""
    early, late = _until(real_flow, "gate"), _until(real_flow, FINISHED)
    ask = real_flow.life.replay
    assert [ask(early), ask(late), ask(early)] == ["gate", FINISHED, "gate"]


def test_a_point_handed_back_waits_until_it_is_seen_to(real_flow: Flow) -> None:
    point = real_flow.library.phases[0].focus_points[0].id
    record = Delegation(
        id="d1", point=point, to="U2", since=BEGINNING, state=DelegationState.ANSWERED
    )
    answers = _with(
        _until(real_flow, "afklaring.points"), _said(record.step, record.model_dump(mode="json"))
    )
    here = Route(real_flow.path, answers).first
    assert here is not None
    assert real_flow.path.section_of[here.id].id != point
