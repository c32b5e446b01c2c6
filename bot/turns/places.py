"""Where somebody works: what is set for everybody there, and whether they are away just now."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import bindparam, update

from bot.store.schema import installation, person, workspace
from bot.store.statements import Statement
from flows.journey.nudges import Away, Preferences
from flows.journey.workplace import workplace_of

#: A person with what is set where they work. Without any, these columns are null.
PLACED: Final = person.outerjoin(workspace, workspace.c.team == person.c.team).outerjoin(
    installation, installation.c.team == person.c.team
)
COLUMNS: Final = (
    workspace.c.settings,
    installation.c.installer,
    person.c.away,
    person.c.away_until,
)
#: Whether somebody is away, as their status says.
AWAY: Final = Statement(
    update(person)
    .where(person.c.team == bindparam("at_team"), person.c.user == bindparam("at_user"))
    .values(away=bindparam("away"), away_until=bindparam("away_until"))
)


def place_of(row: Any, user: str, chosen: Preferences) -> dict[str, Any]:
    """What of a person the place says."""
    return {
        "workplace": workplace_of(row.settings),
        "administers": row.installer == user,
        "away": away_of(row, chosen),
    }


def away_of(row: Any, chosen: Preferences) -> Away | None:
    """That the person is away, where they want that to count."""
    return Away(row.away_until) if row.away and chosen.away else None
