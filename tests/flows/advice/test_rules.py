"""Every rule fires at some answers and is silent at others that are close to them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.content.library import Library
from flows.journey.flow import Flow
from flows.journey.steps import choice_ids
from flows.journey.values import Answer, Answers, AnswerState, Value
from flows.parts.advice.findings import advisor
from flows.parts.advice.rules import RULES, unmeasurable_success
from flows.parts.advice.signs import Facts
from tests.flows.advice.fires import CASES, LEFT, SAID, SUCCESS, Given, answers

FIRES = [(name, given) for name, case in CASES.items() for given in case.fires]
SILENT = [(name, given) for name, case in CASES.items() for given in case.silent]


def facts(flow: Flow, given: Given) -> Facts:
    """What a rule gets to see."""
    return Facts(flow.path, answers(given), flow.language)


def test_every_rule_is_tried() -> None:
    assert CASES.keys() == RULES.keys()


@pytest.mark.parametrize(("name", "given"), FIRES)
def test_it_fires(real_flow: Flow, name: str, given: Given) -> None:
    assert RULES[name](facts(real_flow, given)) == CASES[name].because


@pytest.mark.parametrize(("name", "given"), SILENT)
def test_it_is_silent(real_flow: Flow, name: str, given: Given) -> None:
    assert RULES[name](facts(real_flow, given)) is None


@pytest.mark.parametrize("name", RULES)
def test_it_is_silent_where_nothing_is_answered(real_flow: Flow, name: str) -> None:
    assert RULES[name](facts(real_flow, {})) is None


@pytest.mark.parametrize("name", RULES)
def test_it_is_silent_where_all_is_passed_over(real_flow: Flow, name: str) -> None:
    """But for what is said of leaving the question."""
    said = dict.fromkeys(real_flow.library.questions, LEFT)
    fired = RULES[name](facts(real_flow, said))
    assert fired is None or name in ("no_owner_above", "no_project_leader")


def test_the_frame_is_open_also_where_only_the_goal_is(real_flow: Flow) -> None:
    given = {"typen.valg": "styret", "uforudsigelighed.plads": ["loesning"]}
    found = RULES["given_result_open_frame"](facts(real_flow, given))
    assert found == ("typen.valg", "uforudsigelighed.plads")


def test_there_is_no_room_also_where_the_number_says_so(real_flow: Flow) -> None:
    given = {"typen.valg": "ligevaerdig", "uforudsigelighed.grad": 1}
    found = RULES["open_result_no_room"](facts(real_flow, given))
    assert found == ("typen.valg", "uforudsigelighed.grad")


@pytest.mark.parametrize("where", ["bunden", "mig"])
def test_no_ownership_above_is_no_owner(real_flow: Flow, where: str) -> None:
    given = {"ejerskab.hvor": where, "ejerskab.ejer": {"user": "U1"}}
    assert RULES["no_owner_above"](facts(real_flow, given)) == ("ejerskab.hvor",)


@pytest.mark.parametrize(
    "goal",
    [
        "Der er flere besøgende end i dag",
        "Færre klager",
        "Naboerne kommer af sig selv",
        "Når halvdelen af foreningerne er med",
        "Inden sommerferien er huset i gang",
        "De låner udstyr ud til hinanden",
        "Mindst ti frivillige",
    ],
)
def test_a_number_a_time_or_a_deed_can_be_seen(real_flow: Flow, goal: str) -> None:
    assert unmeasurable_success(facts(real_flow, {SUCCESS: goal})) is None


@pytest.mark.parametrize(
    "goal",
    [
        "Større tryghed",
        "Vi har fået et bedre samarbejde",
        "At alle er glade for resultatet",
        "Mere ejerskab og engagement i lokalområdet",
        "Borgerne oplever kvalitet",
        "Det ved <@U0ALI00001> bedst",
    ],
)
def test_a_mood_cannot_be_seen(real_flow: Flow, goal: str) -> None:
    assert unmeasurable_success(facts(real_flow, {SUCCESS: goal})) == (SUCCESS,)


# Whatever was answered

ANY: Any = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 9),
    st.text(max_size=60),
    st.lists(st.text(max_size=8), max_size=3),
    st.dictionaries(st.sampled_from(["user", "name", "x"]), st.text(max_size=5), max_size=2),
)
_FITTING = ["2026-03-09", "2027-01-01", True, False, 1, 2, 3, 4, 5, "Bedre. De bestemmer stedet"]


def values(library: Library, ref: str) -> Any:
    """What may be stored under a question: what fits it, and what does not."""
    ids = choice_ids(library.asked[ref])
    fitting: list[Value] = [*_FITTING, *ids, *([id] for id in ids)]
    return st.one_of(st.sampled_from(fitting), ANY)


@st.composite
def journeys(draw: Any, library: Library) -> Answers:
    """Some answers, in any state, to some of the questions."""
    refs = draw(st.lists(st.sampled_from(sorted(library.questions)), unique=True, max_size=40))
    return Answers(
        Answer(ref, draw(st.sampled_from(AnswerState)), draw(values(library, ref)), "U1", SAID)
        for ref in refs
    )


@given(data=st.data())
def test_no_answers_trouble_a_rule(real_flow: Flow, data: st.DataObject) -> None:
    said = data.draw(journeys(real_flow.library))
    for finding in real_flow.the(advisor).findings(said):
        assert finding.because
        assert set(finding.because) <= set(finding.advice.needs)
        assert all(said.get(question) is not None for question in finding.because)


class Watched(Facts):
    """Facts that remember what was looked at."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.looked: set[str] = set()

    def _held(self, question: str) -> Answer | None:
        self.looked.add(question)
        return super()._held(question)


@given(data=st.data())
def test_a_rule_looks_only_at_what_it_needs(real_flow: Flow, data: st.DataObject) -> None:
    """So a turn needs to ask only the rules that look at the question that was answered."""
    said = data.draw(journeys(real_flow.library))
    for advice in real_flow.library.advice:
        watched = Watched(real_flow.path, said, real_flow.language)
        RULES[advice.rule](watched)
        assert watched.looked <= set(advice.needs), advice.rule


def test_content_that_lost_its_questions_troubles_no_rule(small_flow: Flow) -> None:
    for name, rule in RULES.items():
        for each in CASES[name].fires:
            assert rule(Facts(small_flow.path, answers(each), small_flow.language)) is None


def test_the_words_do_not_shout(real: Library) -> None:
    for advice in real.advice:
        for text in (advice.title, advice.say, advice.do):
            assert not re.search(r"[!]|Tak for", text)
