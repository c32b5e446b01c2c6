"""What a look at an installation finds: how each thing is, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How one thing is; from good to bad."""

    OK = "ok"
    ATTENTION = "attention"
    FAILING = "FAILING"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``todo`` is what to do, where it is not well."""

    about: str
    state: State
    says: str
    todo: str = ""


def ok(about: str, says: str) -> Finding:
    """All is well with it."""
    return Finding(about, State.OK, says)


def attention(about: str, says: str, todo: str) -> Finding:
    """It works, but not for ever."""
    return Finding(about, State.ATTENTION, says, todo)


def failing(about: str, says: str, todo: str) -> Finding:
    """It does not work."""
    return Finding(about, State.FAILING, says, todo)


def judged(about: str, says: str, todo: str, *, fails: bool, asks: bool = False) -> Finding:
    """Failing, asking for attention, or well."""
    if fails:
        return failing(about, says, todo)
    return attention(about, says, todo) if asks else ok(about, says)


def lines(findings: Iterable[Finding]) -> Iterable[str]:
    """As they are printed; what to do stands under what is not well."""
    for each in findings:
        yield f"  {each.state:<10}{each.about:<22} {each.says}"
        if each.todo:
            yield f"  {'':<10}{'':<22} → {each.todo}"
