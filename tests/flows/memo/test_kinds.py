"""The kinds of memo: which are possible, and what stands in them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.content.kinds import NO, YES, Kind
from flows.content.library import Library
from flows.journey.flow import Flow
from flows.journey.short import NONE, TAKEN
from flows.journey.steps import Role, Step
from flows.journey.values import Answer, AnswerState, Value
from flows.messages import Channel, Mention, Say, Words
from flows.parts.memo.chat import chat
from flows.parts.memo.kinds import build, possible
from flows.parts.memo.lines import KindLines, SentenceLines
from flows.parts.memo.markdown import markdown
from flows.parts.memo.model import (
    Memo,
    MemoKind,
    MemoState,
    Picture,
    Section,
    mark,
    with_names,
)
from tests.flows.memo.made import AUTHOR, BEGINNING, answers_of, desk_of, marked, read, section

SHORT, DECISION, EVALUATION = MemoKind.SHORT, MemoKind.DECISION, MemoKind.EVALUATION
BEGUN, ENDED = BEGINNING + timedelta(days=32), BEGINNING + timedelta(days=429)
TEXT = "Vi ved ikke, hvad de vil"


def an_answer(step: Step) -> st.SearchStrategy[Value]:
    """Any answer that fits the question."""
    question, ids = step.question, sorted(step.chosen)
    numbers = st.integers(1, 5)
    return {
        Kind.TEXT: st.sampled_from([TEXT, "Én\nTo", "Hvornår?", "<@U9> *fed* {x}", "kort."]),
        Kind.CHOICE: st.sampled_from(ids or [""]),
        Kind.CHOICES: st.lists(st.sampled_from(ids or [""]), min_size=1, max_size=3, unique=True),
        Kind.SCALE: numbers,
        Kind.SCALES: st.fixed_dictionaries(dict.fromkeys(ids, numbers)),
        Kind.YES_NO: st.booleans(),
        Kind.PERSON: st.sampled_from([{"user": "U7"}, {"name": "Karen Eksempel"}]),
        Kind.DATE: st.sampled_from(["2026-04-01", "2027-01-31"]),
    }[question.kind]


@given(data=st.data())
def test_no_heading_is_empty_whatever_was_answered(real_flow: Flow, data: st.DataObject) -> None:
    beside = (Role.TITLE, Role.HOLD)
    ids = [step.id for step in real_flow.path.steps if step.role not in beside]
    chosen = data.draw(st.lists(st.sampled_from(ids), max_size=40, unique=True))
    given: dict[str, Any] = {TAKEN: True} if data.draw(st.booleans()) else {}
    for id in sorted(chosen, key=ids.index):
        given[id] = data.draw(st.one_of(st.none(), an_answer(real_flow.path.by_id[id])))
    desk = desk_of(real_flow, given)
    for kind in possible(desk):
        memo = build(desk, kind)
        titles = [each.title for each in memo.sections]
        assert titles, kind
        assert len(set(titles)) == len(titles)
        assert all(line.strip() for line in read(memo).splitlines()), read(memo)
        assert not re.search(r"\{[a-z]+\}|\bNone\b|i dag\b", read(memo).replace("{x}", ""))
        assert marked(memo) <= {AUTHOR, "U7"}
        chat(memo)
        markdown(memo)


def test_kinds_are_possible_by_what_was_answered(real_flow: Flow) -> None:
    assert possible(desk_of(real_flow, {"title": "Bænk"})) == ()
    assert possible(desk_of(real_flow, {"gate.parter": "udenfor"})) == (SHORT,)
    assert possible(desk_of(real_flow, {"formaal.hvorfor": TEXT})) == (SHORT, DECISION)
    judged = desk_of(real_flow, {"maalopfyldelse.maal": "naaet"})
    assert possible(judged) == (SHORT, DECISION, EVALUATION)


def test_half_a_page_says_the_decision_and_what_can_overturn_it(real_flow: Flow) -> None:
    given = {
        TAKEN: True, "gate.loesning": "ukendt", "formaal.hvorfor": "viden om hverdagen",
        "ejerskab.ejer": {"user": "U7"}, "bemanding.tid": "intet",
        "demokrati.politikere": "ukendt", "rammer.fast": ["lov"],
        "short.decision": "vent", "short.next_step": "Når jeg ser hende, spørger jeg.",
    }  # fmt: skip
    memo = build(desk_of(real_flow, given), SHORT)
    assert "Vi venter med at samskabe om det." in section(memo, "Beslutning")
    assert "den 2. marts 2026" in section(memo, "Beslutning")
    assert "får vi viden om hverdagen." in section(memo, "Formål")
    assert section(memo, "Det kan vælte det").splitlines() == [
        "Der er ikke sat tid af.",
        "Politikerne kender det ikke endnu.",
    ]
    assert section(memo, "Næste skridt") == "Når jeg ser hende, spørger jeg"
    assert len(read(memo).split()) < 220


def test_who_leaves_it_says_why(real_flow: Flow) -> None:
    given = {TAKEN: True, "gate.bidrag": "mene", "short.decision": "lad_vaere"}
    memo = build(desk_of(real_flow, given), SHORT)
    assert "det er en høring" in section(memo, "Derfor")
    assert section(memo, "Det kan vælte det") == ""


def test_what_is_open_is_said_to_be_open(real_flow: Flow) -> None:
    memo = build(desk_of(real_flow, {"formaal.hvorfor": TEXT}), DECISION)
    left = section(memo, "Det står åbent")
    assert "Hvordan vi kan se, at det er lykkedes" in left
    assert "Hvorfor opgaven" not in left
    assert section(memo, "Økonomi og tid") == ""
    told = desk_of(real_flow, {"formaal.hvorfor": TEXT, "formaal.vaerd": "ja"})
    memo = build(told, DECISION)
    assert "tiden og pengene værd" in section(memo, "Økonomi og tid")
    assert "tiden og pengene værd" not in section(memo, "Det står åbent")


def test_a_decision_is_asked_for_until_it_is_carried_out(real_flow: Flow) -> None:
    given = {"afklaring.decision": "samskab", "afklaring.decision_reason": "Vi vil det"}
    memo = build(desk_of(real_flow, given), DECISION)
    assert "opbakning til at samskabe" in section(memo, "Det beder vi om")
    assert "Begrundelsen er: Vi vil det." in section(memo, "Beslutning")
    memo = build(desk_of(real_flow, {**given, "kursjustering.kurs": "ja"}), DECISION)
    assert section(memo, "Det beder vi om") == ""


def test_the_criterion_stands_as_it_was_written_and_as_it_is_judged(real_flow: Flow) -> None:
    first = answers_of({"formaal.succes": "40 unge hver uge"})
    last = [*answers_of({"formaal.succes": "30 unge hver uge"}, BEGUN)]
    judged = [*answers_of({"maalopfyldelse.maal": "delvist"}, ENDED)]
    for each in (*last, *judged):
        first.add(each)
    said = section(build(desk_of(real_flow, first), EVALUATION), "Succeskriteriet, før og nu")
    assert said.splitlines() == [
        "Den 2. marts 2026 skrev vi, at det ville være lykkedes, når:",
        "40 unge hver uge",
        "Den 3. april 2026 blev det skrevet om til:",
        "30 unge hver uge",
        "Dommen den 5. maj 2027: et stykke af vejen.",
    ]


def test_the_first_wording_comes_from_what_is_loaded_beside_the_answers(real_flow: Flow) -> None:
    """The answers that hold are all that a turn has, beside ``earlier``."""
    given = {"formaal.succes": "30 unge", "maalopfyldelse.maal": "naaet"}
    desk = desk_of(real_flow, given)
    first = Answer("formaal.succes", AnswerState.GIVEN, "40 unge", AUTHOR, BEGINNING)
    last = desk.answers.get("formaal.succes")
    assert last is not None
    desk.scene = replace(desk.scene, earlier=(first, last))
    said = section(build(desk, EVALUATION), "Succeskriteriet, før og nu").splitlines()
    assert [said[1], said[3]] == ["40 unge", "30 unge"]


def test_a_criterion_that_was_removed_is_not_told_again(real_flow: Flow) -> None:
    said = answers_of({"formaal.succes": "noget privat"})
    said.add(Answer("formaal.succes", AnswerState.REMOVED, None, AUTHOR, BEGUN))
    for each in answers_of({"formaal.succes": "30 unge", "maalopfyldelse.maal": "naaet"}, ENDED):
        said.add(each)
    memo = build(desk_of(real_flow, said), EVALUATION)
    assert "noget privat" not in read(memo)
    assert "30 unge" in section(memo, "Succeskriteriet, før og nu")


def test_several_criteria_are_judged_one_by_one(real_flow: Flow) -> None:
    given = {
        "formaal.succes": "40 unge\nTi er med",
        "maalopfyldelse.maal": "naaet",
        "maalopfyldelse.maal_2": "slet_ikke",
    }
    memo = build(desk_of(real_flow, given), EVALUATION)
    assert section(memo, "Succeskriteriet, før og nu").splitlines()[-4:] == [
        "40 unge", "Vi nåede det", "Ti er med", "Slet ikke",
    ]  # fmt: skip


def test_whoever_was_picked_stands_as_a_mark_and_then_by_name(real_flow: Flow) -> None:
    given = {"ejerskab.ejer": {"user": "U7"}, "formaal.hvorfor": f"{mark('U8')} og <@U9>"}
    memo = build(desk_of(real_flow, given), DECISION)
    assert marked(memo) == {AUTHOR, "U7"}
    named = with_names(memo, {AUTHOR: "@Karen Holm", "U7": "@Ib *Ek*"}.__getitem__)
    assert named.author == "@Karen Holm"
    assert "Det er @Ib *Ek*, der ejer opgaven." in read(named)
    assert "U8 og <@U9>" in read(named), "what somebody typed names nobody"
    assert "@Ib \\*Ek\\*" in markdown(named)
    assert "Det er <@U7>, der ejer opgaven." in markdown(memo)
    assert marked(named) == frozenset()


def test_a_draft_says_that_it_is_not_journalised(real_flow: Flow) -> None:
    desk = desk_of(real_flow, {"formaal.hvorfor": TEXT})
    lines = real_flow.library.lines(KindLines)
    draft, final = build(desk, SHORT), build(desk, SHORT, MemoState.FINAL, 2)
    assert lines.note_draft in draft.notes
    assert lines.note_final in final.notes
    assert "ikke journaliseret" in lines.note_draft + lines.note_final
    assert "Endelig, version 2" in read(final)
    assert draft.title == "Kort notat: Bænk ved søen"


@pytest.mark.parametrize("kind", [SHORT, DECISION, EVALUATION])
def test_peoples_words_are_text_in_every_form(real_flow: Flow, kind: MemoKind) -> None:
    acting = "*fed* <!channel> # {x} | [a](b)"
    given = {"formaal.hvorfor": acting, "formaal.succes": acting, "maalopfyldelse.maal": "naaet"}
    memo = build(desk_of(real_flow, given, acting), kind)
    assert acting in read(memo)
    made = markdown(memo)
    assert acting not in made
    assert r"\*fed\* \<!channel\>" in made


def every_block() -> Memo:
    made = Section.model_validate(
        {
            "title": "T",
            "blocks": [
                {"block": "table", "head": ["A|b", "C"], "rows": [[[{"text": "1. x"}], []]]},
                {"block": "bullets", "items": [[{"text": "fed ", "strong": True}, {"text": "ja"}]]},
                {"block": "quote", "text": "1. et\n\nto"},
            ],
        }
    )
    return Memo(kind=SHORT, name="N", title="N: x", about="x", author="a", on=BEGINNING.date(),
                sections=(made,))  # fmt: skip


def test_a_memo_in_the_chat() -> None:
    (note,) = chat(every_block())
    said = [line.filled(shown) for line in note.lines]
    assert said == ["*N: x*", "\n*T*", "_A|b · C_", "• 1. x", "• *fed* ja", ""]
    assert note.lines[-1].quote == Words("1. et\n\nto")
    marked_line = every_block().model_copy(update={"title": f"N: {mark('U7')} og {mark('C8')}"})
    (note,) = chat(marked_line)
    assert note.lines[0].filled(shown) == "*N: <U7> og <C8>*"


def shown(slot: object) -> str:
    """As a message shows it: a mention is Slack's own."""
    if isinstance(slot, Say):
        return slot.filled(shown)
    if isinstance(slot, Mention | Channel):
        return f"<{slot.user if isinstance(slot, Mention) else slot.id}>"
    return slot.text if isinstance(slot, Words) else str(slot)


