"""The content is edited while journeys are under way: nobody is stranded, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from flows.journey.flow import Flow
from flows.journey.life import FINISHED, PAUSED
from flows.journey.values import AnswerState
from tests.flows.chat import Chat, World
from tests.flows.small import small_files, small_library

FIRST, SECOND = "phases/1-foerst.yaml", "phases/2-siden.yaml"
HVAD = """      - id: hvad
        kind: text
        ask: Hvad vil I nå?
        why: Det holder retningen.
        received: Målet er skrevet ned.
        elaboration: Skriv det, som du ville sige det højt.
        example: "Fx: En bænk, som alle kan nå."
        source: {source: bog, page: 4}
"""
STEDER = "      - id: steder\n"
STED, AFSTAND = "  - id: sted\n", "  - id: afstand\n"
NEW = """      - id: hvorfor
        kind: text
        ask: Hvorfor netop det?
        why: Det er nyt.
        received: Så ved vi det.
"""
DAG = """      - id: dag
        kind: date
        ask: Hvornår er det?
        why: En dag er en aftale.
        received: Dagen er sat.
"""


def _flow(*changes: tuple[str, str, str]) -> Flow:
    """The small content with (file, old, new) changed, one after the other."""
    return Flow(small_library(changes))


ADDED_BEFORE = [(FIRST, STEDER, NEW + STEDER)]
DAG_REMOVED = [(FIRST, DAG, "")]
DAG_RENAMED = [(FIRST, "      - id: dag\n", "      - id: hvornaar\n")]
CHOICE_REMOVED = [(FIRST, "          - {id: lang, label: Den lange sti}\n", "")]
RO_REMOVED = [(FIRST, "          - {id: ro, label: Mere ro}\n", "")]
RELABELLED = [(FIRST, "label: Den lange sti", "label: Omvejen")]
TEXT_NOW_DATE = [(FIRST, HVAD, HVAD.replace("kind: text", "kind: date"))]
TEXT_NOW_SCALE = [
    (FIRST, HVAD, HVAD.replace("kind: text", "kind: scale\n        low: Lidt\n        high: Meget"))
]
OTHER_REMOVED = [
    (
        FIRST,
        "        received: Vejen er valgt.\n        other: true\n",
        "        received: Vejen er valgt.\n",
    ),
    (FIRST, "any_of: [kort, andet]", "any_of: [kort]"),
]
UNCONDITIONAL = [(FIRST, '        when: {question: maal.tal, any_of: ["1", "2"]}\n', "")]
ALL = {
    "added before": ADDED_BEFORE,
    "removed": DAG_REMOVED,
    "renamed": DAG_RENAMED,
    "choice removed": CHOICE_REMOVED,
    "one of several removed": RO_REMOVED,
    "relabelled": RELABELLED,
    "now a date": TEXT_NOW_DATE,
    "now a scale": TEXT_NOW_SCALE,
    "andet removed": OTHER_REMOVED,
    "branch always": UNCONDITIONAL,
}


def _reordered() -> Flow:
    """The last two focus points of the first phase, the last one first."""
    text = small_files()[FIRST]
    _, sted, afstand = (text[at:] for at in (0, text.index(STED), text.index(AFSTAND)))
    sted = sted.removesuffix(afstand)
    return _flow((FIRST, sted + afstand, afstand + "\n" + sted))


def _one_phase() -> Flow:
    return Flow(small_library(without=SECOND))


CHANGES: dict[str, Callable[[], Flow]] = {
    **{name: (lambda changes=changes: _flow(*changes)) for name, changes in ALL.items()},
    "reordered": _reordered,
    "a phase less": _one_phase,
}


def _stops(flow: Flow) -> list[Chat]:
    """A chat that answers everything, as it stands at each question, corrected or at rest."""
    answers = {
        "maal.hvad": "Hej med di",
        "maal.gevinst": "mere ro, te",
        "maal.vej": "den lange sti",
        "maal.tal": "1",
        "folk.hvem": "Karen Eksempel",
        "folk.dag": "1. april",
        "folk.klar": "nej",
        "sted.steder": "inde, ude",
        "sted.regn": "ja",
        "tilbageblik.naaede": "1",
    }
    chat = Chat(World(flow)).says("begynd")
    found = [chat.fork()]
    while chat.journey is not None and chat.stage != FINISHED:
        step = chat.step
        if step is None or chat.person.asking is not None:
            chat.says("fortsæt")
        else:
            chat.says(answers.get(step.id, "et svar"))
        found.append(chat.fork())
    rest = [each.fork().says(word) for each in found[4::8] for word in ("pause", "tilbage")]
    return found[::2] + rest


@pytest.fixture(scope="module")
def all_stops(small_flow: Flow) -> list[Chat]:
    return _stops(small_flow)


@pytest.fixture(params=[0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2, 3))])
def stops(request: pytest.FixtureRequest, all_stops: list[Chat], change: str) -> list[Chat]:
    """Every fourth place, the others among the slow ones; for each change others of them."""
    return all_stops[(list(CHANGES).index(change) + request.param) % 4 :: 4]


@cache
def _changed(change: str) -> Flow:
    return CHANGES[change]()


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_is_stranded_wherever_they_stood(stops: list[Chat], change: str) -> None:
    changed = _changed(change)
    for stop in stops:
        chat = stop.fork().content_changes_to(changed)
        chat.says("mine data").opens_home().says("fortsæt").skips_to_the_end()
        chat.rests(FINISHED)


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_that_was_answered_is_lost(
    stops: list[Chat], change: str, small_flow: Flow
) -> None:
    """With the old content again, every answer is there as it was."""
    changed = _changed(change)
    for stop in stops:
        before = {a.step: a.value for a in stop.answered if stop.answered.given(a.step) is not None}
        chat = stop.fork().content_changes_to(changed).says("status")
        chat.content_changes_to(small_flow).says("status")
        after = {a.step: a.value for a in chat.answered if chat.answered.given(a.step) is not None}
        assert after == before


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_typed_next_is_no_answer_to_a_question_not_seen(
    stops: list[Chat], change: str
) -> None:
    """Checked by the rule ``answers_what_was_put``, whatever is typed or pressed."""
    changed = _changed(change)
    for stop in stops:
        for said in ("1. april", "ja", "spring over", "uddyb"):
            stop.fork().content_changes_to(changed).says(said)
        for press in (*stop.reply.presses, *stop.reply.options):
            stop.fork().content_changes_to(changed).does(press.input, f"({press.label})")


def test_a_question_that_is_gone_takes_no_answer(chat: Chat) -> None:
    chat.begins().goes_to("folk.dag").content_changes_to(_flow(*DAG_REMOVED)).says("1. april")
    chat.sees("Det er ikke gemt:", "1. april").stands_at("folk.klar")


def test_a_renamed_question_is_asked_under_its_new_name(chat: Chat) -> None:
    chat.begins().goes_to("folk.dag").content_changes_to(_flow(*DAG_RENAMED)).says("1. april")
    chat.has_answered("folk.klar", None).says("fortsæt").stands_at("folk.hvornaar")


def test_a_question_added_before_is_asked_after_the_open_one(chat: Chat) -> None:
    chat.begins().goes_to("sted.steder").says("ude").stands_at("sted.regn")
    chat.content_changes_to(_flow(*ADDED_BEFORE)).says("ja").has_answered("sted.regn", True)
    chat.stands_at("sted.hvorfor").says("Derfor").stands_at("foerst.next_step")


def test_a_question_added_to_what_is_finished_is_asked_when_wanted(chat: Chat) -> None:
    chat.begins().skips_to_the_end().content_changes_to(_flow(*ADDED_BEFORE)).says("status")
    chat.sees("er på pause").says("Noget").sees("Det er ikke gemt.").presses("Fortsæt")
    chat.stands_at("sted.hvorfor").says("Derfor").rests(FINISHED)


def test_a_phase_added_to_what_is_finished_can_be_begun(small_flow: Flow) -> None:
    chat = Chat(World(_one_phase())).begins("Bænk").says("En bænk").skips_to_the_end()
    chat.content_changes_to(small_flow).waits(days=30).says("hej").sees("*Bænk* venter ved Siden.")
    chat.says("fortsæt").stands_at("tilbageblik.naaede").sees("» En bænk")


def test_a_removed_choice_counts_as_no_answer_and_comes_back(chat: Chat, small_flow: Flow) -> None:
    chat.begins().goes_to("maal.vej").says("den lange sti").goes_to("folk.hvem")
    chat.content_changes_to(_flow(*CHOICE_REMOVED)).says("mine data").sees_not("lange sti")
    chat.says("fortsæt").stands_at("maal.vej")
    chat.content_changes_to(small_flow).says("mine data").sees("Den lange sti")


def test_a_reworded_choice_is_the_same_choice(chat: Chat) -> None:
    chat.begins().goes_to("maal.vej").says("den lange sti")
    chat.content_changes_to(_flow(*RELABELLED)).says("mine data").sees("» Omvejen")


def test_an_answer_of_another_kind_can_still_be_seen_to_be_missing(chat: Chat) -> None:
    """Ten letters are no date."""
    chat.begins().says("Hej med di").content_changes_to(_flow(*TEXT_NOW_DATE)).says("mine data")
    chat.sees_not("Hej med di").deletes("Hej med di").presses("Fjern svaret")
    chat.has_left("maal.hvad", AnswerState.REMOVED)


def test_a_paused_journey_goes_on_where_the_new_content_leads(chat: Chat) -> None:
    chat.begins().goes_to("folk.dag").says("pause").content_changes_to(_flow(*DAG_REMOVED))
    chat.waits(days=100).rests(PAUSED).says("fortsæt").stands_at("folk.klar")


def test_reordered_points_ask_only_what_was_not_answered(chat: Chat) -> None:
    chat.begins().goes_to("maal.vej").says("den korte sti").goes_to("sted.steder")
    chat.content_changes_to(_reordered()).says("inde").has_answered("sted.steder", ["inde"])
    chat.stands_at("afstand.taet").says("nær ved").stands_at("foerst.next_step")
