"""``samskab check``: the counts of good content, file and line of every mistake in bad."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main

#: What the model has, by the publication.
MODEL = ("4 phases", "23 focus points", "7 principles", "22 tasks", "4 types", "12 cases")

#: Checking content takes neither Slack nor a database; nor does the manifest.
UNNEEDED = ("aiohttp", "alembic", "slack_bolt", "slack_sdk", "sqlalchemy")


def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = main(["check", "--content", str(folder)])
    return code, capsys.readouterr().out.splitlines()


@pytest.fixture
def danish(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "da"
    (folder / "phases").mkdir(parents=True)
    return folder


def test_an_unknown_key_is_named_with_file_and_line(
    danish: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (danish / "sources.yaml").write_text(
        "- id: en\n  title: Én\n  author: A\n  short: Én\n  pagse: true\n"
    )
    code, lines = check(danish.parent, capsys)
    assert code == 1
    assert "da/sources.yaml:5: 0.pagse: unknown key" in lines


def test_a_missing_key_and_a_long_text_are_named(
    danish: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (danish / "sources.yaml").write_text(
        f"- id: en\n  title: {'x' * 81}\n  short: Én\n", encoding="utf-8"
    )
    code, lines = check(danish.parent, capsys)
    assert code == 1
    assert "da/sources.yaml:1: 0.author: the key is missing" in lines
    assert any(line.startswith("da/sources.yaml:2: 0.title: ") for line in lines)


def test_bad_yaml_is_named_with_its_line(danish: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (danish / "phases" / "1-afklaring.yaml").write_text("id: afklaring\ntitle: [Afklaring\n")
    code, lines = check(danish.parent, capsys)
    assert code == 1
    assert any(line.startswith("da/phases/1-afklaring.yaml:3: ") for line in lines)


def test_another_encoding_is_named_with_its_line(
    danish: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (danish / "sources.yaml").write_bytes("- id: en\n  title: Én\n".encode("latin-1"))
    code, lines = check(danish.parent, capsys)
    assert (code, lines) == (1, ["da/sources.yaml:2: the file is not UTF-8", "1 problem"])


def test_a_file_of_no_kind_and_missing_files_are_named(
    danish: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (danish / "notes.yml").write_text("a: b\n")
    code, lines = check(danish.parent, capsys)
    assert code == 1
    assert "da/notes.yml:1: no kind of content has a file of this name" in lines
    assert "da/texts.yaml:1: the file is missing" in lines
    assert lines[-1] == f"{len(lines) - 1} problems"


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_without_content(
    made: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "nothing"
    if made:
        (folder / "da").mkdir(parents=True)
    assert main(["check", "--content", str(folder)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"no content in {folder}" in line


def test_every_language_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("da", "zz"):
        (tmp_path / code).mkdir()
        (tmp_path / code / "sectors.yaml").write_text("[]", encoding="utf-8")
    code, lines = check(tmp_path, capsys)
    assert code == 1
    for each in ("da", "zz"):
        assert f"{each}/texts.yaml:1: the file is missing" in lines


@pytest.mark.slow
def test_the_content_that_comes_with_the_package_holds(
    clean_environment: dict[str, str], folder: Path
) -> None:
    script = (
        "import sys; from bot.cli import main; print(main(['manifest']) == 0)\n"
        "code = main(['check'])\n"
        f"print(code, *[name for name in {UNNEEDED!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=clean_environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    *_, made, version, counts, last = done.stdout.splitlines()
    assert (made, last) == ("True", "0"), done.stdout + done.stderr
    assert version.startswith("da: version ")
    assert counts.startswith("da: ")
    assert set(MODEL) <= set(counts.removeprefix("da: ").split(", "))
