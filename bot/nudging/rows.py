"""Nudges as rows of the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, or_, select, text, true, update

from bot.store.schema import journey, nudge, replan
from bot.store.statements import Statement, insert_once, insert_or_set
from bot.store.transaction import Transaction
from flows.journey.nudges import Nudge, NudgeKind, NudgeState

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
        or_(
            and_(journey.c.team == bindparam("at_team"), journey.c.owner == bindparam("at_user")),
            journey.c.id.in_(select(nudge.c.journey).where(_MINE)),
        )
    )
    .values(replan=true())
)
MARK_ONE: Final = Statement(
    update(journey).where(journey.c.id == bindparam("at_id")).values(replan=true())
)
#: Of a workshop something is new. Waits for who plans it just now, and then marks it again.
MARK_WORKSHOP: Final = insert_or_set(replan, "workshop", "marked_at")


def read(row: Any) -> Nudge:
    """The nudge of a row."""
    return Nudge(
        user=row.user,
        kind=NudgeKind(row.kind),
        cause=row.cause,
        stage=row.stage,
        due_at=row.due_at,
        journey=row.journey,
        about=row.about,
        state=NudgeState(row.state),
        sent_at=row.sent_at,
        batch=row.batch,
        why=row.why,
        id=row.id,
    )


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
    return {
        "at_id": made.id,
        "at_team": team,
        "at_user": made.user,
        "was": was,
        "state": made.state.value,
        "due_at": made.due_at,
        "sent_at": made.sent_at,
        "batch": made.batch,
        "why": made.why,
        "changed_at": now,
    }
