"""What delivery learns of workshops: refused messages, and who in the channel is a guest.

Only noted here; the workshop's own turn decides what follows.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select

from bot.outbox.rows import Row
from bot.store.schema import PENDING, news, outbox
from bot.store.statements import Statement, insert_once
from bot.store.transaction import Transaction

#: What the lanes of workshops begin with, and what the lane that looks people up ends with.
LANE, LOOK = "ws:", "#look"
#: So many members are looked at.
LOOKED_AT: Final = 100
GUEST: Final = ("is_restricted", "is_ultra_restricted", "is_stranger")

NOTE: Final = insert_once(news, "workshop", "about", "said")
ASK: Final = Statement(
    insert(outbox).values(state="pending", attempts=0),
    columns=("team", "lane", "method", "payload", "state", "attempts", "due_at", "created_at"),
)
LEFT: Final = Statement(
    select(func.count().label("rows")).where(
        outbox.c.state == PENDING, outbox.c.lane == bindparam("of_lane")
    )
)


def workshop_of(row: Row) -> str | None:
    """The workshop that the row belongs to, if it does to any."""
    if not row.lane.startswith(LANE):
        return None
    return row.lane.removeprefix(LANE).partition("#")[0].partition(":")[0]


def remember_refusal(tx: Transaction, row: Row, why: str) -> None:
    """A message of a workshop was refused. A picture is no message: its text stands alone."""
    workshop = workshop_of(row)
    if workshop is not None and not row.is_picture:
        about = "look" if row.lane.endswith(LOOK) else row.target or "channel"
        NOTE.run(tx, workshop=workshop, about=about, said=why.partition(":")[0][:64])


def look_at_members(tx: Transaction, row: Row, reply: dict[str, Any], now: datetime) -> None:
    """The members of a workshop's channel: ask about each of them."""
    workshop, members = workshop_of(row), reply.get("members")
    if workshop is None or not isinstance(members, list):
        return
    users = [each for each in members if isinstance(each, str)][:LOOKED_AT]
    if len(members) > LOOKED_AT or (reply.get("response_metadata") or {}).get("next_cursor"):
        NOTE.run(tx, workshop=workshop, about="look:rest", said="unseen")
    fixed = {"team": row.team, "lane": row.lane, "method": "users.info"}
    times = {"due_at": now, "created_at": now}
    ASK.many(tx, [{**fixed, **times, "payload": {"user": user}} for user in users])
    if not users:
        NOTE.run(tx, workshop=workshop, about="look", said="done")


def remember_guest(tx: Transaction, row: Row, reply: dict[str, Any]) -> None:
    """Whether somebody in a workshop's channel is from outside; after the last one all is known."""
    workshop, user = workshop_of(row), reply.get("user")
    if workshop is None or not isinstance(user, dict):
        return
    if any(user.get(flag) for flag in GUEST):
        NOTE.run(tx, workshop=workshop, about=f"guest:{user.get('id')}"[:96], said="guest")
    if not LEFT.one_or_none(tx, of_lane=row.lane).rows:
        NOTE.run(tx, workshop=workshop, about="look", said="done")
