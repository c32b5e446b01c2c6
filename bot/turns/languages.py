"""Which languages are spoken, and which of them each workspace has chosen: asked here alone."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final

from sqlalchemy import bindparam, select

from bot.content_files import LANGUAGE, languages, load_library, read_library
from bot.errors import StoreError
from bot.store.database import Store
from bot.store.schema import workspace
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from flows.checks import problems
from flows.content.library import Library
from flows.content.reading import ContentError
from flows.journey.flow import Flow
from flows.journey.workplace import workplace_of

log = logging.getLogger(__name__)

#: So long holds what was read of a workspace, for what is said outside a turn; seconds.
TRUSTED: Final = 10.0
#: So long a payload waits to hear which language it is in.
PATIENCE: Final = 0.5
SETTINGS: Final = Statement(
    select(workspace.c.settings).where(workspace.c.team == bindparam("at_team"))
)
ALL: Final = Statement(select(workspace.c.team, workspace.c.settings).order_by(workspace.c.team))


class Languages:
    """One `Flow` for each language, made when it is first needed and then kept.

    ``names`` is what each language calls itself, by code, the usual one first; ``refused`` why a
    folder of the content is none of them. A workspace whose language is not there is spoken to in
    the usual one. Where there is one alone, nothing is read.
    """

    def __init__(
        self,
        load: Callable[[str], Library],
        names: Mapping[str, str],
        refused: Mapping[str, str] | None = None,
    ) -> None:
        self.names = names
        self.refused = refused or {}
        self.usual = next(iter(names))
        self._load = load
        self._flows: dict[str, Flow] = {}
        self._lock = Lock()
        self._known: dict[str, tuple[float, str]] = {}

    def flow(self, code: str = "") -> Flow:
        """What is said in a language; in the usual one where none is named."""
        code = code or self.usual
        found = self._flows.get(code)
        if found is None:
            with self._lock:  # two threads may need it first
                found = self._flows.get(code) or Flow(self._load(code))
                self._flows[code] = found
        return found

    def code_of(self, tx: Transaction, team: str) -> str:
        """The language of a workspace, as it is set now."""
        if len(self.names) == 1:
            return self.usual
        row = SETTINGS.one_or_none(tx, at_team=team)
        wanted = workplace_of(row.settings).language if row is not None else ""
        code = wanted if wanted in self.names else self.usual
        self._known[team] = (time.monotonic(), code)
        return code

    def of(self, tx: Transaction, team: str) -> Flow:
        """What is said to a workspace, in its language."""
        return self.flow(self.code_of(tx, team))

    def of_version(self, version: str) -> Flow:
        """The language whose content and rules have this version; else the usual one."""
        codes = (code for code in self.names if self._load(code).version == version)
        return self.flow(next(codes, ""))

    async def spoken(self, store: Store, team: str) -> str:
        """The language of a workspace outside a turn: as it was a moment ago. Never raises."""
        if len(self.names) == 1:
            return self.usual
        read_at, code = self._known.get(team, (0.0, self.usual))
        if not read_at or time.monotonic() - read_at >= TRUSTED:
            with suppress(StoreError, TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    code = await store.run(lambda tx: self.code_of(tx, team))
        return code

    async def complain(self, store: Store) -> None:
        """Say in the log which languages are refused, and who goes without theirs."""
        for code, why in self.refused.items():
            log.error("the language %s is refused: %s", code, why)
        for team, code in (await store.run(self.missed)).items():
            log.warning("workspace %s wants the language %s, which is not there", team, code)

    def missed(self, tx: Transaction) -> dict[str, str]:
        """The workspaces whose language is not there, each with the one that it wants."""
        found = {row.team: workplace_of(row.settings).language for row in ALL.all(tx)}
        return {team: code for team, code in found.items() if code and code not in self.names}


def alone(flow: Flow) -> Languages:
    """One language, whose flow is made already."""
    library = flow.library
    found = Languages(lambda _: library, {library.language: library.vocabulary.called})
    found._flows[library.language] = flow
    return found


def found_languages(folder: Path | None = None) -> Languages:
    """The languages of the content that pass its check; of which do not, why, in a line.

    Raises ``ContentError`` where the usual one cannot be read.
    """
    names = {LANGUAGE: load_library(LANGUAGE, folder).vocabulary.called}
    refused: dict[str, str] = {}
    for code in languages(folder):
        if code == LANGUAGE:
            continue
        try:
            names[code] = _whole(code, folder).vocabulary.called
        except ContentError as error:
            more = len(error.problems) - 1
            rest = f" (and {more} more: samskab check)" if more else ""
            refused[code] = f"{error.problems[0]}{rest}"
    return Languages(partial(load_library, folder=folder), names, refused)


def _whole(code: str, folder: Path | None) -> Library:
    """The library of a language with nothing wrong in it. Raises ``ContentError``."""
    library = read_library(code, folder)
    if wrong := problems(library, complete=True):
        raise ContentError(sorted(wrong))
    return library
