"""The YAML files of the content: those that come with the package, or those of a folder."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.errors import PlainError
from flows.content.library import Library, build, version_of
from flows.content.reading import ContentError, Problem
from flows.dialogue.features import LINES

#: The usual language, which must be there: the name of a folder of the content.
LANGUAGE = "da"

ENDINGS = (".yaml", ".yml")

#: What sources end in.
TEXTS = (".txt", ".md")


def content_folder(folder: Path | None = None) -> Traversable:
    """``folder``, or where none is given the content that comes with the package."""
    return folder or files("content")


def languages(folder: Path | None = None) -> list[str]:
    """The languages there is content in: the sub-folders that hold YAML."""
    root = content_folder(folder)
    if not root.is_dir():
        return []
    return sorted(
        entry.name for entry in root.iterdir() if entry.is_dir() and any(_files(entry, ""))
    )


def content_files(language: str = LANGUAGE, folder: Path | None = None) -> dict[str, str]:
    """The YAML texts of a language by path below its folder (``phases/1-afklaring.yaml``).

    Raises ``ContentError`` where a file is not UTF-8 or the language has no files.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for name, entry in _files(content_folder(folder) / language, ""):
        data = entry.read_bytes()
        try:
            found[name] = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            problems.append(Problem(f"{language}/{name}", line, "", "the file is not UTF-8"))
    if not found and not problems:
        problems.append(Problem(f"{language}/", 1, "", "there is no content here"))
    if problems:
        raise ContentError(problems)
    return found


def source_texts(folder: Path) -> dict[str, str]:
    """The text files in ``folder`` by name, to compare with. Raises ``PlainError``."""
    try:
        found = sorted(entry for entry in folder.iterdir() if entry.suffix in TEXTS)
        texts = {entry.name: entry.read_text(encoding="utf-8") for entry in found}
    except (OSError, UnicodeDecodeError) as error:
        raise PlainError(f"the sources in {folder} cannot be read: {error}") from error
    if not texts:
        raise PlainError(f"no sources in {folder}: it holds no {' or '.join(TEXTS)}")
    return texts


def load_library(language: str = LANGUAGE, folder: Path | None = None) -> Library:
    """All content of a language. Raises ``ContentError`` that names every mistake.

    What comes with the package is read once a process: a library never changes.
    """
    return _packaged(language) if folder is None else read_library(language, folder)


def read_library(language: str, folder: Path | None) -> Library:
    """The same, read anew and not kept. Raises ``ContentError``."""
    return build(language, content_files(language, folder), LINES, rules_version())


@cache
def rules_version() -> str:
    """The version of the thinking, the whole of ``flows``: advice may hang on any of it."""
    return version_of(dict(_code(files("flows"), "")))


def _code(folder: Traversable, below: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _code(entry, f"{below}{entry.name}/")
        elif entry.name.endswith(".py"):
            yield f"{below}{entry.name}", entry.read_text("utf-8")


@cache
def _packaged(language: str) -> Library:
    return read_library(language, None)


def _files(folder: Traversable, below: str) -> Iterator[tuple[str, Traversable]]:
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            yield from _files(entry, f"{below}{entry.name}/")
        elif entry.name.endswith(ENDINGS):
            yield f"{below}{entry.name}", entry
