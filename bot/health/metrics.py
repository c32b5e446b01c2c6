"""What the bot does, for Prometheus: counted as it happens, and asked of the database when scraped.

Imported only where somebody watches. Each process has a registry, and a page, of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.health.figures import Crowd, Figures
from bot.meter import Meter
from bot.store.migrations import SchemaState

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
#: Slack waits three seconds for an acknowledgement.
WITHIN: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)
DELIVERED_WITHIN: Final = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 3600.0)
#: How Slack writes an error; anything else, and more than so many, is one of the others.
ERROR: Final = re.compile(r"[a-z][a-z0-9_]{1,63}")
MOST_ERRORS: Final = 100
OTHER: Final = "other"


class Metrics(Meter):
    """Counts, and tells it in Prometheus's text format."""

    def __init__(self, version: str) -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Gauge("samskab_build_info", "The program.", ["version"], registry=registry).labels(
            version
        ).set(1)
        self._turns = Counter(
            "samskab_turns", "Turns taken, by what came in.", ["kind", "outcome"], registry=registry
        )
        self._ack = Histogram(
            "samskab_acknowledged_seconds",
            "From the arrival of a payload to its acknowledgement.",
            registry=registry,
            buckets=WITHIN,
        )
        self._stored = Histogram(
            "samskab_store_seconds",
            "From wanting a transaction to its end: waiting, working, committing.",
            registry=registry,
            buckets=WITHIN,
        )
        self._failures = Counter(
            "samskab_store_failures", "Transactions that failed.", ["why"], registry=registry
        )
        self._tried = Counter(
            "samskab_deliveries",
            "Tries to send what is owed.",
            ["method", "outcome"],
            registry=registry,
        )
        self._delivered = Histogram(
            "samskab_delivered_seconds",
            "From owing something to Slack to Slack's OK.",
            registry=registry,
            buckets=DELIVERED_WITHIN,
        )
        self._refusals = Counter(
            "samskab_slack_refusals", "Refusals of Slack's.", ["error"], registry=registry
        )
        self._nudges = Counter(
            "samskab_nudges", "Reminders sent and dropped.", ["outcome"], registry=registry
        )
        self._errors: set[str] = set()
        self._asked = Asked()
        registry.register(self._asked)

    def turn(self, kind: str, outcome: str) -> None:
        """A turn was taken, was known already, was refused, or failed."""
        self._turns.labels(kind, outcome).inc()

    def acknowledged(self, seconds: float) -> None:
        """A payload of Slack's was answered, so long after it came."""
        self._ack.observe(seconds)

    def stored(self, seconds: float, failure: str = "") -> None:
        """A transaction ended, so long after it was wanted; ``failure``: the kind of error."""
        self._stored.observe(seconds)
        if failure:
            self._failures.labels(failure).inc()

    def delivered(self, method: str, outcome: str, seconds: float) -> None:
        """A row was tried, so long after it was written."""
        self._tried.labels(method, outcome).inc()
        if outcome == "sent":
            self._delivered.observe(max(0.0, seconds))

    def refused(self, error: str) -> None:
        """Slack refused a call, by its own word: of these there are never more than a hundred."""
        known = error in self._errors
        if not known and len(self._errors) < MOST_ERRORS and ERROR.fullmatch(error):
            self._errors.add(error)
            known = True
        self._refusals.labels(error if known else OTHER).inc()

    def nudges(self, outcome: str, many: int) -> None:
        """So many reminders were sent, or dropped."""
        self._nudges.labels(outcome).inc(many)

    def page(self, figures: Figures | None, process: Mapping[str, float]) -> str:
        """All of it; ``figures`` are None where the database does not answer.

        ``process`` is what is known of this process just now, by the name of the gauge.
        """
        self._asked.figures, self._asked.process = figures, process
        return generate_latest(self._registry).decode()


class Asked(Collector):
    """What is not counted but asked, at the time of the scrape."""

    def __init__(self) -> None:
        self.figures: Figures | None = None
        self.process: Mapping[str, float] = {}

    def describe(self) -> list[Metric]:
        """Nothing: what there is depends on who answers."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The gauges."""
        for name, value in self.process.items():
            yield GaugeMetricFamily(f"samskab_{name}", EXPLAINED[name], value=value)
        found = self.figures
        yield GaugeMetricFamily(
            "samskab_database_up", "Whether the database answers.", value=found is not None
        )
        if found is None:
            return
        yield GaugeMetricFamily(
            "samskab_schema_current",
            "Whether the schema is this program's, or a newer one.",
            value=found.schema in (SchemaState.CURRENT, SchemaState.AHEAD),
        )
        owed: dict[tuple[str, ...], Crowd] = {(s,): crowd for s, crowd in found.outbox.items()}
        yield from _crowds("outbox", "owed to Slack", owed, "state")
        yield from _crowds("nudges_due", "that are due", {(): found.nudges})
        setbacks = GaugeMetricFamily(
            "samskab_setbacks", "What failed by itself and rests, by kind.", labels=["kind"]
        )
        for kind, many in found.setbacks.items():
            setbacks.add_metric([kind], many)
        yield setbacks


#: The gauges of the process.
EXPLAINED: Final = {
    "sockets": "Connections to Slack that are open (Socket Mode).",
    "sockets_wanted": "Connections to Slack that should be open.",
    "last_event_seconds": "Since the last payload of Slack's, or since the start.",
    "alive": "Whether all that should run in this process does.",
}


def _crowds(
    name: str, what: str, crowds: Mapping[tuple[str, ...], Crowd], *labels: str
) -> Iterator[Metric]:
    many, late = f"Rows {what}, at most 10,000.", f"How late the latest of the rows {what} is."
    rows = GaugeMetricFamily(f"samskab_{name}_rows", many, labels=labels)
    lates = GaugeMetricFamily(f"samskab_{name}_late_seconds", late, labels=labels)
    for key, crowd in crowds.items():
        rows.add_metric(key, crowd.rows)
        lates.add_metric(key, crowd.late.total_seconds())
    yield rows
    yield lates
