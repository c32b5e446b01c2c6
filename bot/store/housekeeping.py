"""What the database need not keep for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, delete, or_, select, text

from bot.store.schema import PENDING, inbox, nudge, outbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction

INBOX_KEPT: Final = timedelta(days=7)  # Slack repeats an event for minutes
OUTBOX_KEPT: Final = timedelta(days=30)  # so long can a message still be redrawn
WORKSHOPS_KEPT: Final = timedelta(days=90)  # those of workshops, which may last for two months
NUDGES_KEPT: Final = timedelta(days=30)  # so long one may ask why a reminder was dropped
AT_ONCE: Final = 1_000

OLD_INBOX: Final = Statement(
    delete(inbox).where(
        inbox.c.key.in_(
            select(inbox.c.key).where(inbox.c.received_at < bindparam("before")).limit(AT_ONCE)
        )
    )
)
OLD_OUTBOX: Final = Statement(
    delete(outbox).where(
        outbox.c.id.in_(
            select(outbox.c.id)
            .where(
                outbox.c.state != PENDING,
                outbox.c.done_at < bindparam("before"),
                or_(
                    outbox.c.shows.is_(None),
                    outbox.c.shows.not_like("ws:%"),
                    outbox.c.done_at < bindparam("long_before"),
                ),
            )
            .order_by(outbox.c.id)
            .limit(AT_ONCE)
        )
    )
)
OLD_NUDGES: Final = Statement(
    delete(nudge).where(
        nudge.c.id.in_(
            select(nudge.c.id)
            .where(
                text("state IN ('acted', 'dropped')"),
                nudge.c.changed_at < bindparam("before"),
            )
            .order_by(nudge.c.changed_at)
            .limit(AT_ONCE)
        )
    )
)


def prune(tx: Transaction, now: datetime) -> bool:
    """Delete what is too old, a thousand rows of a kind; True when there may be more."""
    inbox_rows = OLD_INBOX.run(tx, before=now - INBOX_KEPT)
    outbox_rows = OLD_OUTBOX.run(tx, before=now - OUTBOX_KEPT, long_before=now - WORKSHOPS_KEPT)
    nudge_rows = OLD_NUDGES.run(tx, before=now - NUDGES_KEPT)
    return AT_ONCE in (inbox_rows, outbox_rows, nudge_rows)
