"""Nudges as rows of the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    String,
    and_,
    bindparam,
    delete,
    literal,
    or_,
    select,
    text,
    true,
    union,
    update,
)

from bot.store.schema import LIVE, journey, nudge, outbox, replan
from bot.store.statements import Statement, insert_once, insert_or_set
from bot.store.transaction import Transaction
from flows.dialogue import Outcome
from flows.journey.nudges import Nudge, NudgeKind, NudgeState
from flows.journey.values import Scene

_VALUES = (
    "user",
    "kind",
    "journey",
    "about",
    "cause",
    "stage",
    "state",
    "due_at",
    "sent_at",
    "batch",
    "why",
)
COLUMNS = [nudge.c.id, *(nudge.c[name] for name in _VALUES)]
_MINE = and_(nudge.c.team == bindparam("at_team"), nudge.c.user == bindparam("at_user"))

OF_PERSON: Final = Statement(select(*COLUMNS).where(_MINE).order_by(nudge.c.id))
#: What was claimed for a person may be claimed again at once.
FREE: Final = Statement(update(nudge).where(_MINE, LIVE).values(leased_by=None, leased_until=None))
LOCKED_OF_PERSON: Final = Statement(
    select(*COLUMNS).where(_MINE).order_by(nudge.c.id).with_for_update()
)
OF_JOURNEY: Final = Statement(
    select(*COLUMNS).where(
        or_(
            nudge.c.journey == bindparam("at_journey"),
            and_(_MINE, nudge.c.kind == NudgeKind.WEEK.value),
        )
    )
)
OF_WORKSHOP: Final = Statement(
    select(*COLUMNS).where(
        text("kind = 'workshop'"),  # as the index has it
        nudge.c.about.in_([bindparam("at_workshop"), bindparam("at_lead")]),
        nudge.c.team == bindparam("at_team"),
    )
)
ADD: Final = insert_once(nudge, "team", "key", *_VALUES, "changed_at")
#: Only as long as nobody else has decided about it meanwhile.
CHANGE: Final = Statement(
    update(nudge)
    .where(
        nudge.c.id == bindparam("at_id"),
        nudge.c.team == bindparam("at_team"),
        nudge.c.user == bindparam("at_user"),
        nudge.c.state == bindparam("was"),
    )
    .values(
        {
            **{name: bindparam(name) for name in ("state", "due_at", "sent_at", "batch", "why")},
            "changed_at": bindparam("changed_at"),
            "leased_by": None,
            "leased_until": None,
        }
    )
)
FORGET: Final = Statement(delete(nudge).where(_MINE))
#: Planned anew: the person's own journeys, and those in which they have nudges.
MARK: Final = Statement(
    update(journey)
    .where(
        journey.c.id.in_(
            union(
                select(journey.c.id).where(
                    journey.c.team == bindparam("at_team"), journey.c.owner == bindparam("at_user")
                ),
                select(nudge.c.journey).where(_MINE),
            )
        )
    )
    .values(replan=true())
)
MARK_ONE: Final = Statement(
    update(journey).where(journey.c.id == bindparam("at_id")).values(replan=true())
)
#: Of a workshop something is new. Waits for who plans it just now, and then marks it again.
MARK_WORKSHOP: Final = insert_or_set(replan, "workshop", "marked_at")

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
_KINDS = frozenset(each.value for each in NudgeKind)
_STATES = frozenset(each.value for each in NudgeState)


def read(rows: Iterable[Any]) -> tuple[Nudge, ...]:
    """The nudges of rows; those of a kind or state that nobody here knows are left alone."""
    return tuple(_read(row) for row in rows if row.kind in _KINDS and row.state in _STATES)


def _read(row: Any) -> Nudge:
    kept = {name: getattr(row, name) for name in _VALUES}
    return Nudge(
        **{**kept, "kind": NudgeKind(row.kind), "state": NudgeState(row.state), "id": row.id}
    )


def of_person(tx: Transaction, team: str, user: str) -> tuple[Nudge, ...]:
    """All nudges to a person."""
    return read(OF_PERSON.all(tx, at_team=team, at_user=user))


def before_deleting(tx: Transaction, journey: str) -> None:
    """Of a message that waits to be sent and tells of the journey, the rest is said anew."""
    for found in UNSENT.all(tx, at_id=journey):
        UNSAY.send(tx, at_outbox=found.id)
        SAY_ANEW.send(tx, at_batch=found.batch)


def keep(tx: Transaction, team: str, scene: Scene, outcome: Outcome, now: datetime) -> None:
    """Write down what a turn changed about nudges, and mark what is to be planned anew."""
    user = scene.person.id
    if outcome.person is None:
        FORGET.send(tx, at_team=team, at_user=user)
        return
    if outcome.nudges:
        write(tx, team, scene.nudges, outcome.nudges, now)
    chosen, before = outcome.person.reminders, scene.person.reminders
    if chosen is not before and chosen != before:
        MARK.send(tx, at_team=team, at_user=user)
    changed = {each.id for each in outcome.journeys}
    touched = {id for id, _ in outcome.contributed}
    for id in sorted(touched - changed):
        MARK_ONE.send(tx, at_id=id)


def write(
    tx: Transaction,
    team: str,
    before: Iterable[Nudge],
    changed: Iterable[Nudge],
    now: datetime,
) -> None:
    """Add those that are new, and change those that were ``before``."""
    was = {(nudge.user, nudge.key): nudge.state.value for nudge in before}
    changed = list(changed)
    ADD.many(tx, [_added(team, each, now) for each in changed if each.id is None])
    CHANGE.many(
        tx,
        [
            _changed(team, each, was[each.user, each.key], now)
            for each in changed
            if each.id is not None
        ],
    )


def _added(team: str, made: Nudge, now: datetime) -> dict[str, Any]:
    values = {name: getattr(made, name) for name in _VALUES}
    return {**values, "team": team, "key": made.key, "changed_at": now}


def _changed(team: str, made: Nudge, was: str, now: datetime) -> dict[str, Any]:
    kept = {name: getattr(made, name) for name in ("state", "due_at", "sent_at", "batch", "why")}
    where = {"at_id": made.id, "at_team": team, "at_user": made.user, "was": was}
    return {**kept, **where, "changed_at": now}
