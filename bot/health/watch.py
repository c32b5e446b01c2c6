"""Whether this process is alive and ready, and the pages that say so."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.errors import StoreError
from bot.health.figures import Figures, figures
from bot.http_server import Pages, answer
from bot.loops import Loop
from bot.slack.intake import Intake
from bot.store.database import Store
from bot.store.migrations import SchemaState

if TYPE_CHECKING:
    from bot.health.metrics import Metrics

log = logging.getLogger(__name__)

#: So long may the database take to answer, in seconds.
PATIENCE: Final = 2.0
#: An answer of the database's is given again for so long, in seconds: the pages may be asked by
#: anybody who reaches them.
FRESH: Final = 1.0
#: What is owed may be so late.
LAG: Final = timedelta(seconds=60)
#: A round of a loop may take so long, in seconds: longer, and it hangs.
HANGS: Final = 300.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``counts``: where it is not well, the process is not ready."""

    name: str
    well: bool
    says: str
    counts: bool = True

    @property
    def line(self) -> str:
        """As one line of JSON."""
        state = "ok" if self.well else "failing" if self.counts else "attention"
        return json.dumps({"check": self.name, "state": state, "says": self.says})


class Watch:
    """Looks at one process: its threads and loops, its database, and how it hears of Slack.

    ``loops`` are what happens by itself in it; ``intake`` is None where it hears nothing of Slack;
    ``phase`` is in a word why it can do nothing yet, or no more.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        metrics: Metrics | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._metrics = metrics
        self.loops: Sequence[Loop] = ()
        self.intake: Intake | None = None
        self.phase = "starting"
        self._asking = asyncio.Lock()
        self._found: Figures | None = None
        self._found_at = -FRESH

    @property
    def pages(self) -> Pages:
        """Whether it is alive and ready."""
        return {("GET", "/healthz"): self._healthz, ("GET", "/readyz"): self._readyz}

    @property
    def all_pages(self) -> Pages:
        """Those, and what it does: nobody's business but those who run it."""
        return {**self.pages, ("GET", "/metrics"): self._metrics_page}

    def alive(self) -> list[Check]:
        """Whether the process can go on by itself; where not, it is to be started anew."""
        dead = [loop.name for loop in self.loops if not loop.alive(HANGS)]
        threads = self._store.threads_alive
        return [
            Check("threads", all(threads), f"{sum(threads)} of {len(threads)} database threads"),
            Check("loops", not dead, ", ".join(dead) + " hangs" if dead else "all turn"),
        ]

    async def ready(self) -> list[Check]:
        """Whether the process can do its work now."""
        found = await self._figures()
        checks = [*self.alive(), *self._heard()]
        if self.phase:
            checks.append(Check("process", False, self.phase))
        if found is None:
            return [*checks, Check("database", False, "does not answer: see the log")]
        checks.append(Check("database", True, "answers"))
        is_right = found.schema in (SchemaState.CURRENT, SchemaState.AHEAD)
        says = {
            SchemaState.CURRENT: "is this program's",
            SchemaState.AHEAD: "is a newer program's: update this one soon",
        }.get(found.schema, f"is {found.schema}: run 'samskab migrate'")
        checks.append(Check("schema", is_right, says))
        if is_right:
            checks += self._lags(found)
        return checks

    def _heard(self) -> list[Check]:
        if self.intake is None:
            return []
        state = self.intake.state()
        since = (
            f"last event {state.silent:.0f} s ago" if state.heard else "no event since the start"
        )
        if not state.wanted:
            return [Check("events", True, since)]
        sockets = f"{state.sockets} of {state.wanted} sockets, {since}"
        return [Check("events", state.sockets > 0, sockets)]

    def _lags(self, found: Figures) -> list[Check]:
        """Whether all goes out in time: no reason to take no events in, where they come by HTTP."""
        by_http = self.intake is not None and not self.intake.state().wanted
        checks = []
        owed = {"delivery": found.outbox["pending"], "reminders": found.nudges}
        for name, crowd in owed.items():
            says = f"{crowd.rows} waiting, the oldest {crowd.late.total_seconds():.0f} s late"
            counts = bool(self.loops) and not by_http and name == "delivery"
            checks.append(Check(name, crowd.late <= LAG, says, counts=counts))
        resting = found.outbox["resting"].rows + sum(found.setbacks.values())
        checks.append(Check("resting", not resting, f"{resting} failed and rest", counts=False))
        return checks

    async def _figures(self) -> Figures | None:
        """What the database says; asked once, however many want to know."""
        async with self._asking:
            if time.monotonic() - self._found_at < FRESH:
                return self._found
            now = self._clock()
            try:
                async with asyncio.timeout(PATIENCE):
                    self._found = await self._store.run(lambda tx: figures(tx, now))
            except (StoreError, TimeoutError) as error:
                self._found = None
                log.warning(
                    "the database does not tell how it is: %s", error or "it takes too long"
                )
            except Exception as error:  # noqa: BLE001 - whatever it is, it is no answer
                self._found = None
                log.warning("the database cannot tell how it is: %s", type(error).__name__)
            self._found_at = time.monotonic()
            return self._found

    # The pages

    async def _healthz(self, _: web.BaseRequest) -> web.Response:
        return _told(self.alive())

    async def _readyz(self, _: web.BaseRequest) -> web.Response:
        return _told(await self.ready())

    async def _metrics_page(self, _: web.BaseRequest) -> web.Response:
        if self._metrics is None:
            return answer(404, "not found")
        process = {"alive": float(all(check.well for check in self.alive()))}
        if self.intake is not None:
            state = self.intake.state()
            process["last_event_seconds"] = state.silent
            process |= {"sockets": state.sockets, "sockets_wanted": state.wanted}
        return answer(200, self._metrics.page(await self._figures(), process))


def _told(checks: Sequence[Check]) -> web.Response:
    """200 where all that counts is well, else 503; one line of JSON a check."""
    well = all(check.well or not check.counts for check in checks)
    lines = "".join(f"{check.line}\n" for check in checks)
    return answer(200 if well else 503, lines, kind="application/x-ndjson")
