"""The sandbox's time: real time plus what has been skipped. Timers follow it."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable


class Timer:
    """Something that happens once, at `when` (sandbox time, seconds), unless cancelled."""

    __slots__ = ("call", "cancelled", "when")

    def __init__(self, when: float, call: Callable[[], None]) -> None:
        self.when = when
        self.call = call
        self.cancelled = False

    def cancel(self) -> None:
        """It will not happen."""
        self.cancelled = True


class Clock:
    """Seconds since 1970, that a test can move forward; unique Slack timestamps (`ts`)."""

    def __init__(self, ahead: float = 0.0) -> None:
        self.ahead = ahead
        self._last_ts = 0
        self._order = itertools.count()
        self._timers: list[tuple[float, int, Timer]] = []
        self._alarm: asyncio.TimerHandle | None = None

    def now(self) -> float:
        """The sandbox's time, in seconds since 1970."""
        return time.time() + self.ahead

    def ts(self) -> str:
        """A new timestamp, later than every one before it."""
        micros = max(int(self.now() * 1_000_000), self._last_ts + 1)
        self._last_ts = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def not_before(self, ts: str) -> None:
        """New timestamps come after this one (after a snapshot was loaded)."""
        seconds, _, micros = ts.partition(".")
        self._last_ts = max(self._last_ts, int(seconds) * 1_000_000 + int(micros))

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Calls `call` in so many seconds, or sooner when time is moved forward."""
        timer = Timer(self.now() + seconds, call)
        heapq.heappush(self._timers, (timer.when, next(self._order), timer))
        if self._timers[0][2] is timer:
            self._set_alarm()
        return timer

    async def sleep(self, seconds: float) -> None:
        """Waits in sandbox time."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def wake() -> None:
            if not done.done():
                done.set_result(None)

        timer = self.later(seconds, wake)
        try:
            await done
        finally:
            timer.cancel()

    def forward(self, seconds: float) -> None:
        """Moves time forward; what became due happens before this returns."""
        self.ahead += seconds
        self._ring()

    def stop(self) -> None:
        """Forgets every timer."""
        self._timers.clear()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _ring(self) -> None:
        self._alarm = None
        due = self.now()
        try:
            while self._timers and (self._timers[0][0] <= due or self._timers[0][2].cancelled):
                timer = heapq.heappop(self._timers)[2]
                if not timer.cancelled:
                    timer.cancelled = True
                    timer.call()
        finally:
            self._set_alarm()

    def _set_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._timers:
            wait = max(0.0, self._timers[0][0] - self.now())
            self._alarm = asyncio.get_running_loop().call_later(wait, self._ring)
