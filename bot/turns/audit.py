"""The record of deeds: who did what with which thing, and to whom it went; never what it says."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from bot.store.schema import audit
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from flows.journey.outcome import Outcome
from flows.journey.values import Scene
from flows.messages import Document, Paper
from flows.parts.sharing import Shared
from flows.workshop.outcome import WorkshopOutcome
from flows.workshop.values import WorkshopScene

#: Who does what happens by itself.
NOBODY: Final = ""


class Traced(StrEnum):
    """What is kept of what was done. The values stand in the database."""

    SHARED = "shared"
    DELEGATED = "delegated"
    EXPORTED = "exported"
    FILED = "filed"
    DELETED = "deleted"
    FORGOT = "forgot"
    REVEALED = "revealed"
    CONCLUDED = "concluded"
    HELD = "held"
    LIFTED = "lifted"
    WARNED = "warned"
    EXPIRED = "expired"
    SET = "set"


_COLUMNS = ("team", "at", "who", "deed", "about", "whom")
NOTE: Final = Statement(insert(audit), columns=_COLUMNS)
LISTED: Final = Statement(
    select(audit)
    .where(audit.c.at >= bindparam("since"))
    .order_by(audit.c.at.desc(), audit.c.id.desc())
    .limit(bindparam("most"))
)
_HIDE: Final = tuple(
    Statement(
        update(audit)
        .where(audit.c.team == bindparam("at_team"), column == bindparam("at_user"))
        .values({column.name: bindparam("instead")})
    )
    for column in (audit.c.who, audit.c.whom)
)


def note(
    tx: Transaction,
    team: str,
    who: str,
    deed: Traced,
    about: str,
    now: datetime,
    whom: str | None = None,
) -> None:
    """Keep a deed, in the transaction that does it. ``about`` is an id."""
    NOTE.send(tx, team=team, at=now, who=who[:40], deed=deed.value, about=about[:96], whom=whom)


def of_turn(tx: Transaction, team: str, scene: Scene, outcome: Outcome, now: datetime) -> None:
    """What of a turn in the DM is kept."""
    for deed, about, whom in _deeds(scene, outcome):
        note(tx, team, scene.person.id, deed, about, now, whom)


def of_meeting(
    tx: Transaction, scene: WorkshopScene, outcome: WorkshopOutcome, now: datetime
) -> None:
    """What of a turn in a meeting is kept. Who has answered last is not told by it."""
    shop = outcome.workshop
    who = scene.actor if scene.may_lead else NOBODY
    deeds = [(Traced.REVEALED, point) for point, _ in outcome.reveal]
    deeds += [(Traced.CONCLUDED, each.point) for each in outcome.conclusions]
    for deed, point in deeds:
        note(tx, shop.team, who, deed, f"{shop.id}:{point}", now, shop.channel)


def _deeds(scene: Scene, outcome: Outcome) -> Iterator[tuple[Traced, str, str | None]]:
    about = outcome.about or ""
    for answer in outcome.answers:
        if answer.step.startswith(f"{Shared.KIND}:") and answer.value:
            share = Shared.model_validate(answer.value)
            yield Traced.SHARED, f"{about}:{share.what}", share.to
    for begun in outcome.begun:
        if begun.journey.delegated is not None:
            whose = begun.journey.delegated
            yield Traced.DELEGATED, f"{whose.journey}:{whose.point}", begun.owner
    for filed in outcome.filed:
        yield Traced.FILED, filed.id, None
    if outcome.exports:
        yield Traced.EXPORTED, "", None
    if any(isinstance(each, Document | Paper) for each in outcome.messages):
        yield Traced.EXPORTED, about, None
    for id in outcome.deleted:
        yield Traced.DELETED, id, None
    if outcome.person is None:
        yield Traced.FORGOT, "", None


def hide(tx: Transaction, team: str, user: str) -> None:
    """The deeds of somebody who is forgotten stay, under a name that leads nowhere."""
    instead = f"x{secrets.token_hex(8)}"
    for statement in _HIDE:
        statement.send(tx, at_team=team, at_user=user, instead=instead)


def lines(rows: list[Any]) -> Iterator[str]:
    """Deeds as lines for who runs the bot."""
    for row in rows:
        to = f" to {row.whom}" if row.whom else ""
        who = row.who or "by itself"
        yield f"{row.at:%Y-%m-%d %H:%M:%S}  {row.team}  {who}  {row.deed}  {row.about}{to}"
