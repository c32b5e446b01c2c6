"""The parts that the table of blocks is built from: one check a kind of value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from bot.slack.limits import numbers


class Violation(NamedTuple):
    """One thing that Slack refuses: where (JSON pointer), why (Slack's words), which limit.

    `code` is Slack's error code for it. `certain` is False where it is only a warning: Slack may
    accept it, or accepts it and people are worse off.
    """

    pointer: str
    problem: str
    limit: int | None
    code: str
    certain: bool

    def __str__(self) -> str:
        return f"{self.problem} [json-pointer:{self.pointer}]"


class Walk:
    """What is gathered on the way through one payload."""

    __slots__ = ("action_ids", "block_ids", "chars", "code", "focus", "found", "inputs", "markdown")

    def __init__(self, code: str) -> None:
        self.code = code
        self.found: list[Violation] = []
        self.block_ids: set[str] = set()
        self.action_ids: set[str] = set()
        self.inputs: list[str] = []
        self.chars = 0
        self.markdown = 0
        self.focus = 0

    def add(self, at: str, problem: str, limit: int | None = None, code: str | None = None) -> None:
        """Slack refuses this."""
        self.found.append(Violation(at, problem, limit, code or self.code, True))

    def doubt(self, at: str, problem: str, limit: int | None = None) -> None:
        """Slack may refuse this, or people are worse off."""
        self.found.append(Violation(at, problem, limit, self.code, False))


Check = Callable[[Any, str, Walk], None]
Fields = Mapping[str, Check]


# --- Checks for values


def anything(value: Any, at: str, walk: Walk) -> None:
    """Accepts what this table does not look into."""


def text_of(most: int, least: int = 0) -> Check:
    """A string of `least` to `most` characters."""

    def check(value: Any, at: str, walk: Walk) -> None:
        if type(value) is not str:
            walk.add(at, "must provide a string")
        elif len(value) > most:
            walk.add(at, f"must be less than {most + 1} characters", most)
        elif len(value) < least:
            walk.add(at, f"must be more than {least - 1} characters", least)

    return check


def pattern(expression: str, problem: str) -> Check:
    """A string that the whole expression matches."""
    matches = re.compile(expression).fullmatch

    def check(value: Any, at: str, walk: Walk) -> None:
        if type(value) is not str:
            walk.add(at, "must provide a string")
        elif not matches(value):
            walk.add(at, problem)

    return check


def integer(least: int, most: int) -> Check:
    """A whole number from `least` to `most`."""

    def check(value: Any, at: str, walk: Walk) -> None:
        if type(value) is not int:
            walk.add(at, "must provide an integer")
        elif value > most:
            walk.add(at, f"must be less than {most + 1}", most)
        elif value < least:
            walk.add(at, f"must be greater than {least - 1}", least)

    return check


def boolean(value: Any, at: str, walk: Walk) -> None:
    """True or false."""
    if type(value) is not bool:
        walk.add(at, "must provide a boolean")


def focus(value: Any, at: str, walk: Walk) -> None:
    """`focus_on_load`: at most one in a view."""
    boolean(value, at, walk)
    walk.focus += value is True
    if walk.focus > 1 and value is True:
        walk.doubt(at, "only one element can have `focus_on_load`")


def one_of(*allowed: str) -> Check:
    """One of these words."""

    def check(value: Any, at: str, walk: Walk) -> None:
        if value not in allowed:
            walk.add(at, f"must be one of: {', '.join(allowed)}")

    return check


def array(item: Check, most: int, least: int = 0) -> Check:
    """`least` to `most` items, each of which passes `item`."""

    def check(value: Any, at: str, walk: Walk) -> None:
        if type(value) is not list and type(value) is not tuple:
            walk.add(at, "must provide an array")
            return
        if len(value) > most:
            walk.add(at, f"no more than {most} items allowed", most)
        elif len(value) < least:
            walk.add(at, f"must provide at least {least} items", least)
        for number, entry in enumerate(value):
            item(entry, f"{at}/{number}", walk)

    return check


def unique(name: str, seen: Callable[[Walk], set[str]]) -> Check:
    """An id that occurs once in the payload."""
    text = text_of(numbers.ID)

    def check(value: Any, at: str, walk: Walk) -> None:
        text(value, at, walk)
        known = seen(walk)
        if type(value) is not str or not value:
            return
        if value in known:
            walk.add(at, f'`{name}` "{value}" already exists')
        known.add(value)

    return check


ACTION_ID = unique("action_id", lambda walk: walk.action_ids)
BLOCK_ID = unique("block_id", lambda walk: walk.block_ids)

Rule = Callable[[dict[str, Any], str, Walk], None]


def record(required: Fields, optional: Fields, *rules: Rule) -> Check:
    """A dict with exactly these fields; `rules` look at the whole of it afterwards."""
    fields = {**required, **optional}
    needed = tuple(required)

    def check(value: Any, at: str, walk: Walk) -> None:
        if type(value) is not dict:
            walk.add(at, "must provide an object")
            return
        for name in needed:
            if value.get(name) is None:
                walk.add(at, f"missing required field: {name}")
        for name, item in value.items():
            field = fields.get(name)
            if field is None:
                walk.add(at, f"invalid additional property: {name}")
            elif item is None and name not in required:
                walk.doubt(f"{at}/{name}", "is null: leave the field out")
            elif field is not anything and item is not None:
                field(item, f"{at}/{name}", walk)
        for rule in rules:
            rule(value, at, walk)

    return check


def typed(table: Mapping[str, Check]) -> Check:
    """Chooses the check by the object's `type`. What the bot does not use is not in the tables."""

    def check(value: Any, at: str, walk: Walk) -> None:
        if type(value) is not dict:
            walk.add(at, "must provide an object")
            return
        kind = value.get("type")
        if kind is None:
            walk.add(at, "missing required field: type")
            return
        chosen = table.get(kind) if type(kind) is str else None
        if chosen is None:
            walk.add(f"{at}/type", f"unsupported type: {kind}")
        else:
            chosen(value, at, walk)

    return check


_TEXT_FIELDS = {
    "plain_text": frozenset({"type", "text", "emoji"}),
    "mrkdwn": frozenset({"type", "text", "verbatim"}),
}


def text_object(most: int, mrkdwn: bool = False) -> Check:
    """A text object: `plain_text`, and `mrkdwn` where allowed."""
    allowed = _TEXT_FIELDS if mrkdwn else {"plain_text": _TEXT_FIELDS["plain_text"]}

    def check(value: Any, at: str, walk: Walk) -> None:
        if type(value) is not dict:
            walk.add(at, "must provide an object")
            return
        kind = value.get("type")
        fields = allowed.get(kind) if type(kind) is str else None
        if fields is None:
            _no_such_text(value, at, walk)
            return
        if not value.keys() <= fields:
            for name in value.keys() - fields:
                walk.add(at, f"invalid additional property: {name}")
        for name in value.keys() & {"emoji", "verbatim"}:
            boolean(value[name], f"{at}/{name}", walk)
        text = value.get("text")
        if type(text) is str and 0 < len(text) <= most:
            walk.chars += len(text)
        else:
            _bad_text(value, most, at, walk)

    return check


def _no_such_text(value: dict[str, Any], at: str, walk: Walk) -> None:
    if "type" in value:
        walk.add(f"{at}/type", f"unsupported type: {value['type']}")
    else:
        walk.add(at, "missing required field: type")


def _bad_text(value: dict[str, Any], most: int, at: str, walk: Walk) -> None:
    if "text" not in value:
        walk.add(at, "missing required field: text")
    else:
        text_of(most, 1)(value["text"], f"{at}/text", walk)
        walk.chars += len(value["text"]) if type(value["text"]) is str else 0
