"""What is counted while the bot works. Where nobody watches, it is counted by nobody."""

from __future__ import annotations


class Meter:
    """Counts nothing; `bot.health.metrics.Metrics` counts for Prometheus.

    No name of a person, a workspace or a channel is told to it: only words of which there are few.
    """

    def turn(self, kind: str, outcome: str) -> None:
        """A turn was taken, was known already, was refused, or failed."""

    def acknowledged(self, seconds: float) -> None:
        """A payload of Slack's was answered, so long after it came."""

    def stored(self, seconds: float, failure: str = "") -> None:
        """A transaction ended, so long after it was wanted; ``failure``: the kind of error."""

    def delivered(self, method: str, outcome: str, seconds: float) -> None:
        """A row was tried, so long after it was written: sent, refused, dropped or later."""

    def refused(self, error: str) -> None:
        """Slack refused a call, by its own word."""

    def nudges(self, outcome: str, many: int) -> None:
        """So many reminders were sent, or dropped."""


NOBODY = Meter()
