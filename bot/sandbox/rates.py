"""Slack's pace: how many calls a method allows."""

from __future__ import annotations

import math
from typing import NamedTuple

from bot.sandbox.clock import Clock


class Pace(NamedTuple):
    """So many calls a second, with `burst` saved up; per channel or for the whole workspace."""

    per_second: float
    burst: float
    per_channel: bool = False


TIER_2, TIER_3, TIER_4 = Pace(20 / 60, 20), Pace(50 / 60, 50), Pace(100 / 60, 100)
PACES: dict[str, Pace] = {
    "apps.manifest.validate": TIER_3,
    "blocks.validate": TIER_4,
    "canvases.access.set": TIER_3,
    "canvases.create": TIER_2,
    "chat.postMessage": Pace(1.0, 4, per_channel=True),
    "chat.postEphemeral": TIER_4,
    "chat.update": TIER_3,
    "chat.delete": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.members": TIER_4,
    "conversations.replies": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "users.info": TIER_4,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.update": TIER_4,
}


class Rates:
    """A bucket a method (and channel): what is left, and when it was last looked at."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[str, tuple[float, float, bool]] = {}

    def over(self, method: str, channel: str) -> tuple[int, bool]:
        """Counts a call. Seconds to wait (0: within the pace), and whether it is newly over."""
        pace = PACES.get(method)
        if pace is None:
            return 0, False
        key = f"{method} {channel}" if pace.per_channel else method
        now = self._clock.now()
        left, looked, was_over = self._buckets.get(key, (pace.burst, now, False))
        left = min(pace.burst, left + (now - looked) * pace.per_second)
        if left >= 1:
            self._buckets[key] = (left - 1, now, was_over and left < pace.burst / 2)
            return 0, False
        self._buckets[key] = (left, now, True)
        return max(1, math.ceil((1 - left) / pace.per_second)), not was_over

    def reset(self) -> None:
        """Nothing has been called yet."""
        self._buckets.clear()
