"""What stands on the shelf can be named, read aloud and asked."""

from __future__ import annotations

import re

import pytest

from flows.content.items import SEEN, ItemKind, items
from flows.content.library import Library, build
from flows.content.reading import ContentError
from flows.dialogue.features import LINES
from flows.pieces import is_readable, pieces, read_aloud
from tests.flows.small import small_files

TOLD = """
- id: eksempel_ro
  title: Ro på
  name: Karen Eksempel
  role: chef, Eksempel Kommune
  told: Hun ventede en uge, før hun svarede.
  source: {source: vaeksthus, page: 5}
"""


def with_experience(named: str) -> Library:
    files = small_files()
    files["experiences.yaml"] = TOLD
    name = "phases/1-foerst.yaml"
    files[name] = re.sub(
        r"^    title: .*$",
        rf"\g<0>\n    experience: {named}",
        files[name],
        count=1,
        flags=re.MULTILINE,
    )
    return build("da", files, LINES)


def test_a_focus_point_names_an_experience_by_its_id() -> None:
    library = with_experience("eksempel_ro")
    point = library.phases[0].focus_points[0]
    assert point.experience == library.experience["eksempel_ro"]


def test_an_experience_that_is_not_there_is_named_with_file_and_line() -> None:
    with pytest.raises(ContentError) as error:
        with_experience("eksempel_uro")
    (problem,) = error.value.problems
    assert problem.file == "da/phases/1-foerst.yaml"
    assert problem.line > 1
    assert problem.message == "no experience is called 'eksempel_uro'"


def test_an_experience_without_an_id_is_no_experience_to_name() -> None:
    files = small_files() | {"experiences.yaml": TOLD.replace("id: eksempel_ro\n  ", "")}
    with pytest.raises(ContentError, match=r"experiences\.yaml:2: 0\.id: the key is missing"):
        build("da", files, LINES)


def test_all_that_can_be_pointed_to_can_be_read_aloud(real: Library) -> None:
    assert set(pieces(real)) == {item.id for item in items(real) if item.kind in SEEN}
    lines = real.texts.source
    for item in pieces(real).values():
        first, *rest = read_aloud(real, item)
        assert first.template
        said = [line.template for line in rest]
        cited = [n for n, line in enumerate(said) if line in (lines.alone, lines.with_page)]
        assert cited, item.id
        # What is said below the source is ours, and says so.
        assert set(said[cited[-1] + 1 :]) <= {lines.ours, lines.learnt}, item.id


def test_only_what_is_asked_or_part_of_something_is_not_read_aloud(real: Library) -> None:
    asked = {
        ItemKind.PHASE,
        ItemKind.QUESTION,
        ItemKind.SORTING_QUESTION,
        ItemKind.COURSE,
        ItemKind.STATEMENT,
        ItemKind.SECTOR,
        ItemKind.SOURCE,
    }
    assert {item.kind for item in items(real) if not is_readable(item)} == asked


def test_a_question_that_sorts_is_a_question(real: Library) -> None:
    for sorting in real.sorting:
        question = sorting.as_question()
        assert [each.id for each in question.choices] == [each.id for each in sorting.choices]
        assert any(each.means is None for each in sorting.choices), "one must be able to go on"
        assert any(each.means for each in sorting.choices), "a question that sorts nothing"


def test_every_case_is_told_in_three_sentences(real: Library) -> None:
    for case in real.cases:
        told = f"{case.told} {case.learn}"
        assert len(re.findall(r"[.?](?=\s+[A-ZÆØÅ]|$)", told)) == 3, case.id


def test_only_two_cases_have_the_type_that_the_text_gives(real: Library) -> None:
    typed = {case.id: case.type for case in real.cases if case.type}
    assert typed == {"projectzero": "styret", "hjerterum": "styret"}
