"""The questions that the look-up is measured by, and how many of them it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from flows.parts.lookup.lookup import Lookup

HERE = Path(__file__).parent
#: The first ones were used to tune the look-up, the second ones were not.
SETS = ("tuned", "unseen")


@dataclass(frozen=True)
class Asked:
    """A question in a chef's words, with the ids of the pieces that answer it."""

    ask: str
    right: frozenset[str]


def questions(name: str) -> list[Asked]:
    """The questions of a set."""
    rows = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return [Asked(row["ask"], frozenset(row["right"])) for row in rows]


def missed(asked: Sequence[Asked], find: Callable[[str], Sequence[str]], first: int) -> list[str]:
    """The questions for which nothing right is among the ``first`` that are found."""
    return [each.ask for each in asked if each.right.isdisjoint(find(each.ask)[:first])]


def finder(lookup: Lookup) -> Callable[[str], list[str]]:
    """The ids that a look-up finds."""
    return lambda query: [found.document.item.id for found in lookup.find(query)]