def test_a_table_a_list_and_a_quotation_in_markdown() -> None:
    assert markdown(every_block()) == (
        "# N: x\n\n## T\n\n| A\\|b | C |\n| --- | --- |\n| 1. x |  |\n\n- **fed** ja\n\n"
        "> 1\\. et\n>\n> to\n"
    )


def test_every_choice_has_a_sentence(real: Library) -> None:
    """'ja', 'nej' and 'none' too, which no question lists."""
    known = {YES, NO, NONE, "low", "middle", "high"}
    sentences = real.lines(SentenceLines).sentences
    path = Flow(real).path.by_id
    for id, each in sentences.items():
        strange = each.by.keys() - path[id].chosen - known
        assert not strange, (id, strange)
        if path[id].question.kind is Kind.YES_NO:
            assert each.says or {YES, NO} <= each.by.keys()
        if path[id].question.kind is Kind.SCALE:
            assert each.says or {"low", "middle", "high"} <= each.by.keys()


def test_the_map_and_the_field_stand_in_it_once_there_is_something_to_show(
    real_flow: Flow,
) -> None:
    def pictures(given: dict[str, Any]) -> list[str]:
        memo = build(desk_of(real_flow, given, f"Bænk {mark('U8')}"), DECISION)
        assert marked(memo) == {AUTHOR}
        blocks = [block for each in memo.sections for block in each.blocks]
        return [each.drawing.drawing for each in blocks if isinstance(each, Picture)]

    assert pictures({"formaal.hvorfor": TEXT}) == []
    assert pictures({"formaal.hvorfor": TEXT, "formaal.clarity": "afklaret"}) == ["map"]
    rated = dict.fromkeys(("typen.kendt_loesning", "typen.fast_maal", "typen.dagsorden",
                           "typen.afgraenser"), 5)  # fmt: skip
    given = {**rated, "typen.valg": "styret", "type.styring": 2, "formaal.clarity": "afklaret"}
    assert pictures(given) == ["field", "map"]
