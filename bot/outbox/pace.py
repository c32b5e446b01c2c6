"""Slack's pace: when the next call may be made, per channel, method and workspace.

Kept in memory: after a restart it may be a little too fast, and hears of it by 429. Where several
processes send, `places` keeps it for all of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from bot.outbox.rows import POST, REDRAW, UPDATE, Row

FLOOD_OVER: Final = 6.0  # seconds after a flood until what is nice to have is done again
FORGET_OVER: Final = 1_000  # so many bookings are kept before the past ones are swept out


class Place(NamedTuple):
    """A place in line, to be taken: one each so many seconds, some seconds' worth at once."""

    key: str
    each: float
    burst: float


class Rate:
    """At most `per_minute` in any minute, `burst` of them at once; by key."""

    def __init__(self, per_minute: float, burst: int = 1) -> None:
        # What was not spent at once comes back evenly. One at a time is simply spread out.
        self._interval = 60 / (per_minute - burst if burst > 1 else per_minute)
        self._ahead = (burst - 1) * self._interval
        self._booked_until: dict[str, float] = {}
        self._sweep_over = FORGET_OVER

    def place(self, key: str) -> Place:
        """A place of this rate."""
        return Place(key, self._interval, self._ahead)

    def wait(self, key: str, now: float) -> float:
        """Seconds until the next place is free."""
        return max(0.0, self._booked_until.get(key, now) - self._ahead - now)

    def book(self, key: str, now: float) -> None:
        """Take the next place."""
        if len(self._booked_until) > self._sweep_over:
            self._booked_until = {k: at for k, at in self._booked_until.items() if at > now}
            self._sweep_over = max(FORGET_OVER, 2 * len(self._booked_until))
        self._booked_until[key] = max(now, self._booked_until.get(key, now)) + self._interval


class Budget:
    """Whether something that is nice to have may be done, by key: where it is not asked too often.

    What is refused counts as well: under a flood nothing is done, and soon after it again.
    """

    def __init__(self, per_minute: float, burst: int) -> None:
        self._interval = 60 / per_minute
        self._ahead = burst * self._interval
        self._asked_until: dict[str, float] = {}

    def allows(self, key: str, now: float) -> bool:
        """Ask once; whether it may be done."""
        before = max(now, self._asked_until.get(key, now))
        most = now + self._ahead + FLOOD_OVER
        self._asked_until[key] = min(before + self._interval, most)
        return before + self._interval - now <= self._ahead


class Pace:
    """What Slack allows, and what it has asked us to wait with."""

    def __init__(
        self,
        *,
        posts_a_minute: float = 60,  # in one channel
        redraws_a_minute: float = 60,  # of one person's App Home
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._channel = Rate(posts_a_minute)
        self._methods = {  # in one workspace
            UPDATE: Rate(50, burst=20),
            REDRAW: Rate(100, burst=40),
            "users.info": Rate(100, burst=40),
        }
        self._redraws = Rate(redraws_a_minute)
        self._tidying = Budget(50, burst=20)  # updates, in one workspace
        self._paused: dict[tuple[str, str], float] = {}
        #: Pauses that other processes have not been told of: team, method and seconds.
        self.untold: list[tuple[str, str, float]] = []

    def places(self, row: Row) -> list[Place]:
        """The places that a row needs."""
        return [rate.place(f"{row.method} {key}") for rate, key in self._rates(row)]

    def book(self, row: Row, patience: float) -> float:
        """Seconds until the row may be sent. Its place is taken only when within `patience`."""
        now, rates, wait = self._clock(), self._rates(row), self.paused(row)
        for rate, key in rates:
            wait = max(wait, rate.wait(key, now))
        if wait <= patience:
            for rate, key in rates:
                rate.book(key, now)
        return wait

    def wait(self, team: str, method: str) -> float:
        """Seconds until a call that is not bound to a channel may be made."""
        rate = self._methods.get(method)
        wait = rate.wait(team, self._clock()) if rate else 0.0
        return max(wait, self._paused.get((team, method), 0.0) - self._clock())

    def may_tidy(self, team: str) -> bool:
        """Whether buttons that are done with may be taken away: never where many people talk."""
        allowed = self._tidying.allows(team, self._clock())
        return allowed and self.wait(team, UPDATE) <= 0

    def paused(self, row: Row) -> float:
        """Seconds that Slack still wants us to wait with such rows."""
        if not self._paused:
            return 0.0
        until = max(
            self._paused.get((row.team, row.method), 0.0), self._paused.get((row.team, ""), 0.0)
        )
        return max(0.0, until - self._clock())

    def pause(self, team: str, method: str, seconds: float) -> None:
        """Wait with one method for one workspace; with every method when it is ''."""
        self._paused[team, method] = self._clock() + seconds
        self.untold.append((team, method, seconds))

    def _rates(self, row: Row) -> list[tuple[Rate, str]]:
        if row.method == POST:
            return [(self._channel, f"{row.team} {row.channel}")]
        rate = self._methods.get(row.method)
        found = [] if rate is None else [(rate, row.team)]
        return [*found, (self._redraws, row.lane)] if row.method == REDRAW else found
