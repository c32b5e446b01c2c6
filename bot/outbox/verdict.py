"""From what Slack said to what becomes of the row."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.outbox.calls import Reply
from bot.outbox.errors import FATES, Fate, Refusal, explained
from bot.outbox.pace import Pace
from bot.outbox.rows import RESPONSE_URL, Dropped, Later, Outcome, Refused, Row, Sent

log = logging.getLogger(__name__)

FIRST_PAUSE: Final = 1.0  # seconds between the first two tries; then twice as long each time
LONGEST_PAUSE: Final = 300.0
MOST_TRIES: Final = 296  # 1 + 2 + 4 … + 256, then every 300 seconds: a day
CLOSED_SECONDS: Final = 60.0  # how long a workspace rests whose token does not work
REDRAW_WITHIN: Final = 60.0  # seconds after which nobody needs an older look any more
TOO_MANY: Final = 429
GONE: Final = (404, 410)
SERVER_ERROR: Final = 500


def fate(row: Row, reply: Reply) -> Fate:
    """What the reply means for the row."""
    if reply.well:
        return Fate.SENT
    if reply.status == TOO_MANY:
        return Fate.TOO_FAST
    if row.method == RESPONSE_URL and reply.status in GONE:
        return Fate.DROPPED
    if not reply.error or reply.status >= SERVER_ERROR:  # it may be a proxy that speaks
        return Fate.SLACK_IN_TROUBLE
    return FATES.get(reply.error, Fate.REFUSED)


def postponed(row: Row, now: datetime, wait: float) -> Later | Dropped:
    """An untried row that has to wait; or not, when it only redraws what is long past."""
    if row.may_be_dropped and (now - row.created_at).total_seconds() + wait > REDRAW_WITHIN:
        return Dropped(row, "it would come too late")
    return Later(row, now + timedelta(seconds=wait))


def again(row: Row, now: datetime, error: str, *, unsure: bool) -> Later | Refused:
    """A tried row that may go better later: after 1, 2, 4 … seconds; given up after a day."""
    if row.attempts + 1 >= MOST_TRIES:
        log.error("outbox %d: %s given up after a day: %s", row.id, row.method, error)
        return Refused(row, f"{Refusal.GAVE_UP}: {error}")
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(row.attempts, 16)) * random.uniform(1, 1.25)
    level = logging.INFO if row.attempts == 0 else logging.WARNING
    log.log(level, "outbox %d: %s again in %.0f s: %s", row.id, row.method, pause, error)
    return Later(row, now + timedelta(seconds=pause), error, tried=True, unsure=unsure)


class Judge:
    """Knows what to do with each fate, and which workspaces are closed to us."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._closed: set[str] = set()
        self._handlers: dict[Fate, Callable[[Row, Reply, datetime], Outcome]] = {
            Fate.SENT: self._sent,
            Fate.REFUSED: self._refused,
            Fate.DROPPED: self._dropped,
            Fate.SLACK_IN_TROUBLE: self._in_trouble,
            Fate.TOO_FAST: self._too_fast,
            Fate.WORKSPACE_CLOSED: self._workspace_closed,
        }

    def verdict(self, row: Row, reply: Reply, now: datetime) -> Outcome:
        """What becomes of the row after this reply."""
        return self._handlers[fate(row, reply)](row, reply, now)

    def _sent(self, row: Row, reply: Reply, now: datetime) -> Outcome:
        if row.team in self._closed:
            self._closed.discard(row.team)
            log.warning("workspace %s: the token works again", row.team)
        return Sent(row, reply.body)

    def _refused(self, row: Row, reply: Reply, now: datetime) -> Outcome:
        details = reply.body.get("response_metadata") or {}
        where = "; ".join(str(message) for message in details.get("messages", [])[:3])
        error = f"{reply.error}: {where}" if where else reply.error
        log.log(
            logging.WARNING if row.is_picture else logging.ERROR,
            "outbox %d: %s to %s refused: %s%s",
            row.id,
            row.method,
            row.channel or row.lane,
            explained(reply.error) if reply.why == reply.error else reply.why,
            f": {where}" if where else "",
        )
        return Refused(row, error)

    def _dropped(self, row: Row, reply: Reply, now: datetime) -> Outcome:
        return Dropped(row, reply.error or "the response_url is used up")

    def _in_trouble(self, row: Row, reply: Reply, now: datetime) -> Outcome:
        return again(row, now, reply.why, unsure=reply.reached)

    def _too_fast(self, row: Row, reply: Reply, now: datetime) -> Outcome:
        self._pace.pause(row.team, row.method, reply.retry_after)
        log.info("%s: Slack asks for %.0f s of pause", row.method, reply.retry_after)
        # Spread out, or all that waited would come at once.
        return postponed(row, now, reply.retry_after + random.uniform(0, 1))

    def _workspace_closed(self, row: Row, reply: Reply, now: datetime) -> Outcome:
        if row.team not in self._closed:
            self._closed.add(row.team)
            log.critical(
                "workspace %s: Slack refuses the token (%s). Nothing is sent there until it works;"
                " what is owed is kept. Check SLACK_BOT_TOKEN, or install the app again.",
                row.team,
                reply.error,
            )
        self._pace.pause(row.team, "", CLOSED_SECONDS)
        return Later(row, now + timedelta(seconds=CLOSED_SECONDS), reply.error)
