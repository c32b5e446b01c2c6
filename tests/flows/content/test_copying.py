"""Ten words in a row as in a source are found, however the source's line ends fall."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.content.copying import Original, runs
from tests.at_once import at_once
from tests.flows.content.conftest import Desk

OURS = "Vi holder fællesmøde hver tirsdag og spørger naboerne, hvad de ønsker sig"

SAME = {
    "as it is": OURS,
    "other signs": "vi holder – fællesmøde – hver tirsdag; og spørger naboerne hvad de ØNSKER sig!",
    "a word broken with its hyphen": OURS.replace("fællesmøde", "fælles-\nmøde"),
    "a word broken without one": OURS.replace("fællesmøde", "fælles\nmøde"),
    "a soft hyphen": OURS.replace("fællesmøde", "fælles\u00admøde"),
    "a line end between words": OURS.replace(" og ", "\nog\n"),
    "a letter printed apart": OURS.replace("fællesmøde", "f ællesmøde"),
    "letters that were misread": OURS.replace("æ", "ae").replace("ø", "g"),
    "letters that were lost": OURS.replace("æ", "a").replace("ø", "o"),
    "in the middle of more": f"Sådan gør de: {OURS}. Det virker.",
}

OTHER = {
    "another short word": OURS.replace(" og ", " i "),
    "another word": OURS.replace("tirsdag", "onsdag"),
    "another order": "Hver tirsdag holder vi fællesmøde og spørger, hvad naboerne ønsker sig",
    "nothing": "",
}


@at_once("text", SAME.values())
def test_a_copy_is_found(text: str) -> None:
    (run,) = runs(OURS, Original("kilde", text))
    assert len(run.split()) == 12


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_what_is_not_a_copy_is_not_found(text: str) -> None:
    assert list(runs(OURS, Original("kilde", text))) == []


@pytest.mark.parametrize(("words", "copies"), [(9, 0), (10, 1), (11, 1)])
def test_ten_words_are_a_copy_and_nine_are_not(words: int, copies: int) -> None:
    ours = " ".join(OURS.split()[:words])
    assert len(list(runs(f"Se: {ours}", Original("kilde", OURS)))) == copies


def test_a_run_is_told_as_far_as_it_goes_and_the_next_one_too() -> None:
    twice = f"{OURS}. Og så: {OURS}"
    assert len(list(runs(twice, Original("kilde", OURS)))) == 2


def test_the_check_names_file_line_and_source(desk: Desk, originals: Callable[[str], str]) -> None:
    at = desk.change("cases.yaml", "learn: Spørg først, hvad stedet mangler,", f"learn: {OURS},")
    code, lines = desk.check("--sources", originals(OURS.replace("fællesmøde", "fælles-\nmøde")))
    assert code == 1
    (found,) = lines[:-1]
    assert found.startswith(f"da/cases.yaml:{at}: 1.learn: 12 words in a row as in kilde.txt: 'vi ")


def test_headings_and_names_carry_over(desk: Desk, originals: Callable[[str], str]) -> None:
    title = "Fem jyske biblioteker på kanten af det hele og lidt til"
    desk.change("cases.yaml", "title: Biblioteket på kanten", f"title: {title}")
    desk.change("shelf/tre-syn.yaml", '      - "*Borgerne* er kunder."\n', "")
    code, lines = desk.check("--sources", originals(title))
    assert code == 1
    assert [line for line in lines if "in a row" in line] == []


def test_sources_that_are_not_there(desk: Desk, tmp_path: object) -> None:
    code, lines = desk.check("--sources", f"{tmp_path}/nowhere")
    assert (code, lines) == (1, [])
