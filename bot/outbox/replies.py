"""What is kept of Slack's replies, beyond where a message went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, update

from bot.outbox.rows import Row
from bot.outbox.workshops import look_at_members, remember_guest
from bot.store.schema import person
from bot.store.statements import Statement
from bot.store.transaction import Transaction

Keeper = Callable[[Transaction, Row, dict[str, Any], datetime], None]

ZONE: Final = Statement(
    update(person)
    .where(person.c.team == bindparam("of_team"), person.c.user == bindparam("who"))
    .values(tz=bindparam("zone"), updated_at=bindparam("now"))
)


def remember_zone(tx: Transaction, row: Row, reply: dict[str, Any], now: datetime) -> None:
    """Keep the time zone that `users.info` tells of a person."""
    user = reply.get("user")
    zone = user.get("tz") if isinstance(user, dict) else None
    if isinstance(zone, str) and is_zone(zone):
        ZONE.run(tx, of_team=row.team, who=str(row.payload.get("user")), zone=zone, now=now)


def is_zone(name: str) -> bool:
    """Whether there is such a time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no name at all, a folder
        return False
    return True


def remember_person(tx: Transaction, row: Row, reply: dict[str, Any], now: datetime) -> None:
    """Keep what `users.info` tells of somebody."""
    remember_zone(tx, row, reply, now)
    remember_guest(tx, row, reply)


ON_REPLY: Final[dict[str, Keeper]] = {
    "users.info": remember_person,
    "conversations.members": look_at_members,
}
