"""``samskab preview`` and ``samskab content``: what an editor sees of the content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.content_files import content_files, load_library
from flows.content.items import ItemKind, items

Shown = Callable[..., str]


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Shown:
    """Runs ``samskab`` with these arguments and gives what it printed."""

    def run(*arguments: str) -> str:
        code = main([*arguments])
        printed = capsys.readouterr()
        assert code == 0, printed.err
        return printed.out

    return run


@pytest.mark.parametrize("id", ["formaal.vaerd", "kommunikation.navn", "tvaergaaende.besked"])
def test_a_question_looks_as_in_the_chat(id: str, shown: Shown) -> None:
    question = load_library().questions[id]
    text = " ".join(shown("preview", id).split())
    assert f"── question {id} (da/phases/" in text
    assert question.ask in text
    assert question.why.replace("_", "") in text
    assert "uddyb: " in text
    assert "Kilde: " in text
    for choice in question.choices:
        assert f"[{choice.label}]" in text or f"( ) {choice.label}" in text
    said = [question.received, *(each.received for each in question.choices)]
    assert any(said)
    assert all(line in text for line in said if line)


def test_an_earlier_answer_stands_beside_the_question_that_recalls_it(shown: Shown) -> None:
    text = shown("preview", "kommunikation.essens")
    assert f"{load_library().questions['formaal.hvorfor'].called} (den 3. marts):" in text
    assert "> …" in text


def test_a_piece_is_shown_whole_with_its_source_and_what_it_points_to(shown: Shown) -> None:
    lines = shown("preview", "stigen_trin").splitlines()
    assert lines[1] == "Stigen, og hvad der står på den"
    assert "• Konsultation: Borgeren er gæst." in lines
    assert "Kilde: Jacob Torfing" in lines
    assert "see stigen_farvel: Hvorfor stigen bliver stillet væk" in lines


def test_a_case_says_where_it_is_from(shown: Shown) -> None:
    lines = shown("preview", "hjerterum").splitlines()
    assert lines[1] == "Hjerterum · Børne- og Ungdomspsykiatri Odense · Sundhed"
    assert "Kilde: Væksthus for Ledelse, s. 25" in lines


def test_a_question_that_sorts_says_what_its_answers_mean(shown: Shown) -> None:
    lines = shown("preview", "loesning").splitlines()
    assert lines[lines.index("Den er næsten færdig:") + 1] == "    → naesten_faerdig"


def test_a_phase_is_shown_with_all_its_questions(shown: Shown) -> None:
    text = shown("preview", "udfoerelse")
    library = load_library()
    asked = [id for id in library.questions if id.startswith(("kursjustering", "projektleder_"))]
    assert len(asked) == 8
    assert all(f"── question {id} (" in text for id in asked)
    assert library.texts.steps.next_step.ask in text


def test_everything_is_shown_when_nothing_is_named(shown: Shown) -> None:
    text = shown("preview")
    left_out = (ItemKind.STATEMENT, ItemKind.PIECE)
    for item in items(load_library()):
        assert item.kind in left_out or f"── {item.kind} {item.id} (" in text
    assert "\033" not in text  # no colour where it is not a terminal


def test_an_id_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "hjerterumm"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("samskab: nothing is called 'hjerterumm'. Did you mean hjerterum?")


def test_what_points_nowhere_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in content_files().items():
        path = tmp_path / "da" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("see: [stigen_farvel]", "see: [stige]"), encoding="utf-8")
    assert main(["preview", "stigen_trin", "--content", str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "samskab: nothing is called 'stige': samskab check says where"


def test_content_lists_every_id_with_its_title(shown: Shown) -> None:
    lines = [" ".join(line.split()) for line in shown("content").splitlines()]
    for item in items(load_library()):
        assert " ".join(f"{item.id} {item.title}".split()) in lines


@pytest.mark.parametrize(
    ("word", "headings", "first"),
    [
        ("case", ["case:"], "dokk1"),
        ("cases", ["case:"], "dokk1"),
        ("Torfing", ["definition:", "source:"], "def_torfing"),
    ],
)
def test_content_lists_what_one_asks_for(
    word: str, headings: list[str], first: str, shown: Shown
) -> None:
    lines = shown("content", word).splitlines()
    assert [line for line in lines if not line.startswith(" ")] == headings
    assert lines[1].split()[0] == first


def test_a_word_that_nothing_has(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "xyzzy"]) == 1
    assert "nothing has 'xyzzy'" in capsys.readouterr().err
