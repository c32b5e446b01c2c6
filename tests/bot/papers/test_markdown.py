"""A memo as Markdown and as a canvas: what is read in it is the memo, whatever people wrote."""

from __future__ import annotations

from hypothesis import example as also
from hypothesis import given
from hypothesis import strategies as st

from bot.papers import make
from bot.papers.markdown import said
from bot.papers.reading import read
from flows.parts.memo.model import Cells, Memo, Paragraph, Quote, Section, lines
from flows.parts.memo.ordering import MemoForm
from tests.bot.papers import example


def text(memo: Memo, form: MemoForm) -> str:
    return make(memo, form).decode()


def words(memo: Memo) -> list[str]:
    return " ".join(lines(memo)).split()


WRITTEN = st.text(st.sampled_from("ab \\|*_#->`[]<!.1\n:"), max_size=12).map(
    lambda each: f"x{each}y"
)


@given(WRITTEN, WRITTEN)
@also("x \\| y", "x\\")
@also("x** *y", "- # > x")
def test_what_is_read_again_is_what_was_written(one: str, other: str) -> None:
    blocks = (
        Paragraph(text=example.text(one)),
        Quote(text=other),
        Cells(head=("Det", other), rows=((example.text(one), example.text(other)),)),
    )
    memo = example.memo(sections=(Section(title="Om", blocks=blocks),))
    assert " ".join(read(make(memo, MemoForm.MARKDOWN)).text.split()).split() == words(memo)


def test_a_canvas_has_its_title_apart_and_carries_nothing() -> None:
    made = text(example.memo(), MemoForm.CANVAS)
    assert made.startswith("- Fra: Mette Østergård")
    assert "samskab.json" not in made
    assert " ".join(said(made)).split() == words(example.memo())[4:]


def test_a_table_that_is_too_large_for_a_canvas_is_a_list() -> None:
    rows = example.ROWS * 5
    table = Section(title="Alle", blocks=(Cells(head=("Hvad", "Tal", "Hvorfor"), rows=rows),))
    made = text(example.memo(sections=(table,)), MemoForm.CANVAS)
    assert "|" not in made
    assert made.count("\n- Hvad: Princip") == len(rows)
    assert "- Hvad: Princip 1: gør værdien klar; Tal: ● på plads; Hvorfor: Svaret står." in made
    assert "| Hvad | Tal | Hvorfor |" in text(example.memo(sections=(table,)), MemoForm.MARKDOWN)


def test_what_the_file_carries_is_not_seen_where_it_is_shown() -> None:
    made = text(example.memo(), MemoForm.MARKDOWN)
    shown, carried = made.split("<!-- samskab.json\n")
    assert carried.endswith("\n-->\n")
    assert all(len(line) <= 100 for line in carried.splitlines())
    assert "--" not in carried.removesuffix("-->\n")
    assert shown.endswith("Kontrolkode: 3f9a 81c2 77d0 e4b1*\n\n")
