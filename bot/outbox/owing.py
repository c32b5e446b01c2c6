"""What is owed to Slack is written down with the turn, and claimed at once where it may go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Final

from sqlalchemy import bindparam, exists, insert, select

from bot.logs import TRACE
from bot.outbox.claim import Lease, ready, take_lease
from bot.outbox.rows import POST, Row
from bot.store.schema import PENDING, outbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction

OWE: Final = Statement(
    insert(outbox).values(state="pending").returning(outbox.c.id),
    columns=(
        *("team", "lane", "method", "payload", "journey", "refresh", "shows", "target", "state"),
        *("attempts", "tried_at", "due_at", "created_at", "leased_by", "leased_until", "trace"),
    ),
)


def _something_waits(lane: str) -> Any:
    return exists().where(outbox.c.state == PENDING, outbox.c.lane == bindparam(lane))


BUSY: Final = Statement(
    select(_something_waits("of_lane").label("one"), _something_waits("of_other").label("other"))
)
#: So many messages that wait to be sent are answers enough: what follows is answered at once.
FLOOD: Final = 10
WAITING: Final = Statement(
    select(outbox.c.id)
    .where(outbox.c.state == PENDING, outbox.c.lane == bindparam("of_lane"))
    .limit(FLOOD)
)


@dataclass(slots=True)
class Owed:
    """What a turn has written: the rows that it claimed for the deliverer that gave the lease.

    `left`: there are others, which are to be claimed in their turn.
    """

    lease: Lease | None
    rows: list[Row] = field(default_factory=list)
    left: bool = False


def owe(
    tx: Transaction, rows: Iterable[dict[str, Any]], lease: Lease | None, talks: str = ""
) -> Owed:
    """Write rows, claimed where their lane is free and they may go at once.

    `lease` is what `Deliverer.lease` gave, in the process that delivers; what comes back is for
    `Deliverer.take`, once it is committed. `talks` is the lane of somebody who may write faster
    than they can be answered: where much waits there, only the last of what is said is added.
    """
    owed, rows = Owed(lease), list(rows)
    free = _free(tx, list(dict.fromkeys(each["lane"] for each in rows))) if lease else {}
    if talks and not free.get(talks) and len(WAITING.all(tx, of_lane=talks)) == FLOOD:
        rows = _last(rows, talks)
    for values in rows:
        lane = values["lane"]
        row = _owed(tx, values, lease if free.get(lane) else None)
        free[lane] = row is not None
        if row is not None:
            owed.rows.append(row)
        else:
            owed.left = True
    return owed


def _last(rows: list[dict[str, Any]], lane: str) -> list[dict[str, Any]]:
    """Of what is said in the lane only the last, and all that is not said there, and files.

    It gives way to what is said last to the next message.
    """
    said = [each for each in rows if each["method"] == POST and each["lane"] == lane]
    rest = [each for each in rows if each not in said]
    return [*rest, *({**each, "refresh": f"flood:{lane}"} for each in said[-1:])]


def _free(tx: Transaction, lanes: list[str]) -> dict[str, bool]:
    """In which of the lanes nothing waits; two are asked about at once, since a turn has few."""
    free: dict[str, bool] = {}
    for one, other in zip_longest(lanes[::2], lanes[1::2]):
        found = BUSY.one_or_none(tx, of_lane=one, of_other=other or one)
        free |= {one: not found.one, **({other: not found.other} if other else {})}
    return free


def _owed(tx: Transaction, values: dict[str, Any], lease: Lease | None) -> Row | None:
    """Write one row; it, where it was claimed."""
    simple = values["refresh"] is None and values["target"] is None
    may_go = lease is not None and values["due_at"] <= values["created_at"]
    claimed = lease if may_go and simple else None
    trace = TRACE.get() or None
    id_ = OWE.one_or_none(
        tx,
        **values,
        attempts=1 if claimed else 0,
        tried_at=claimed.since if claimed else None,
        leased_by=claimed.owner if claimed else None,
        leased_until=claimed.until if claimed else None,
        trace=trace,
    ).id
    if lease is None or not may_go:
        return None
    of = {name: values[name] for name in ("team", "lane", "method", "refresh", "target")}
    made = values["created_at"]
    row = Row(
        id=id_,
        payload=values["payload"],
        attempts=0,
        tried_at=None,
        created_at=made,
        trace=trace,
        **of,
    )
    if simple:
        return row
    found = ready(tx, row, lease)
    if found is not None:
        take_lease(tx, [found], lease)
    return found
