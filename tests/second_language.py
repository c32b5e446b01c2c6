"""A second language, made of the Danish one: its texts are in capitals, its command words begin
with an x. Only the words differ, so whatever is said shows in which language it is."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

from bot.content_files import content_files, load_library
from bot.turns.languages import Languages
from flows.content.library import Library, build
from flows.dialogue.features import LINES

CODE, CALLED = "xx", "Xdansk"
#: What is no text, or is spelled as people type it.
AS_IT_IS = ("looking_up.yaml", "sources.yaml", "lines/reminders.yaml")
#: A slot, what Slack reads, and what the check looks for: these stay.
_KEPT = re.compile(r"(\{[^}]*\}|<[^>]*>|\bFx\b)")
#: What the help says that one can type.
_TYPED = re.compile(r"\*([^*]+)\*")


class _Loader(yaml.CSafeLoader):
    """Reads 'yes' and 'no' as the words they are, as the content is read."""


_Loader.yaml_implicit_resolvers = {
    sign: [each for each in found if each[0] != "tag:yaml.org,2002:bool" or sign in "tTfF"]
    for sign, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@cache
def files() -> dict[str, str]:
    """The YAML texts of the second language, by path."""
    return {name: _other(name, text) for name, text in content_files().items()}


@cache
def second() -> Library:
    """Its content."""
    return build(CODE, files(), LINES, "")


def both() -> Languages:
    """Danish, and the second language."""
    return Languages(
        lambda code: second() if code == CODE else load_library(code),
        {"da": load_library().vocabulary.called, CODE: CALLED},
    )


def _other(name: str, text: str) -> str:
    if name in AS_IT_IS:
        return text
    made = yaml.load(text, _Loader)
    made = _words(made) if name == "language.yaml" else _loud(made)
    for typed in ("help", "help_all") if name == "texts.yaml" else ():
        made[typed] = [_TYPED.sub(_word, line) for line in made[typed]]
    return yaml.dump(made, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


def _loud(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _loud(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_loud(each) for each in part]
    if not isinstance(part, str) or " " not in part:
        return part
    return "".join(each if _KEPT.fullmatch(each) else each.upper() for each in _KEPT.split(part))


def _word(said: re.Match[str]) -> str:
    return f"*x{said[1].lower()}*"


def _words(vocabulary: dict[str, Any]) -> dict[str, Any]:
    words = {word: [f"x{each}" for each in all_] for word, all_ in vocabulary["words"].items()}
    asked = [{**each, "say": [f"x{say}" for say in each["say"]]} for each in vocabulary["asked"]]
    return {**vocabulary, "called": CALLED, "locale": "en-GB", "words": words, "asked": asked}
