"""What a turn has to do with nudges. Turns of other kinds cost nothing here."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import String, bindparam, delete, literal, select, update

from bot.nudging import rows
from bot.store.schema import nudge, outbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from flows.dialogue import Outcome
from flows.journey.nudges import Nudge
from flows.journey.values import Scene

#: What a message of several reminders is known by in the outbox.
SHOWS: Final = "nudges:{}"

#: The messages that tell of a journey and still wait to be sent.
UNSENT: Final = Statement(
    select(outbox.c.id, nudge.c.batch)
    .select_from(
        nudge.join(outbox, outbox.c.shows == literal(SHOWS.format(""), String) + nudge.c.batch)
    )
    .where(nudge.c.journey == bindparam("at_id"), outbox.c.done_at.is_(None))
)
UNSAY: Final = Statement(delete(outbox).where(outbox.c.id == bindparam("at_outbox")))
SAY_ANEW: Final = Statement(
    update(nudge)
    .where(nudge.c.batch == bindparam("at_batch"), nudge.c.state == "sent")
    .values(state="planned", sent_at=None, batch=None)
)


def of_person(tx: Transaction, team: str, user: str) -> tuple[Nudge, ...]:
    """All nudges to a person."""
    return tuple(map(rows.read, rows.OF_PERSON.all(tx, at_team=team, at_user=user)))


def before_deleting(tx: Transaction, journey: str) -> None:
    """Of a message that waits to be sent and tells of the journey, the rest is said anew."""
    for found in UNSENT.all(tx, at_id=journey):
        UNSAY.run(tx, at_outbox=found.id)
        SAY_ANEW.run(tx, at_batch=found.batch)


def keep(tx: Transaction, team: str, scene: Scene, outcome: Outcome, now: datetime) -> None:
    """Write down what the turn changed about nudges, and mark what is to be planned anew."""
    user = scene.person.id
    if outcome.person is None:
        rows.FORGET.run(tx, at_team=team, at_user=user)
        return
    if outcome.nudges:
        rows.write(tx, team, scene.nudges, outcome.nudges, now)
    if outcome.person.reminders != scene.person.reminders:
        rows.MARK.run(tx, at_team=team, at_user=user)
    changed = {journey.id for journey in outcome.journeys}
    touched = {journey for journey, _ in outcome.contributed}
    for journey in sorted(touched - changed):
        rows.MARK_ONE.run(tx, at_id=journey)
