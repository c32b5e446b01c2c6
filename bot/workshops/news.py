"""What workshops must be told of, noted for their own turns."""

from __future__ import annotations

from sqlalchemy import bindparam, or_, select

from bot.outbox.workshops import NOTE
from bot.store.schema import participant, workshop
from bot.store.statements import Statement
from bot.store.transaction import Transaction

OPEN_ONES = Statement(
    select(workshop.c.id)
    .select_from(workshop.join(participant, participant.c.workshop == workshop.c.id))
    .where(
        workshop.c.team == bindparam("of_team"),
        participant.c.user == bindparam("who"),
        or_(workshop.c.state == "gathering", workshop.c.state == "running"),
    )
)


def note_gone(tx: Transaction, team: str, user: str) -> None:
    """Somebody was deactivated in Slack: nobody waits for their answer any more."""
    for row in OPEN_ONES.all(tx, of_team=team, who=user):
        NOTE.run(tx, workshop=row.id, about=f"gone:{user}"[:96], said="gone")
