"""Journeys that lay untouched too long go, a month after their chef was told; meetings before.

How long is too long the workspace says, or ``RETENTION_MONTHS`` where nothing was ever set there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, text, update

from bot.outbox.owing import owe
from bot.store.schema import expiry, hold, journey, person, workshop, workspace
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import audit, nudge_rows, rows
from bot.turns.audit import NOBODY, Traced
from bot.turns.forgetting import go_on_forgetting
from bot.turns.languages import Languages
from bot.turns.outgoing import Address, outgoing
from bot.turns.pipeline import Pipeline
from bot.turns.reminder import NUDGED, PERSON
from bot.turns.setbacks import about, guarded
from flows.dialogue.data import warning
from flows.journey.calendar import Habits, is_open
from flows.journey.nudges import USUAL
from flows.language.dates import local_date

#: So long before anything goes its chef is told.
NOTICE: Final = timedelta(days=30)
#: A month, as the setting counts it.
MONTH: Final = timedelta(days=365) / 12
#: Meetings that are over go after a year at the latest (``bot/store/housekeeping.py``).
AT_ONCE: Final = 20
#: So many lying ones are looked at: of those whose chef cannot be told today others must not wait.
LOOKED_AT: Final = 1_000
WORKSHOPS_AT_ONCE: Final = 5
#: What is on hold when it would go is looked at again then.
AGAIN: Final = timedelta(days=1)

_TEAM: Any = bindparam("at_team")
_AT: Any = bindparam("at_journey")
_child = journey.alias("child")
_HERS: Final = (person.c.team == journey.c.team, person.c.user == journey.c.owner)
#: Each workspace, with what it says itself.
KEPT: Final = Statement(
    select(
        person.c.team,
        workspace.c.team.label("says"),
        workspace.c.retention_days,
        workspace.c.hold,
    )
    .select_from(person.outerjoin(workspace, workspace.c.team == person.c.team))
    .distinct()
)
#: The journeys that nobody has touched since, nor a part of them, and of which nobody was told.
LYING: Final = Statement(
    select(journey.c.id, journey.c.owner, journey.c.title)
    .where(
        journey.c.team == _TEAM,
        journey.c.updated_at < bindparam("before"),
        journey.c.delegated_from.is_(None),
        journey.c.id.not_in(select(expiry.c.journey)),
        journey.c.id.not_in(select(hold.c.journey)),
        journey.c.id.not_in(
            select(_child.c.delegated_from).where(
                _child.c.delegated_from.is_not(None), _child.c.updated_at >= bindparam("before")
            )
        ),
    )
    .order_by(journey.c.updated_at)
    .limit(bindparam("most"))
)
TELL: Final = Statement(insert(expiry), columns=("journey", "warned_at", "due_at"))
#: Those whose month is over, as they are now: whether they, or a part of them, were touched since.
DUE: Final = Statement(
    select(
        expiry.c.journey,
        journey.c.team,
        journey.c.owner,
        or_(
            journey.c.updated_at > expiry.c.warned_at,
            exists().where(
                _child.c.delegated_from == journey.c.id,
                _child.c.updated_at > expiry.c.warned_at,
            ),
        ).label("touched"),
        hold.c.journey.label("held"),
    )
    .select_from(
        expiry.join(journey, journey.c.id == expiry.c.journey).outerjoin(
            hold, hold.c.journey == expiry.c.journey
        )
    )
    .where(expiry.c.due_at <= bindparam("now"))
    .order_by(expiry.c.due_at)
    .limit(bindparam("most"))
)
LATER: Final = Statement(
    update(expiry).where(expiry.c.journey == _AT).values(due_at=bindparam("until"))
)
STAYS: Final = Statement(delete(expiry).where(expiry.c.journey == _AT))
CLOSED: Final = Statement(
    update(person)
    .where(person.c.team == _TEAM, person.c.user == bindparam("at_user"))
    .where(person.c.open_journey == _AT)
    .values(open_journey=None)
)
_old = (
    select(workshop.c.id)
    .where(
        workshop.c.team == _TEAM,
        text("state IN ('ended', 'cancelled')"),  # as the index has it
        workshop.c.led_at < bindparam("before"),
        func.coalesce(workshop.c.journey, "").not_in(select(hold.c.journey)),
    )
    .limit(WORKSHOPS_AT_ONCE)
)
MEETINGS: Final = Statement(delete(workshop).where(workshop.c.id.in_(_old)))


def kept(tx: Transaction, months: int | None) -> dict[str, timedelta]:
    """How long each workspace keeps what nobody touches; not those that keep it for ever."""
    found = {}
    for row in KEPT.all(tx):
        days = row.retention_days
        own = None if days is None else timedelta(days=days)
        usual = None if months is None else months * MONTH
        period = usual if row.says is None else own
        if period is not None and not row.hold:
            found[row.team] = period
    return found


def lying(tx: Transaction, team: str, period: timedelta, now: datetime) -> list[Any]:
    """The journeys to be told of, the longest lying first."""
    return LYING.all(tx, at_team=team, before=now - period + NOTICE, most=LOOKED_AT)


def tell(tx: Transaction, languages: Languages, team: str, row: Any, now: datetime) -> None:
    """Tell its chef, within working hours and at most once a day; who is gone is not told."""
    who = {"at_team": team, "at_user": row.owner}
    rows.LOCK.one_or_none(tx, **who)
    found = PERSON.one_or_none(tx, **who)
    if found is None:
        return
    due = now + NOTICE
    if not found.gone:
        one = rows.person_of(row.owner, found)
        habits = Habits(one.id, one.tz, USUAL, one.nudged_at, one.workplace, one.away)
        if not is_open(habits, now):  # whatever was chosen of reminders: this is none
            return
        to = Address(team, one.id, one.channel or one.id, row.id, now)
        flow = languages.of(tx, team)
        said = warning(flow, row.id, row.title, local_date(due, one.tz), local_date(now, one.tz))
        owe(tx, list(outgoing((said,), to, flow.library.texts)), None)
        NUDGED.send(tx, **who, now=now)
    TELL.send(tx, journey=row.id, warned_at=now, due_at=due)
    audit.note(tx, team, NOBODY, Traced.WARNED, row.id, now, row.owner)


def expire(tx: Transaction, periods: dict[str, timedelta], now: datetime) -> bool:
    """Delete what is due, unless it was touched or must be kept; True where there may be more."""
    due = {"now": now, "most": AT_ONCE}
    owners = {(row.team, row.owner) for row in DUE.all(tx, **due)}
    for team, user in sorted(owners):
        rows.LOCK.send(tx, at_team=team, at_user=user)  # before any journey, as a turn does
    # Anew: somebody may have written while it was waited for.
    found = [row for row in DUE.all(tx, **due) if (row.team, row.owner) in owners]
    for row in found:
        id = row.journey
        if row.touched or row.team not in periods:
            STAYS.send(tx, at_journey=id)
        elif row.held is not None:
            LATER.send(tx, at_journey=id, until=now + AGAIN)
        else:
            nudge_rows.before_deleting(tx, id)
            rows.DELETE_OUTBOX.send(tx, at_id=id)
            CLOSED.send(tx, at_team=row.team, at_user=row.owner, at_journey=id)
            rows.DELETE_JOURNEY.send(tx, at_id=id)
            audit.note(tx, row.team, NOBODY, Traced.EXPIRED, id, now)
    return len(found) == AT_ONCE


def meetings(tx: Transaction, team: str, period: timedelta, now: datetime) -> bool:
    """Delete meetings that were over so long ago; True where there may be more."""
    return MEETINGS.run(tx, at_team=team, before=now - period) == WORKSHOPS_AT_ONCE


#: Seconds between two looks where nothing is to be done.
POLL: Final = 30.0
#: Between two looks at what has lain too long.
EVERY: Final = timedelta(minutes=30)


class Keeping:
    """Deletes what is to go, in small transactions. Several may run, in one process or in many.

    ``months`` is how long journeys are kept that nobody touches, where the workspace says nothing;
    None: for ever.
    """

    def __init__(self, pipeline: Pipeline, months: int | None, *, poll: float = POLL) -> None:
        self._pipeline = pipeline
        self._months = months
        self._poll = poll
        self._looks_at: datetime | None = None

    async def round(self) -> float:
        """Delete some of it; how long to rest then."""
        now = self._pipeline.clock()
        more = await self._pipeline.store.run(lambda tx: go_on_forgetting(tx, now))
        if self._looks_at is None or not self._looks_at > now > self._looks_at - 2 * EVERY:
            more = await self._look(now) or more
            self._looks_at = None if more else now + EVERY
        return 0.0 if more else self._poll

    async def _look(self, now: datetime) -> bool:
        store, languages = self._pipeline.store, self._pipeline.languages
        periods = await store.run(lambda tx: kept(tx, self._months))
        more = await store.run(lambda tx: expire(tx, periods, now))
        for team, period in periods.items():
            more |= await store.run(partial(meetings, team=team, period=period, now=now))
            found = await store.run(partial(lying, team=team, period=period, now=now))
            for row in found:
                job = partial(tell, languages=languages, team=team, row=row, now=now)
                await guarded(store, about("expiry", row.id), f"{team}:{row.owner}", job, now)
        return more
