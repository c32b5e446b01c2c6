"""What falls due by itself: reminders are planned, claimed and decided; workshops have deadlines.

Each person, journey and workshop in a transaction of its own: what fails rests and stops nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import bindparam, func, or_, select, update

from bot.logs import traced
from bot.slack.arrivals import Arrival, Remind
from bot.store.pulse import DEAD_OWNERS, NEVER, Pulse
from bot.store.schema import LIVE, nudge
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.store.types import Moment
from bot.turns import planning, workshop_rows
from bot.turns.pipeline import Pipeline
from bot.turns.setbacks import NOW, about, guarded, resting
from flows.workshop.inputs import TimePassed

LEASE: Final = timedelta(seconds=10)
CLAIMED_AT_ONCE: Final = 100
WORKSHOPS_AT_ONCE: Final = 20
#: Seconds between two looks where nothing is to be done.
POLL: Final = 1.0

DUE: Final = Statement(
    select(nudge.c.id, nudge.c.team, nudge.c.user)
    .where(
        LIVE,
        nudge.c.due_at <= NOW,
        or_(
            nudge.c.leased_until.is_(None),
            nudge.c.leased_until <= NOW,
            nudge.c.leased_by.in_(DEAD_OWNERS),
            # no lease is so long: the clock was ahead when it was made
            nudge.c.leased_until > bindparam("longest", type_=Moment),
        ),
        ~resting("person", nudge.c.team, nudge.c.user),
    )
    .order_by(nudge.c.due_at, nudge.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
TAKE: Final = Statement(
    update(nudge)
    .where(nudge.c.id == bindparam("at_id"))
    .values(
        state="due",
        leased_by=bindparam("owner"),
        leased_until=bindparam("until", type_=Moment),
    )
)
NEXT: Final = Statement(select(func.min(nudge.c.due_at).label("at")).where(LIVE))

People = tuple[tuple[str, str], ...]


def claim(
    tx: Transaction,
    owner: str,
    now: datetime,
    lease: timedelta = LEASE,
    dead: datetime = NEVER,
) -> tuple[People, bool]:
    """Claim nudges that are due, the longest due first: whose they are, and if there may be more.

    Under a lease, so that each is one worker's; those of who is ``dead`` (see `Pulse`) are free.
    """
    found = DUE.all(tx, now=now, dead=dead, longest=now + 2 * lease, most=CLAIMED_AT_ONCE)
    until = now + lease
    TAKE.many(tx, [{"at_id": row.id, "owner": owner, "until": until} for row in found])
    people = tuple(dict.fromkeys((row.team, row.user) for row in found))
    return people, len(found) == CLAIMED_AT_ONCE


class DueWork:
    """Does what is due. Several may run, in one process or in many."""

    def __init__(
        self, pipeline: Pipeline, pulse: Pulse | None = None, *, poll: float = POLL
    ) -> None:
        self._pipeline = pipeline
        self._store = pipeline.store
        self._pulse = pulse or Pulse(self._store)
        self._poll = poll

    async def remind(self) -> float:
        """Plan, claim and decide once; how long to rest then."""
        now = self._pipeline.clock()
        planned = await self._plan(now, planning.REST)
        owner, dead = self._pulse.owner, self._pulse.dead
        people, more = await self._store.run(lambda tx: claim(tx, owner, now, dead=dead))
        await asyncio.gather(*(self._remind(*each) for each in people))
        return 0.0 if more or planned else self._poll

    async def tick(self) -> float:
        """Do what is due in workshops; how long to rest then."""
        now = self._pipeline.clock()
        found = await self._store.run(
            lambda tx: workshop_rows.DUE.all(tx, now=now, most=WORKSHOPS_AT_ONCE)
        )
        await asyncio.gather(*(self._tick(row.team, row.id) for row in found))
        return 0.0 if len(found) == WORKSHOPS_AT_ONCE else self._poll

    async def next_due(self) -> datetime | None:
        """When the next nudge is due, with all planned that there is to plan."""
        while await self._plan(self._pipeline.clock(), timedelta()):
            pass
        found: datetime | None = await self._store.run(lambda tx: NEXT.one_or_none(tx).at)
        return found

    async def _remind(self, team: str, user: str) -> None:
        await self._guarded("person", Arrival("", team, user, Remind()), team, user)

    async def _tick(self, team: str, id: str) -> None:
        arrival = Arrival("", team, workshop_rows.NOBODY, TimePassed(), workshop=id)
        await self._guarded("workshop", arrival, id)

    async def _guarded(self, kind: str, arrival: Arrival, *ids: str) -> None:
        now = self._pipeline.clock()
        with traced():
            with self._pipeline.turn(arrival) as turn:
                done = await guarded(self._store, about(kind, *ids), arrival.owner, turn, now)
            if done is not None:
                self._pipeline.hand_over(done)

    async def _plan(self, now: datetime, rest: timedelta) -> int:
        """Plan some of the journeys and workshops that are marked; how many were planned."""
        given = {"rested": now - rest, "now": now, "most": planning.AT_ONCE}
        journeys = await self._store.run(lambda tx: planning.MARKED.all(tx, **given))
        workshops = await self._store.run(lambda tx: planning.MARKED_WORKSHOPS.all(tx, **given))
        languages = self._pipeline.languages

        def journey(tx: Transaction, team: str, id: str) -> bool:
            return planning.plan_journey(tx, languages.of(tx, team), id, now)

        def workshop(tx: Transaction, team: str, id: str) -> bool:
            return planning.plan_workshop(tx, team, id, now)

        made = [
            self._job(
                "journey", row.id, _owner(row), partial(journey, team=row.team, id=row.id), now
            )
            for row in journeys
        ]
        made += [
            self._job("planning", row.id, row.id, partial(workshop, team=row.team, id=row.id), now)
            for row in workshops
        ]
        return sum(bool(each) for each in await asyncio.gather(*made))

    def _job(
        self, kind: str, id: str, owner: str, job: Callable[[Transaction], bool], now: datetime
    ) -> Coroutine[Any, Any, bool | None]:
        return guarded(self._store, about(kind, id), owner, job, now)


def _owner(row: Any) -> str:
    return f"{row.team}:{row.owner}"
