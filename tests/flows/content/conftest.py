"""A copy of the real content to make mistakes in, and the check as a person starts it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.content_files import content_files


class Desk:
    """A folder of content, and what ``samskab check`` says of it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def write(self, files: dict[str, str]) -> None:
        """Put these files (path -> text) into the language's folder."""
        for name, text in files.items():
            path = self.folder / "da" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> int:
        """Replace ``old``, which must be there once; the line where it begins."""
        path = self.folder / "da" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times in {name}: {old}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def check(self, *arguments: str) -> tuple[int, list[str]]:
        """The exit code and the lines of ``samskab check``."""
        code = main(["check", "--content", str(self.folder), *arguments])
        return code, self._capsys.readouterr().out.splitlines()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk with the real content on it."""
    made = Desk(tmp_path / "content", capsys)
    made.write(content_files())
    return made


@pytest.fixture
def empty_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk with nothing on it."""
    return Desk(tmp_path / "content", capsys)


@pytest.fixture
def originals(tmp_path: Path) -> Callable[[str], str]:
    """Makes a folder of sources that holds one text."""

    def make(text: str) -> str:
        folder = tmp_path / "sources"
        folder.mkdir()
        (folder / "kilde.txt").write_text(text, encoding="utf-8")
        return str(folder)

    return make
