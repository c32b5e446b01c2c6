"""What is sent instead of a message or a file that Slack refuses."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert

from bot.outbox.rows import POST, Row
from bot.store.schema import outbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction

INSTEAD: Final = Statement(
    insert(outbox).values(state="pending", attempts=0, method=POST),
    columns=(
        "team",
        "lane",
        "method",
        "payload",
        "state",
        "attempts",
        "due_at",
        "created_at",
    ),
)


def send_instead(tx: Transaction, row: Row, now: datetime) -> None:
    """The messages that the payload names under ``instead``, to where each of them says."""
    for message in row.arguments.get("instead", ()):
        payload: dict[str, Any] = {"channel": row.channel, **message}
        lane = payload.pop("lane", row.lane)
        INSTEAD.run(tx, team=row.team, lane=lane, payload=payload, due_at=now, created_at=now)
