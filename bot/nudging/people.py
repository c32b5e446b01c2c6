"""What Slack tells about people, as far as reminders go: where they live, and whether they left."""

from __future__ import annotations

from typing import Final

from sqlalchemy import bindparam, delete, func, or_, select, update

from bot.nudging import rows
from bot.outbox.replies import is_zone
from bot.store.schema import nudge, person
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from flows.journey.calendar import Habits
from flows.journey.nudges import USUAL, Preferences

_TZ = bindparam("tz", type_=person.c.tz.type)
CHANGED: Final = Statement(
    update(person)
    .where(
        person.c.team == bindparam("at_team"),
        person.c.user == bindparam("at_user"),
        or_(
            person.c.tz.is_distinct_from(func.coalesce(_TZ, person.c.tz)),
            person.c.gone != bindparam("gone", type_=person.c.gone.type),
        ),
    )
    .values(tz=func.coalesce(_TZ, person.c.tz), gone=bindparam("gone"))
)
UNINSTALLED: Final = Statement(delete(nudge).where(nudge.c.team == bindparam("of_team")))

HABITS: Final = Statement(
    select(person.c.tz, person.c.reminders, person.c.nudged_at, person.c.gone).where(
        person.c.team == bindparam("at_team"), person.c.user == bindparam("at_user")
    )
)


def habits_of(tx: Transaction, team: str, user: str) -> Habits:
    """What the calendar needs to know of a person, who may be a stranger."""
    row = HABITS.one_or_none(tx, at_team=team, at_user=user)
    if row is None:
        return Habits(user)
    chosen = Preferences.model_validate(row.reminders) if row.reminders else USUAL
    return Habits(user, row.tz, chosen, row.nudged_at)


def someone_changed(tx: Transaction, who: tuple[str, str], tz: str | None, *, gone: bool) -> None:
    """Keep what is new about somebody whom the bot knows, and plan their nudges anew."""
    team, user = who
    zone = tz if tz is not None and is_zone(tz) else None
    if CHANGED.run(tx, at_team=team, at_user=user, tz=zone, gone=gone):
        rows.MARK.run(tx, at_team=team, at_user=user)


def uninstalled(tx: Transaction, team: str) -> int:
    """Forget all nudges of a workspace that the app was removed from; how many there were."""
    return UNINSTALLED.run(tx, of_team=team)
