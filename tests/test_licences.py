"""The page for who runs it lists the licence of everything that comes along, as it says itself."""

from __future__ import annotations

from importlib.metadata import metadata
from pathlib import Path

from packaging.requirements import Requirement

from tests.at_once import at_once
from tests.test_packaging import PROJECT, needed

PAGE = Path(__file__).parents[1] / "bot" / "README.md"
BEGIN, END = "<!-- licences -->\n", "<!-- /licences -->"
#: What asks nothing of who uses the package as it is, but to leave its notice with it.
PERMISSIVE = ("MIT", "BSD", "Apache", "PSF", "ISC", "Python", "HPND", "OFL", "Unlicense", "0BSD")
MOST = 60


def packages(texts: list[str]) -> set[str]:
    seen: set[tuple[str, str]] = set()
    for text in texts:
        needed(Requirement(text), seen)
    return {name for name, _ in seen}


def licence(name: str) -> str:
    """As the package itself says it."""
    told = metadata(name)
    classifiers = [
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier") or []
        if each.startswith("License ::")
    ]
    free = (told.get("License") or "").strip()
    short = free if 0 < len(free) < MOST and "\n" not in free else ""
    return told.get("License-Expression") or ", ".join(classifiers) or short or "?"


def table() -> str:
    always = packages(PROJECT["dependencies"])
    extra = packages(PROJECT["optional-dependencies"]["postgresql"]) - always
    rows = [
        f"| {name} | {licence(name)} | {'`[postgresql]`' if name in extra else ''} |\n"
        for name in sorted(always | extra)
    ]
    return "| package | licence | |\n|---|---|---|\n" + "".join(rows)


def test_the_page_lists_them() -> None:
    text = PAGE.read_text(encoding="utf-8")
    listed = text.partition(BEGIN)[2].partition(END)[0]
    assert listed == table(), f"put this between the marks:\n{table()}"


@at_once("name", sorted(packages(PROJECT["dependencies"])))
def test_none_that_is_always_there_asks_for_more_than_its_notice(name: str) -> None:
    assert any(each in licence(name) for each in PERMISSIVE), licence(name)
