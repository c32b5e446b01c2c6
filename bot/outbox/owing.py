"""What is owed to Slack is written down with the turn, and claimed at once where it may go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Final

from sqlalchemy import bindparam, exists, insert, select

from bot.logs import TRACE
from bot.outbox.claim import SHOWN, Lease, addressed
from bot.outbox.rows import POST, Row
from bot.store.schema import PENDING, outbox
from bot.store.statements import Asked, Statement
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
#: Newer than every row.
ANY: Final = 2**63 - 1
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
    claimed: list[tuple[Row, Asked]] = field(default_factory=list)
    left: bool = False

    @property
    def rows(self) -> list[Row]:
        """What was claimed. Their ids come with the commit."""
        return [row._replace(id=asked.one_or_none().id) for row, asked in self.claimed]


#: Whether something waits in lanes, two and two, since a turn has few: what comes of asking it.
Waits = Sequence[tuple[tuple[str, str | None], Asked]]


def ask_free(tx: Transaction, lanes: Sequence[str]) -> Waits:
    """Ask in which of the lanes nothing waits; it is answered with whatever else is asked."""
    pairs = zip_longest(lanes[::2], lanes[1::2])
    return [
        ((one, other), BUSY.ask(tx, of_lane=one, of_other=other or one)) for one, other in pairs
    ]


def owe(
    tx: Transaction,
    rows: Iterable[dict[str, Any]],
    lease: Lease | None,
    talks: str = "",
    waits: Waits = (),
) -> Owed:
    """Write rows, claimed where their lane is free and they may go at once.

    `lease` is what `Deliverer.lease` gave, in the process that delivers; what comes back is for
    `Deliverer.take`, once it is committed. `talks` is the lane of somebody who may write faster
    than they can be answered: where much waits there, only the last of what is said is added.
    `waits` is what was asked of lanes earlier in the transaction; of the others it is asked here.
    """
    owed, rows = Owed(lease), list(rows)
    shown = _shown(tx, rows) if lease else {}
    free = _free(tx, dict.fromkeys(each["lane"] for each in rows), waits) if lease else {}
    if talks and not free.get(talks) and len(WAITING.all(tx, of_lane=talks)) == FLOOD:
        rows = _last(rows, talks)
    for values in rows:
        lane = values["lane"]
        row = _may_go(values, shown) if free.get(lane) else None
        asked = _write(tx, values, lease if row is not None else None)
        free[lane] = row is not None
        if row is not None:
            owed.claimed.append((row, asked))
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


def _shown(tx: Transaction, rows: list[dict[str, Any]]) -> dict[str, Asked]:
    """Ask for the messages that rows go with, but those that are only written now."""
    new = {each["shows"] for each in rows}
    return {
        target: SHOWN.ask(tx, question=target, of_team=each["team"], row=ANY)
        for each in rows
        if (target := each["target"]) is not None and target not in new
    }


def _free(tx: Transaction, lanes: Iterable[str], waits: Waits) -> dict[str, bool]:
    """In which of the lanes nothing waits."""
    known = {lane for pair, _ in waits for lane in pair}
    free: dict[str, bool] = {}
    for (one, other), asked in (
        *waits,
        *ask_free(tx, [each for each in lanes if each not in known]),
    ):
        found = asked.one_or_none()
        free |= {one: not found.one, **({other: not found.other} if other else {})}
    return free


def _may_go(values: dict[str, Any], shown: dict[str, Asked]) -> Row | None:
    """The row, where it may go at once; it has no id yet.

    What is drawn anew in a free lane is the newest. What has to wait for another message, or has
    none to go with, is left to who claims it.
    """
    if values["due_at"] > values["created_at"]:
        return None
    of = {name: values[name] for name in ("team", "lane", "method", "payload", "created_at")}
    goes_with = {name: values[name] for name in ("refresh", "target")}
    row = Row(id=0, attempts=0, tried_at=None, trace=TRACE.get() or None, **of, **goes_with)
    if row.target is None:
        return row
    asked = shown.get(row.target)
    if asked is None or row.is_picture:
        return None
    message = asked.one_or_none()
    if message is not None and message.state == "pending":
        return None
    return addressed(row, message)


def _write(tx: Transaction, values: dict[str, Any], lease: Lease | None) -> Asked:
    """Write one row, claimed where there is a lease."""
    return OWE.ask(
        tx,
        **values,
        attempts=1 if lease else 0,
        tried_at=lease.since if lease else None,
        leased_by=lease.owner if lease else None,
        leased_until=lease.until if lease else None,
        trace=TRACE.get() or None,
    )
