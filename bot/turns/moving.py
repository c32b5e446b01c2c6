"""People's ids in Slack change when a workspace moves into an organisation: theirs here follow."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, cast

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Column, ColumnElement, Table, bindparam, delete, exists, or_, select, update

from bot.outbox.calls import call
from bot.store.database import Store
from bot.store.schema import (
    PENDING,
    RESTING,
    answer,
    audit,
    called,
    conclusion,
    contribution,
    dissent,
    forgotten,
    installation,
    journey,
    memo,
    nudge,
    outbox,
    participant,
    person,
    remark,
    tie,
    workshop,
    workspace,
)
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns.forgetting import CHANGED
from bot.turns.known import EVERYBODY

log = logging.getLogger(__name__)

EXCHANGE: Final = "migration.exchange"
#: So many ids Slack takes at once.
AT_ONCE: Final = 400
#: So many rows are read at once where ids stand inside them.
PAGE: Final = 2_000
_ID: Final = re.compile(r"\b[UW][A-Z0-9]{5,}\b")

#: Where somebody's id stands in a column of its own.
COLUMNS: Final[tuple[Column[Any], ...]] = (
    person.c.user,
    called.c.id,
    journey.c.owner,
    journey.c.delegated_by,
    answer.c.author,
    memo.c.made_by,
    nudge.c.user,
    workshop.c.chef,
    workshop.c.facilitator,
    participant.c.user,
    contribution.c.author,
    tie.c.user,
    conclusion.c.author,
    dissent.c.author,
    remark.c.author,
    remark.c.saved_by,
    installation.c.installer,
    workspace.c.changed_by,
    audit.c.who,
    audit.c.whom,
    forgotten.c.user,
)
#: Where only one row of a person can be, and what tells which: an older one gives way.
ONLY_ONE: Final[tuple[tuple[Column[Any], tuple[str, ...]], ...]] = (
    (person.c.user, ("team",)),
    (called.c.id, ("team",)),
    (participant.c.user, ("workshop",)),
    (nudge.c.user, ("team", "key")),
    (forgotten.c.user, ("team",)),
)


_TEAM: Final = bindparam("of_team", type_=journey.c.team.type)
_OF_TEAM: Final = {
    "journey": select(journey.c.id).where(journey.c.team == _TEAM),
    "workshop": select(workshop.c.id).where(workshop.c.team == _TEAM),
}
_OF_TEAM["contribution"] = select(contribution.c.id).where(
    contribution.c.workshop.in_(_OF_TEAM["workshop"])
)


def _is_of_team(table: Any) -> ColumnElement[bool]:
    """Whether a row belongs to the workspace: in another one somebody may have the same id."""
    if "team" in table.c:
        return cast("ColumnElement[bool]", table.c.team == _TEAM)
    name = next(name for name in _OF_TEAM if name in table.c)
    return cast("ColumnElement[bool]", table.c[name].in_(_OF_TEAM[name]))


def _gives_way(column: Column[Any], beside: tuple[str, ...]) -> Statement:
    newer = column.table.alias("newer")
    same = [newer.c[name] == column.table.c[name] for name in beside]
    is_there = exists().where(newer.c[column.name] == bindparam("new"), *same)
    table: Any = column.table
    return Statement(delete(table).where(_is_of_team(table), column == bindparam("old"), is_there))


def _follows(column: Column[Any]) -> Statement:
    table: Any = column.table
    return Statement(
        update(table)
        .where(_is_of_team(table), column == bindparam("old"))
        .values({column.name: bindparam("new")})
    )


GIVE_WAY: Final = tuple(_gives_way(*each) for each in ONLY_ONE)
FOLLOW: Final = tuple(map(_follows, COLUMNS))
REPLAN: Final = Statement(
    update(journey)
    .where(_is_of_team(journey), journey.c.owner == bindparam("new"))
    .values(replan=True)
)
_spoken_in = journey.alias("spoken_in")
#: What is kept elsewhere of a journey in which they said something does not hold any more.
ANEW: Final = Statement(
    update(journey)
    .where(
        journey.c.id.in_(
            select(_spoken_in.c.id)
            .join(answer, answer.c.journey == _spoken_in.c.id)
            .where(_spoken_in.c.team == _TEAM, answer.c.author == bindparam("new"))
        )
    )
    .values(revision=journey.c.revision + 1)
)

#: Where ids stand inside of something: the columns to be gone through, by the key of the row.
Inside = tuple[Table, tuple[str, ...], tuple[str, ...]]
INSIDE: Final[tuple[Inside, ...]] = (
    (answer, ("id",), ("step", "value")),
    (conclusion, ("workshop", "point"), ("steps",)),
    (outbox, ("id",), ("lane", "payload")),
)
_OWED: Final = or_(outbox.c.state == PENDING, outbox.c.state == RESTING)


async def exchange(
    store: Store, client: AsyncWebClient, team: str, most: int | None = None
) -> dict[str, str]:
    """Ask Slack for the new ids of those who are known, and let them follow.

    The ids that changed. ``most`` is how many are asked about at most. Where Slack gives none, or
    refuses, nothing changes. Raises ``StoreError``.
    """
    known = await store.run(lambda tx: sorted(row.id for row in EVERYBODY.all(tx, of_team=team)))
    old = [user for user in known if user.startswith("U")][:most]
    moved: dict[str, str] = {}
    for first in range(0, len(old), AT_ONCE):
        users = ",".join(old[first : first + AT_ONCE])
        reply = await call(client, EXCHANGE, {"users": users})
        if not reply.well:
            log.info("%s: %s", EXCHANGE, reply.why)
            break
        found = reply.body.get("user_id_map")
        moved |= _changed(found if isinstance(found, dict) else {})
    if moved:
        await store.run(lambda tx: follow(tx, team, moved))
        log.warning("the ids of %d people have changed in Slack, and here", len(moved))
    return moved


def _changed(found: Mapping[str, Any]) -> dict[str, str]:
    return {
        old: new
        for old, new in found.items()
        if isinstance(new, str) and new != old and _ID.fullmatch(new)
    }


def follow(tx: Transaction, team: str, moved: Mapping[str, str]) -> None:
    """Everything of these people is under their new ids then."""
    pairs = [{"old": old, "new": new, "of_team": team} for old, new in moved.items()]
    for statement in (*GIVE_WAY, *FOLLOW):
        statement.many(tx, pairs)
    for statement in (REPLAN, ANEW):
        statement.many(tx, [{"new": new, "of_team": team} for new in moved.values()])
    for each in INSIDE:
        _follow_inside(tx, team, each, lambda id: moved.get(id, id))


def _follow_inside(tx: Transaction, team: str, inside: Inside, now: Callable[[str], str]) -> None:
    """Go through a table, page by page; what holds none of the ids is left as it is."""
    table, keys, columns = inside
    here: Any = table
    key = [table.c[name] for name in keys]
    where = _OWED if table is outbox else key[0].is_not(None)
    rows = Statement(
        select(*key, *(table.c[name] for name in columns))
        .where(_is_of_team(table), where)
        .order_by(*key)
        .limit(bindparam("most"))
        .offset(bindparam("after"))
    )
    change = Statement(
        update(here)
        .where(*(column == bindparam(f"at_{column.name}") for column in key))
        .values({name: bindparam(name) for name in columns})
    )
    after = 0
    while found := rows.all(tx, most=PAGE, after=after, of_team=team):
        new = _new_rows(found, keys, columns, now)
        change.many(tx, new)
        if table is answer:
            CHANGED.many(tx, [{"at_id": row["at_id"]} for row in new])
        after += len(found)


def _new_rows(
    found: Iterable[Any], keys: tuple[str, ...], columns: tuple[str, ...], now: Callable[[str], str]
) -> list[dict[str, Any]]:
    made = []
    for row in found:
        before = {name: getattr(row, name) for name in columns}
        after = {name: _replaced(value, now) for name, value in before.items()}
        if after != before:
            made.append({**after, **{f"at_{name}": getattr(row, name) for name in keys}})
    return made


def _replaced(value: Any, now: Callable[[str], str]) -> Any:
    """Ids that stand alone in a value, or in the name of something; never in what people wrote."""
    if isinstance(value, dict):
        return {name: _replaced(each, now) for name, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, now) for each in value]
    if not isinstance(value, str) or len(value) > 200 or " " in value:
        return value
    return _ID.sub(lambda match: now(match[0]), value)
