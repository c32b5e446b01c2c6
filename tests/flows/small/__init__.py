"""A small content of the tests' own: every kind of question, branches both ways, two phases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.content_files import content_files
from flows.content.library import Library, build
from flows.content.reading import parse
from flows.dialogue.features import LINES

HERE = files(__name__)
NAMES = (
    "sources.yaml",
    "principles.yaml",
    "directions.yaml",
    "phases/1-foerst.yaml",
    "phases/2-siden.yaml",
)


def small_files() -> dict[str, str]:
    """The YAML texts by path. The bot's own lines are the real ones, where tests pin none."""
    return dict(_small_files())


@cache
def _small_files() -> Mapping[str, str]:
    found = {name: HERE.joinpath(name).read_text("utf-8") for name in NAMES}
    ours = content_files()
    found |= {name: ours[name] for name in ("app.yaml", "language.yaml")}
    found |= {name: text for name, text in ours.items() if name.startswith("lines/")}
    found["sources.yaml"] += _cited(ours)
    real = parse("da/texts.yaml", ours["texts.yaml"]).value
    pinned = parse("texts.yaml", HERE.joinpath("texts.yaml").read_text("utf-8")).value
    found["texts.yaml"] = yaml.safe_dump(_merged(real, pinned), allow_unicode=True)
    return found


def _cited(ours: dict[str, str]) -> str:
    """Those of the real sources that the lines cite."""
    lines = "".join(text for name, text in ours.items() if name.startswith("lines/"))
    sources = parse("sources.yaml", ours["sources.yaml"]).value
    cited = [each for each in sources if f"source: {each['id']}" in lines]
    return "\n" + yaml.safe_dump(cited, allow_unicode=True) if cited else ""


def small_library(changes: Iterable[tuple[str, str, str]] = (), without: str = "") -> Library:
    """The small content, perhaps ``without`` a file.

    ``changes`` are (file, old text, new text), and the old must be there.
    """
    found = {name: text for name, text in small_files().items() if name != without}
    for name, old, new in changes:
        if old not in found[name]:
            raise AssertionError(f"{name} does not hold what was to be changed: {old!r}")
        found[name] = found[name].replace(old, new)
    return build("da", found, LINES)


def _merged(real: Any, pinned: Any) -> Any:
    if not isinstance(real, dict) or not isinstance(pinned, dict):
        return pinned
    return {key: _merged(real.get(key), pinned.get(key, real.get(key))) for key in real | pinned}
