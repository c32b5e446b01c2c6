"""The machine itself: every step can be reached, has a way on, and agrees with the answers."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.content.kinds import OTHER, Kind, When
from flows.content.library import Library
from flows.journey.flow import Flow
from flows.journey.machine import FINISHED, PAUSED, REVISING, STOPPED, TITLE
from flows.journey.steps import Role, Step, choice_ids
from flows.journey.values import Answer, Answers, AnswerState, Value
from tests.flows.chat import BEGINNING
from tests.flows.turning import first_open


@pytest.fixture(params=["small", "real"])
def flow(request: pytest.FixtureRequest) -> Flow:
    return request.getfixturevalue(f"{request.param}_flow")


def _answer(step: str, value: Value, state: AnswerState = AnswerState.GIVEN) -> Answer:
    return Answer(step, state, value, "U1", BEGINNING)


VALUES = {
    Kind.TEXT: st.just("et svar"),
    Kind.SCALE: st.integers(1, 5),
    Kind.YES_NO: st.booleans(),
    Kind.PERSON: st.just({"user": "U1"}),
    Kind.DATE: st.just("2026-03-02"),
}


def _values(step: Step) -> st.SearchStrategy[Value]:
    """Any value that fits the step."""
    ids = st.sampled_from(choice_ids(step.question) or [OTHER])
    closed = {Kind.CHOICE: ids, Kind.CHOICES: st.lists(ids, min_size=1, unique=True)}
    return {**VALUES, **closed}[step.question.kind]


@st.composite
def answered(draw: st.DrawFn, flow: Flow) -> Answers:
    """Any answers to any of the steps, on the path or off it."""
    answers = Answers()
    for step in flow.path.steps:
        match draw(st.sampled_from(["given", "given", "given", "skipped", "open"])):
            case "given":
                answers.add(_answer(step.id, draw(_values(step))))
            case "skipped":
                answers.add(_answer(step.id, None, AnswerState.SKIPPED))
    return answers


def test_every_step_can_be_reached(flow: Flow) -> None:
    """For each conditional step there is an answer that leads to it, which can itself be given."""
    for step in flow.path.steps:
        leader = step
        answers = Answers()
        while leader.leader is not None:
            when = leader.question.when
            answers = _ruled(answers, when)
            wanted = OTHER if when is None else when.any_of[0] if when.any_of else ""
            leader = leader.leader
            if answers.get(leader.id) is None:
                answers.add(_answer(leader.id, _leading(leader, wanted)))
        assert step.on_path(answers), step.id
        for each in flow.path.steps:
            if each is step:
                break
            if answers.get(each.id) is None and each.role is Role.RATING:
                answers.add(_answer(each.id, 4))  # all alike, so that they keep their order
            elif answers.get(each.id) is None:
                answers.add(_answer(each.id, None, AnswerState.SKIPPED))
        assert flow.machine.settle(TITLE, answers) == step.state


#: Answers with which a named rule holds.
RULED = {
    "overruled": {
        "typen.kendt_loesning": 5,
        "typen.fast_maal": 5,
        "typen.dagsorden": 5,
        "typen.afgraenser": 5,
        "typen.valg": "faciliterende",
    },
    "second": {"formaal.succes": "a; b"},
    "third": {"formaal.succes": "a; b; c"},
    "fourth": {"formaal.succes": "a; b; c; d"},
}


def _ruled(answers: Answers, when: When | None) -> Answers:
    """The answers, with those before them with which the rule holds that ``when`` names."""
    rule = when.rule if when is not None else None
    return Answers((*(_answer(*each) for each in RULED.get(rule or "", {}).items()), *answers))


def _leading(step: Step, wanted: str) -> Value:
    match step.question.kind:
        case Kind.YES_NO:
            return wanted == "ja"
        case Kind.SCALE:
            return int(wanted)
        case Kind.CHOICES:
            return [wanted]
        case _:
            return wanted


def _onward(flow: Flow) -> dict[str, list[tuple[str, bool]]]:
    """The ways on by state, in the order in which they are tried: where to, and whether guarded."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for source, transitions in flow.machine.machine.events["answer"].transitions.items():
        for each in transitions:
            guarded = any(condition.func == "on_path" for condition in each.conditions)
            found.setdefault(source, []).append((each.dest, guarded))
    return found


def _on_the_path(flow: Flow) -> dict[str, list[tuple[str, bool]]]:
    """The ways on from the steps on the path."""
    states = {step.state for step in flow.path.steps}
    return {state: ways for state, ways in _onward(flow).items() if state in states}


