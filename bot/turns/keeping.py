"""What is to go, goes by itself: what others keep of who is forgotten, and what lay too long."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.turns import retention
from bot.turns.forgetting import go_on_forgetting
from bot.turns.pipeline import Pipeline
from bot.turns.setbacks import about, guarded

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
        periods = await store.run(lambda tx: retention.kept(tx, self._months))
        more = await store.run(lambda tx: retention.expire(tx, periods, now))
        for team, period in periods.items():
            more |= await store.run(partial(retention.meetings, team=team, period=period, now=now))
            found = await store.run(partial(retention.lying, team=team, period=period, now=now))
            for row in found:
                job = partial(retention.tell, languages=languages, team=team, row=row, now=now)
                await guarded(store, about("expiry", row.id), f"{team}:{row.owner}", job, now)
        return more
