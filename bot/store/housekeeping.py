"""What the database need not keep for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    TextClause,
    bindparam,
    delete,
    func,
    or_,
    select,
    text,
)

from bot.store.schema import (
    audit,
    beat,
    hold,
    inbox,
    nudge,
    outbox,
    pace,
    workshop,
    workspace,
)
from bot.store.statements import Statement
from bot.store.transaction import Transaction

#: So many rows go in one transaction: turns wait for it meanwhile.
AT_ONCE: Final = 200
#: A workshop takes all that was said in it along.
WORKSHOPS_AT_ONCE: Final = 5


def _old(
    table: Table,
    at: Column[datetime],
    *where: ColumnElement[bool] | TextClause,
    most: int = AT_ONCE,
) -> Statement:
    """Deletes the oldest rows, those before ``before``; ``at`` has an index for ``where``."""
    (key,) = table.primary_key
    rows = select(key).where(*where, at < bindparam("before")).order_by(at).limit(most)
    return Statement(delete(table).where(key.in_(rows)))


# The states are written as their indexes have them.
_DONE = text("state <> 'pending'")
#: What goes, and how long after what stands in its index.
OLD_INBOX: Final = _old(inbox, inbox.c.received_at)
OLD_MESSAGES: Final = _old(
    outbox,
    outbox.c.done_at,
    _DONE,
    or_(outbox.c.shows.is_(None), outbox.c.shows.not_like("ws:%")),
)
OLD_CARDS: Final = _old(outbox, outbox.c.done_at, _DONE)
OLD_NUDGES: Final = _old(nudge, nudge.c.changed_at, text("state IN ('acted', 'dropped')"))
IGNORED_NUDGES: Final = _old(nudge, nudge.c.sent_at, text("state = 'sent'"))
OLD_WORKSHOPS: Final = _old(
    workshop,
    workshop.c.led_at,
    text("state IN ('ended', 'cancelled')"),
    func.coalesce(workshop.c.journey, "").not_in(select(hold.c.journey)),
    workshop.c.team.not_in(select(workspace.c.team).where(workspace.c.hold)),
    most=WORKSHOPS_AT_ONCE,
)
OLD_DEEDS: Final = _old(audit, audit.c.at)
OLD_BEATS: Final = _old(beat, beat.c.beat_at)
OLD_PLACES: Final = _old(pace, pace.c.until)
KEPT: Final = (
    (OLD_BEATS, timedelta(days=1), AT_ONCE),  # longer than anything that a process could hold
    (OLD_PLACES, timedelta(hours=1), AT_ONCE),
    (OLD_INBOX, timedelta(days=7), AT_ONCE),  # Slack repeats an event for minutes
    (OLD_MESSAGES, timedelta(days=30), AT_ONCE),  # so long can a message still be redrawn
    (OLD_CARDS, timedelta(days=90), AT_ONCE),  # those of workshops, which may last for two months
    (OLD_NUDGES, timedelta(days=30), AT_ONCE),  # so long one may ask why it was dropped
    (IGNORED_NUDGES, timedelta(days=180), AT_ONCE),  # so long nothing is said of it again
    (OLD_DEEDS, timedelta(days=5 * 365), AT_ONCE),  # so long may somebody ask who saw what
    (OLD_WORKSHOPS, timedelta(days=365), WORKSHOPS_AT_ONCE),  # what it came to is in the journey
)


def prune(tx: Transaction, now: datetime) -> bool:
    """Delete some of what is too old, of one kind at a time; True when there may be more."""
    return any(old.run(tx, before=now - kept) == most for old, kept, most in KEPT)
