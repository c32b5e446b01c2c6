"""Every rule fires at some answers and is silent at others that are close to them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.content.kinds import Advice, Speaks
from flows.content.library import Library
from flows.journey.flow import Flow
from flows.journey.steps import Role, choice_ids
from flows.journey.values import Answer, Answers, AnswerState, Value
from flows.parts.advice.findings import advisor
from flows.parts.advice.rules import RULES
from flows.parts.advice.signs import Facts
from tests.at_once import at_once
from tests.flows.advice.fires import CASES, LEFT, SAID, Given, answers

FIRES = [(name, given) for name, case in CASES.items() for given in case.fires]
SILENT = [(name, given) for name, case in CASES.items() for given in case.silent]


def facts(flow: Flow, given: Given) -> Facts:
    """What a rule gets to see."""
    return Facts(flow.path, answers(given))


def test_every_rule_is_tried() -> None:
    assert CASES.keys() == RULES.keys()


@at_once("name, given", FIRES)
def test_it_fires(real_flow: Flow, name: str, given: Given) -> None:
    assert RULES[name](facts(real_flow, given)) == CASES[name].because


@at_once("name, given", SILENT)
def test_it_is_silent(real_flow: Flow, name: str, given: Given) -> None:
    assert RULES[name](facts(real_flow, given)) is None


@at_once("name", RULES)
def test_it_is_silent_where_nothing_is_answered(real_flow: Flow, name: str) -> None:
    assert RULES[name](facts(real_flow, {})) is None


@at_once("name", RULES)
def test_it_is_silent_where_all_is_passed_over(real_flow: Flow, name: str) -> None:
    """But for what is said of leaving the question."""
    said = dict.fromkeys(real_flow.library.questions, LEFT)
    fired = RULES[name](facts(real_flow, said))
    assert fired is None or name in ("no_owner_above", "no_project_leader", "no_gain_named")


def test_what_the_task_is_opens_the_goal_too(real_flow: Flow) -> None:
    given = {"afgraensning.hvad": ["definition"], "rammer.fast": ["maal"]}
    found = RULES["open_result_fixed_goal"](facts(real_flow, given))
    assert found == ("afgraensning.hvad", "rammer.fast")


def test_politicians_have_the_last_word_also_where_much_is_shared(real_flow: Flow) -> None:
    given = {"type.styring": 4, "demokrati.politikere": "beslutter"}
    found = RULES["politicians_and_citizens_decide"](facts(real_flow, given))
    assert found == ("type.styring", "demokrati.politikere")


@pytest.mark.parametrize("where", ["bunden", "mig"])
def test_what_nobody_above_owns_is_not_one_s_own_to_share(real_flow: Flow, where: str) -> None:
    given = {"type.styring": 4, "ejerskab.hvor": where}
    assert RULES["shares_what_is_not_owned"](facts(real_flow, given)) == tuple(given)


def test_who_alone_owns_it_may_hold_all_three_roles(real_flow: Flow) -> None:
    me = {"user": "U1"}
    given = {"ejerskab.hvor": "mig", "bemanding.projektleder": me, "ansvar.taler": me}
    assert RULES["all_on_the_chef"](facts(real_flow, given)) == tuple(given)


def test_much_room_weighs_beside_nothing_prepared(real_flow: Flow) -> None:
    given = {"parathed.uforudset": ["intet"], "uforudsigelighed.grad": 4}
    assert RULES["nothing_for_the_unforeseen"](facts(real_flow, given)) == tuple(given)


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
        assert set(finding.because) <= _seen(real_flow, finding.advice)
        assert all(said.get(question) is not None for question in finding.because)


def _seen(flow: Flow, advice: Advice) -> set[str]:
    """What the advice says that its rule looks at; how clear a point is goes with its questions."""
    return set(flow.path.by_id) if Role.CLARITY in advice.needs else set(advice.needs)


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
        watched = Watched(real_flow.path, said)
        RULES[advice.rule](watched)
        assert watched.looked <= _seen(real_flow, advice), advice.rule


def test_the_table_of_the_rules(real: Library) -> None:
    """``pytest -n 0 -s tests/flows/advice/test_rules.py -k table`` prints it."""
    print("\n| råd | regel | vægt | taler | kilde | prøvet: taler, tier |")  # noqa: T201
    print("|---|---|---|---|---|---|")  # noqa: T201
    for each in sorted(real.advice, key=lambda advice: -advice.gravity):
        case, cited = CASES[each.rule], each.source
        source = "vores" if cited is None else cited.source
        page = f" s. {cited.page}" if cited is not None and cited.page is not None else ""
        tried = f"{len(case.fires)}, {len(case.silent)} (`{each.rule}`)"
        told = f"{each.gravity} | {each.speaks} | {source}{page}"
        print(f"| {each.title} (`{each.id}`) | `{each.rule}` | {told} | {tried} |")  # noqa: T201
        assert case.fires, each.rule
        assert case.silent, each.rule
    grave = [each for each in real.advice if each.gravity == max(e.gravity for e in real.advice)]
    assert all(each.speaks is not Speaks.SUMMARY for each in grave), "what is grave is not silent"


def test_content_that_lost_its_questions_troubles_no_rule(small_flow: Flow) -> None:
    for name, rule in RULES.items():
        for each in CASES[name].fires:
            assert rule(Facts(small_flow.path, answers(each))) is None


def test_the_words_do_not_shout(real: Library) -> None:
    for advice in real.advice:
        for text in (advice.title, advice.say, advice.do):
            assert not re.search(r"[!]|Tak for", text)
