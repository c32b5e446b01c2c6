"""What is to go, goes by itself: what others keep of who is forgotten, and what lay too long."""

from __future__ import annotations

from bot.turns.forgetting import go_on_forgetting
from bot.turns.pipeline import Pipeline

#: Seconds between two looks where nothing is to be done.
POLL = 30.0


class Keeping:
    """Deletes what is to go, in small transactions. Several may run, in one process or in many."""

    def __init__(self, pipeline: Pipeline, *, poll: float = POLL) -> None:
        self._pipeline = pipeline
        self._poll = poll

    async def round(self) -> float:
        """Delete some of it; how long to rest then."""
        now = self._pipeline.clock()
        more = await self._pipeline.store.run(lambda tx: go_on_forgetting(tx, now))
        return 0.0 if more else self._poll
