"""What a word finds, however it is written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content_files import load_library
from flows.content.items import ItemKind
from flows.content.library import Library, build
from flows.dialogue.features import LINES
from flows.parts.lookup.lookup import MOST, WORTH, Lookup
from flows.parts.lookup.terms import Spelling, Terms
from flows.pieces import is_readable
from tests.at_once import at_once
from tests.flows.small import small_files

LOOKUP = Lookup(load_library())


def ids(query: str) -> list[str]:
    return [found.document.item.id for found in LOOKUP.find(query)]


def test_what_is_to_be_rated_is_not_read_aloud_as_if_it_were_so(lookup: Lookup) -> None:
    principles = [each for each in lookup.documents if each.item.kind is ItemKind.PRINCIPLE]
    rated = {says for each in principles for says in each.item.value.statements}
    assert rated
    assert rated.isdisjoint(said for each in principles for said in each.said)


def test_everything_readable_can_be_found_but_advice(lookup: Lookup) -> None:
    kinds = {each.item.kind for each in lookup.documents}
    assert all(is_readable(each.item) for each in lookup.documents)
    assert kinds == {
        ItemKind.FOCUS_POINT,
        ItemKind.PRINCIPLE,
        ItemKind.DIRECTION,
        ItemKind.TASK,
        ItemKind.TYPE,
        ItemKind.AXIS,
        ItemKind.DEFINITION,
        ItemKind.VERDICT,
        ItemKind.CASE,
        ItemKind.EXPERIENCE,
        ItemKind.SHELF,
        ItemKind.PIECE,
    }


def test_each_thing_is_found_by_its_own_title(lookup: Lookup) -> None:
    lost = [
        each.key
        for each in lookup.documents
        if each.key not in {found.document.key for found in lookup.find(each.title)}
    ]
    assert not lost


@pytest.mark.parametrize(
    "queries",
    [
        ("frivillige", "FRIVILLIGE", "frivillig", "frivilliges", "frivilige", "frivilliig"),
        ("høring", "hoering", "Høringen", "høringer", "HØRING?"),
        ("målopfyldelse", "maalopfyldelse", "målopfyldelsen", "målopfyldelse!"),
        ("psykiatri", "psykiatrien", "psyykiatri", "psykiatrri"),
    ],
)
def test_one_word_in_many_spellings(queries: tuple[str, ...]) -> None:
    first = [ids(query)[0] for query in queries]
    assert len(set(first)) == 1, dict(zip(queries, first, strict=True))


def test_a_compound_finds_what_its_parts_find(lookup: Lookup, real: Library) -> None:
    texts = (text for each in lookup.documents for _, text in each.fields)
    terms = Terms(real.looking_up, texts)
    assert terms.split("borgerinddragelsesproces") == ("borgerinddragelse", "proces")
    assert terms.split("borgerinddragelse") == ("borger", "inddragelse")
    assert terms.split("medarbejder") == ()
    assert terms.split("mennesker") == ()
    assert "lidt_med" in ids("borgerinddragelsesproces")
    assert ids("byrådsmøde")


def test_an_unknown_compound_finds_by_what_it_begins_with() -> None:
    assert ids("pressehåndtering")
    assert not ids("håndteringsmåde")


def test_a_synonym_finds_what_the_contents_word_finds() -> None:
    assert "politikere_i_dialog" in ids("byrådet")
    assert ids("tordenskjolds soldater")[0] == "udvaelge"
    assert "ingen_vaerdi" in ids("skal vi droppe det")


def test_words_may_stand_inside_a_phrase() -> None:
    assert ids("hvorfor overhovedet samskabe") == ids("hvorfor samskabe")


@at_once("query", ["", " ", "?!", "hvad er det", "xyzzy", "🙂", "a" * 5000])
def test_nothing_is_found_where_there_is_nothing_to_go_by(query: str) -> None:
    assert ids(query) == []


def test_a_verb_finds_its_noun() -> None:
    assert {"ejerskab", "laering"} & set(ids("forankre"))


def test_a_rare_word_says_more_than_a_common_one() -> None:
    assert ids("borgere borgerne tarmsygdom")[0] == "tarmsygdom"
    assert ids("samskabelse på Mols")[0] == "mols"


def test_what_hardly_fits_is_left_out(lookup: Lookup) -> None:
    fewer = 0
    for each in lookup.documents:
        found = lookup.find(each.title)
        assert all(one.score >= WORTH * found[0].score for one in found)
        fewer += len(found) < MOST < len(lookup.find(f"{each.title} samskabelse", most=9))
    assert fewer


def test_the_excerpt_is_what_fits() -> None:
    found = {
        each.document.item.id: each.excerpt for each in LOOKUP.find("vise fotos til politikerne")
    }
    assert found["hapel_fortaelling"].startswith("Han viser dem fotos")


def test_an_excerpt_is_cut_between_sentences(lookup: Lookup) -> None:
    for each in lookup.documents:
        whole = " ".join(each.said)
        for found in lookup.find(each.title):
            assert found.excerpt
            if found.document is each:
                assert found.excerpt in whole


def test_threads_may_share_it(lookup: Lookup) -> None:
    queries = [each.title for each in lookup.documents]
    expected = [[found.document.key for found in lookup.find(query)] for query in queries]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            found = pool.map(lookup.find, queries)
            assert [[each.document.key for each in one] for one in found] == expected


@given(st.text(max_size=80))
def test_any_text_can_be_looked_up(text: str) -> None:
    for found in LOOKUP.find(text):
        assert LOOKUP.get(found.document.key) is found.document


def test_folding_makes_the_spellings_one(real: Library) -> None:
    terms = Terms(real.looking_up, ())
    assert terms.fold("Ærø, Ålborg og øl") == "aeroe, aalborg og oel"
    assert terms.fold("Café") == "cafe"


@at_once(
    "typed, near",
    [
        ("frivilig", ("frivillig",)),
        ("frivlilig", ("frivillig",)),
        ("borgre", ("borger",)),
        ("bager", ()),
        ("rivillig", ()),
        ("kommune", ()),
        ("bor", ()),
    ],
)
def test_slips(typed: str, near: tuple[str, ...]) -> None:
    assert Spelling(["frivillig", "borger", "by"]).near(typed) == near


def test_content_without_words_of_its_own_for_looking_up() -> None:
    files = {name: text for name, text in small_files().items() if name != "looking_up.yaml"}
    small = Lookup(build("da", files, LINES))
    title = small.documents[0].title
    assert small.find(title)[0].document.title == title
