"""What is set for a workspace: read, and changed by who may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from bot.slack.arrivals import Arrival, Taken
from bot.store.schema import installation, journey, workspace
from bot.store.statements import Statement, insert_or_set
from bot.store.transaction import Transaction
from bot.turns import audit
from bot.turns.outgoing import Row
from flows.journey.flow import Flow
from flows.journey.workplace import Workplace, workplace_of
from flows.language.dates import local_date
from flows.parts.workplace import Read, Rules, WorkplaceLines, read_rules

RULES: Final = Statement(
    select(workspace.c.settings, workspace.c.retention_days, workspace.c.hold).where(
        workspace.c.team == bindparam("at_team")
    )
)
KEEP: Final = insert_or_set(
    workspace, *("team", "settings", "retention_days", "hold", "changed_by", "changed_at")
)
INSTALLER: Final = Statement(
    select(installation.c.installer).where(installation.c.team == bindparam("at_team"))
)
#: Reminders are planned anew: other days and hours may suit now.
REPLAN: Final = Statement(
    update(journey).where(journey.c.team == bindparam("at_team")).values(replan=True)
)

USUAL: Final = Rules()


def of_team(tx: Transaction, team: str, usual: Rules = USUAL) -> Rules:
    """What is set; as ``usual`` where nothing ever was."""
    row = RULES.one_or_none(tx, at_team=team)
    if row is None:
        return usual
    return Rules(workplace_of(row.settings), row.retention_days, bool(row.hold))


@dataclass(frozen=True, slots=True)
class Administrators:
    """Who may set it: those named in SAMSKAB_ADMINS, and who installed the app.

    Where the app is in many workspaces, a person is named with theirs: ``T0123:U0456``.
    """

    named: frozenset[str] = frozenset()

    def has(self, team: str, user: str) -> bool:
        """Whether somebody is named."""
        return user in self.named or f"{team}:{user}" in self.named

    def may(self, tx: Transaction, team: str, user: str) -> bool:
        """Whether somebody may set it."""
        if self.has(team, user):
            return True
        row = INSTALLER.one_or_none(tx, at_team=team)
        return row is not None and bool(user) and row.installer == user


#: Nobody is named: who installed the app is the one.
NOBODY_IN_PARTICULAR: Final = Administrators()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is set, and whether the one who asks may change it."""

    rules: Rules
    may: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What it takes to set something: the languages there are, by code; and what is usual.

    ``home_of`` redraws an App Home, in the language that is chosen by then.
    """

    languages: Mapping[str, str]
    usual: Rules
    home_of: Callable[[Transaction, str, str, datetime], Iterable[Row]]


class Workplaces:
    """The turns of administrators who change what is set."""

    def __init__(self, flow: Flow, administrators: Administrators, setting: Setting) -> None:
        self._flow = flow
        self._administrators = administrators
        self._setting = setting

    def load(self, tx: Transaction, arrival: Arrival, now: datetime) -> Asked:
        """How it is now, and whether the one who asks may change it."""
        may = self._administrators.may(tx, arrival.team, arrival.user)
        return Asked(of_team(tx, arrival.team, self._setting.usual), may)

    def decide(self, asked: Asked, arrival: Arrival, now: datetime) -> Read:
        """What was filled in, or what is wrong with it."""
        filled: Any = arrival.input
        rules = asked.rules
        if not asked.may:
            return Read(rules, {"closed": self._flow.library.lines(WorkplaceLines).not_yours})
        today, languages = local_date(now, None), self._setting.languages
        return read_rules(self._flow, rules, filled.filled, today, languages)

    def save(
        self, tx: Transaction, arrival: Arrival, asked: Asked, read: Read, now: datetime
    ) -> None:
        """Keep it, and note which of it has changed and by whom."""
        made, team = read.rules, arrival.team
        kept = made.workplace.model_dump(mode="json", exclude_defaults=True)
        KEEP.send(
            tx,
            team=team,
            settings=kept,
            retention_days=made.retention_days,
            hold=made.hold,
            changed_by=arrival.user,
            changed_at=now,
        )
        for name in _changed(asked.rules, made):
            audit.note(tx, team, arrival.user, audit.Traced.SET, name, now)
        REPLAN.send(tx, at_team=team)

    def owe(
        self, tx: Transaction, arrival: Arrival, asked: Asked, read: Read, now: datetime
    ) -> tuple[list[Row], Taken]:
        """Their App Home, as it is now."""
        return list(self._setting.home_of(tx, arrival.team, arrival.user, now)), Taken()


def _changed(before: Rules, after: Rules) -> list[str]:
    own = [name for name in ("retention_days", "hold") if _differ(before, after, name)]
    places = before.workplace, after.workplace
    return [*own, *(name for name in Workplace.model_fields if _differ(*places, name))]


def _differ(before: object, after: object, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))
