"""What the developer sees: each call and delivery, and what Slack would object to."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.sandbox.model import Json

_SECRET = re.compile(r"(xox[a-z]|xapp)-[A-Za-z0-9-]+")
KEPT_PROBLEMS = 1000


def redact(value: Any) -> Any:
    """A copy without tokens."""
    if isinstance(value, str):
        return _SECRET.sub(r"\1-…", value) if "xox" in value or "xapp-" in value else value
    if isinstance(value, dict):
        return {k: "…" if k == "token" else redact(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [redact(one) for one in value]
    return value


@dataclass(slots=True)
class Entry:
    """One call from the app, or one delivery to it; `ms` is how long the answer took."""

    n: int
    at: float
    direction: str
    name: str
    body: Any = None
    answer: Any = None
    ok: bool | None = None
    status: int | None = None
    ms: float | None = None
    error: str = ""
    retry: int = 0

    def as_json(self) -> Json:
        """As the developer's view shows it: without tokens."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return {**fields, "body": redact(self.body), "answer": redact(self.answer)}


@dataclass(slots=True)
class Problem:
    """A payload that Slack would refuse (`severity` "refused") or that is unwise ("warning")."""

    n: int
    at: float
    method: str
    severity: str
    error: str
    details: list[Json]
    payload: Any

    def as_json(self) -> Json:
        """As the developer's view shows it: without tokens."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return {**fields, "payload": redact(self.payload)}


class Traffic:
    """The latest entries and problems; older ones are forgotten."""

    def __init__(self, keep: int, now: Callable[[], float]) -> None:
        self.entries: deque[Entry] = deque(maxlen=keep or 1)
        self.problems: deque[Problem] = deque(maxlen=KEPT_PROBLEMS)
        self.on = keep > 0
        self.problems_count = 0
        self.changed: Callable[[str, int], None] = lambda kind, n: None
        self._now = now
        self._numbers = count(1)

    def begin(self, direction: str, name: str, body: Any, retry: int = 0) -> Entry | None:
        """A new entry, to be given back to `end`; None when nothing is recorded."""
        if not self.on:
            return None
        entry = Entry(next(self._numbers), self._now(), direction, name, body, retry=retry)
        self.entries.append(entry)
        return entry

    def end(self, entry: Entry | None, **answer: Any) -> None:
        """Fills in how an entry ended (fields of `Entry`)."""
        if entry is None:
            return
        for name, value in answer.items():
            setattr(entry, name, value)
        self.changed("traffic", entry.n)

    def problem(
        self, method: str, severity: str, error: str, details: list[Json], payload: Any
    ) -> None:
        """Notes something that Slack would refuse or frown upon."""
        self.problems_count += 1
        n = self.problems_count
        self.problems.append(Problem(n, self._now(), method, severity, error, details, payload))
        self.changed("problem", n)

    def entries_after(self, n: int) -> list[Json]:
        """Entries with a higher number than `n`, oldest first."""
        return [entry.as_json() for entry in self.entries if entry.n > n]

    def problems_after(self, n: int) -> list[Json]:
        """Problems with a higher number than `n`, oldest first."""
        return [problem.as_json() for problem in self.problems if problem.n > n]

    def clear(self) -> None:
        """Forgets everything."""
        self.entries.clear()
        self.problems.clear()
        self.problems_count = 0
