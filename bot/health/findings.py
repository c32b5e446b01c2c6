"""An installation, and what a look at it finds: how each thing is, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import PlainError, StoreError
from bot.settings import DeliverySettings, Settings, StoreSettings, complaints, given, read_settings

if TYPE_CHECKING:
    from sqlalchemy import URL


class Installation:
    """What is set up on this machine: as far as it can be read."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.given: Mapping[str, tuple[str, str]] = {}
        try:
            self.given = given()
            self.problems = complaints(Settings)
        except PlainError as error:
            self.problems = [str(error)]
        self.database = ""
        with suppress(PlainError):
            self.database = read_settings(StoreSettings).database_url
        self.slack: DeliverySettings | None = None
        with suppress(PlainError):
            self.slack = read_settings(DeliverySettings)

    def value(self, name: str) -> str:
        """What is set under a name; empty where nothing is."""
        return self.given.get(name, ("", ""))[0].strip()

    @property
    def place(self) -> URL | None:
        """Where the database is; None where the address makes no sense."""
        from bot.store import address

        try:
            return address.parse(self.database) if self.database else None
        except StoreError:
            return None

    @property
    def file(self) -> Path | None:
        """The file of the database, where it is one."""
        place = self.place
        one = place is not None and place.drivername == "sqlite"
        return Path(str(place.database)) if place is not None and one else None


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