def test_every_step_has_one_sure_way_on_and_it_is_tried_last(flow: Flow) -> None:
    ways = _on_the_path(flow)
    assert set(ways) == {step.state for step in flow.path.steps}
    for state, onward in ways.items():
        assert [guarded for _, guarded in onward] == [True] * (len(onward) - 1) + [False], state
        assert len({dest for dest, _ in onward}) == len(onward), state


def test_every_way_on_leads_forward_and_in_the_end_to_the_end(flow: Flow) -> None:
    order = [*(step.state for step in flow.path.steps), FINISHED]
    for state, onward in _on_the_path(flow).items():
        for dest, _ in onward:
            assert order.index(dest) > order.index(state)


def test_a_course_beside_the_path_leads_through_its_steps_and_nowhere_else(flow: Flow) -> None:
    ways = _onward(flow)
    for section in flow.path.aside:
        order = [step.state for step in section.steps]
        for state in order[:-1]:
            onward = [order.index(dest) for dest, _ in ways[state]]
            assert onward == sorted(onward)
            assert onward[0] == order.index(state) + 1


def test_every_step_is_entered_from_somewhere(flow: Flow) -> None:
    entered = {dest for onward in _on_the_path(flow).values() for dest, _ in onward}
    assert entered == {step.state for step in flow.path.steps} - {TITLE} | {FINISHED}


def test_one_can_rest_at_every_step_and_correct_from_everywhere(flow: Flow) -> None:
    machine, answers = flow.machine, Answers()
    target = flow.path.by_id["title"]
    for state in (*flow.path.by_state, FINISHED, PAUSED, STOPPED):
        assert machine.stop(state, answers) == STOPPED
        assert machine.revise(state, answers, target) == TITLE
        if state in flow.path.by_state:
            assert machine.pause(state, answers) == PAUSED
            assert machine.resume(state, answers) in (TITLE, state)
    for rest in (PAUSED, STOPPED):
        assert machine.resume(rest, answers) == TITLE
    for step in flow.path.steps:
        assert machine.revise(PAUSED, answers, step) == step.state


def test_nothing_is_left_standing_between(flow: Flow) -> None:
    """``revising`` is passed through within one move and is never a position."""
    for step in flow.path.steps:
        assert flow.machine.revise(step.state, Answers(), step) != REVISING


@given(data=st.data())
def test_where_the_answers_lead_is_where_the_machine_goes(
    small_flow: Flow, data: st.DataObject
) -> None:
    answers = data.draw(answered(small_flow))
    expected = first_open(small_flow, answers)
    machine = small_flow.machine
    assert machine.settle(TITLE, answers) == expected
    assert machine.resume(PAUSED, answers) == expected
    index = data.draw(st.integers(0, len(small_flow.path.steps) - 1))
    state = small_flow.path.steps[index].state
    settled = machine.settle(state, answers)
    walked = [step for step in small_flow.path.steps[:index] if step.on_path(answers)]
    if all(step.resolved(answers) for step in walked):
        assert settled in (expected, state)
    else:
        assert settled == expected


@given(data=st.data())
def test_the_end_holds_only_where_nothing_is_open(small_flow: Flow, data: st.DataObject) -> None:
    answers = data.draw(answered(small_flow))
    done = first_open(small_flow, answers) == FINISHED
    assert small_flow.machine.position(FINISHED, answers) == (FINISHED if done else PAUSED)
    assert small_flow.machine.position("fjernet.spoergsmaal", answers) == PAUSED


def test_off_the_path_stays_off_through_a_chain(small_flow: Flow) -> None:
    by_id = small_flow.path.by_id
    answers = Answers([_answer("sted.steder", ["inde"]), _answer("sted.regn", True)])
    assert not by_id["sted.regn"].on_path(answers)
    assert not by_id["tilbageblik.vaad"].on_path(answers)
    answers.add(_answer("sted.steder", ["ude"]))
    assert by_id["tilbageblik.vaad"].on_path(answers)


def test_each_thread_has_its_own_machine(small: Library) -> None:
    """A machine keeps its scope on itself while it works, so it is never shared."""
    found: list[str] = []

    def walk() -> None:
        flow = Flow(small)
        answers = Answers(
            _answer(step.id, None, AnswerState.SKIPPED) for step in flow.path.steps[:-1]
        )
        found.extend(flow.machine.settle(TITLE, answers) for _ in range(5))

    threads = [threading.Thread(target=walk) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Flow(small).path.steps[-1].state] * 20
    assert Flow(small).machine.machine is not Flow(small).machine.machine
