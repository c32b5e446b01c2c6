"""The content has the numbers of the model, and small content need not have them."""

from __future__ import annotations

from flows.content import counting
from flows.content.library import Library
from tests.flows.content.conftest import Desk
from tests.flows.small import small_files


def test_the_content_that_comes_with_the_package_has_the_models_numbers(real: Library) -> None:
    assert counting.problems(real) == []


def test_every_number_in_the_table_is_counted(real: Library) -> None:
    assert set(counting.EXPECTED) <= set(counting.tally(real))


def test_every_shelf_is_in_the_table(real: Library) -> None:
    shelves = {f"pieces on {shelf.id}" for shelf in real.shelves}
    assert shelves <= set(counting.EXPECTED)


def test_small_content_lacks_most_of_the_model(empty_desk: Desk) -> None:
    empty_desk.write(small_files())
    code, lines = empty_desk.check()
    assert code == 1
    assert "da/phases/:1: there must be 4 phases, not 2" in lines
    assert "da/cases.yaml:1: there must be 12 cases, not 0" in lines


def test_small_content_is_well_without_counts(empty_desk: Desk) -> None:
    empty_desk.write(small_files())
    code, lines = empty_desk.check("--without-counts")
    assert code == 0, lines
    assert lines[0].startswith("da: version ")
    assert lines[1].startswith("da: 2 phases, ")
