"""From what Slack said to what becomes of the row: Slack's errors as types, in one table."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Final

from bot.errors import whereabouts
from bot.outbox import calls
from bot.outbox.calls import Reply
from bot.outbox.clients import Closed
from bot.outbox.pace import Pace
from bot.outbox.rows import RESPONSE_URL, Dropped, Later, Outcome, Refused, Row, Sent, Unsendable

log = logging.getLogger(__name__)

FIRST_PAUSE: Final = 1.0  # seconds between the first two tries; then twice as long each time
LONGEST_PAUSE: Final = 300.0
MOST_TRIES: Final = 296  # 1 + 2 + 4 … + 256, then every 300 seconds: a day
HOLDS_UP: Final = 4  # so many times does a row that we cannot send hold up what follows it
LONGEST_REST: Final = 86_400.0
CLOSED_SECONDS: Final = 60.0  # how long a workspace rests whose token does not work
REDRAW_WITHIN: Final = 60.0  # seconds after which nobody needs an older look any more
TOO_MANY: Final = 429
TOO_FAST: Final = "ratelimited"
GONE: Final = (404, 410)
SERVER_ERROR: Final = 500


class Refusal(StrEnum):
    """Refusals for good that are known to happen; `meaning` says them plainly, for the log."""

    meaning: str

    def __new__(cls, code: str, meaning: str) -> Refusal:
        """A member that is its code and knows what it means."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    ACCOUNT_INACTIVE = "account_inactive", "the person or the workspace is gone"
    CANVAS_DISABLED = "canvas_disabled_user_team", "the workspace has no canvases"
    CANVAS_ON_FREE_PLAN = (
        "free_teams_cannot_create_non_tabbed_canvases",
        "the free plan has canvases only in channels",
    )
    CANNOT_DM_BOT = "cannot_dm_bot", "a bot cannot be written to"
    CANT_UPDATE_MESSAGE = "cant_update_message", "the message is not the bot's own"
    CHANNEL_NOT_FOUND = "channel_not_found", "no such conversation, or the bot cannot see it"
    EDIT_WINDOW_CLOSED = "edit_window_closed", "the workspace lets nobody edit so late"
    EKM_ACCESS_DENIED = "ekm_access_denied", "the workspace's administrators stopped posting"
    GAVE_UP = "gave_up", "Slack had trouble for more than a day"
    INVALID_ARGUMENTS = "invalid_arguments", "the call is wrongly put together"
    INVALID_BLOCKS = "invalid_blocks", "a block breaks one of Slack's limits"
    INVALID_BLOCKS_FORMAT = "invalid_blocks_format", "the blocks are no list of blocks"
    INVALID_URL = calls.INVALID_URL, "the address is not Slack's"
    IS_ARCHIVED = "is_archived", "the channel is archived"
    IS_INACTIVE = "is_inactive", "the conversation is frozen"
    MESSAGES_TAB_DISABLED = "messages_tab_disabled", "the app has no Messages tab: see manifest"
    MESSAGE_NOT_FOUND = "message_not_found", "the message is gone"
    METHOD_NOT_SUPPORTED = "method_not_supported_for_channel_type", "not in such a conversation"
    MISSING_SCOPE = "missing_scope", "the app lacks a scope: reinstall it with the manifest"
    MSG_BLOCKS_TOO_LONG = "msg_blocks_too_long", "the blocks hold too much text"
    MSG_TOO_LONG = "msg_too_long", "the text is too long"
    NOT_IN_CHANNEL = "not_in_channel", "the bot is not a member of the channel"
    NOT_MADE = "not_made", "the file could not be made"
    NO_PERMISSION = "no_permission", "the token may not do this"
    NO_TEXT = "no_text", "the message is empty"
    RESTRICTED_ACTION = "restricted_action", "the workspace lets the bot not post there"
    UNKNOWN_METHOD = "unknown_method", "no such method"
    USER_NOT_FOUND = "user_not_found", "no such person"


class Fate(Enum):
    """What becomes of a row."""

    SENT = "Slack has it"
    REFUSED = "Slack will never take it"
    DROPPED = "somebody was faster, so it is not needed"
    SLACK_IN_TROUBLE = "Slack failed, and may have done it"
    WORKSPACE_CLOSED = "the token does not work, for any row of the workspace"
    TOO_FAST = "Slack asks us to slow down"


FATES: Final = {
    "hash_conflict": Fate.DROPPED,
    "expired_url": Fate.DROPPED,
    "used_url": Fate.DROPPED,
    "fatal_error": Fate.SLACK_IN_TROUBLE,
    "internal_error": Fate.SLACK_IN_TROUBLE,
    "service_unavailable": Fate.SLACK_IN_TROUBLE,
    "request_timeout": Fate.SLACK_IN_TROUBLE,
    "team_added_to_org": Fate.SLACK_IN_TROUBLE,
    "rate_limited": Fate.TOO_FAST,
    "ratelimited": Fate.TOO_FAST,
    "accesslimited": Fate.WORKSPACE_CLOSED,
    "invalid_auth": Fate.WORKSPACE_CLOSED,
    "not_authed": Fate.WORKSPACE_CLOSED,
    "org_login_required": Fate.WORKSPACE_CLOSED,
    "team_access_not_granted": Fate.WORKSPACE_CLOSED,
    "token_expired": Fate.WORKSPACE_CLOSED,
    "token_revoked": Fate.WORKSPACE_CLOSED,
}


def explained(error: str) -> str:
    """The error with what it means, where that is known."""
    known = {each.value: each.meaning for each in Refusal}
    return f"{error} ({known[error]})" if error in known else error


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


def postponed(row: Row, now: datetime, wait: float, why: str | None = None) -> Later | Dropped:
    """An untried row that has to wait; or not, when it only redraws what is long past."""
    if row.may_be_dropped and (now - row.created_at).total_seconds() + wait > REDRAW_WITHIN:
        return Dropped(row, "it would come too late")
    return Later(row, now + timedelta(seconds=wait), why)


def again(row: Row, now: datetime, error: str, *, unsure: bool) -> Later | Refused:
    """A tried row that may go better later: after 1, 2, 4 … seconds; given up after a day."""
    if row.attempts + 1 >= MOST_TRIES:
        log.error("outbox %d: %s given up after a day: %s", row.id, row.method, error)
        return Refused(row, f"{Refusal.GAVE_UP}: {error}")
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(row.attempts, 16)) * random.uniform(1, 1.25)
    level = logging.INFO if row.attempts == 0 else logging.WARNING
    log.log(level, "outbox %d: %s again in %.0f s: %s", row.id, row.method, pause, error)
    return Later(row, now + timedelta(seconds=pause), error, tried=True, unsure=unsure)


def stumbled(row: Row, now: datetime, error: Exception) -> Later:
    """A fault of ours, which is no refusal of Slack's: it rests longer each time, and is seen.

    It may pass; so the conversation waits for it at first, and then no longer.
    """
    aside = isinstance(error, Unsendable) or row.attempts + 1 >= HOLDS_UP
    rest = LONGEST_REST if aside else LONGEST_PAUSE
    pause = min(rest, FIRST_PAUSE * 2 ** min(row.attempts, 20))
    log.error(
        "outbox %d: a fault of ours in %s, again in %.0f s: %s",
        row.id,
        row.method,
        pause,
        whereabouts(error),
    )
    due, why = now + timedelta(seconds=pause), f"fault: {type(error).__name__}"
    unsure = row.tried_at is not None or not isinstance(error, Unsendable)
    return Later(row, due, why, tried=True, unsure=unsure, aside=aside)


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

    def closed(self, row: Row, why: Closed, now: datetime) -> Later | Dropped:
        """What becomes of a row of a workspace for which there is no token."""
        if why is Closed.GONE:
            return Dropped(row, why.value)
        if row.team not in self._closed:
            self._closed.add(row.team)
            log.error("workspace %s: %s. What is owed there is kept.", row.team, why.value)
        self._pace.pause(row.team, "", CLOSED_SECONDS)
        return Later(row, now + timedelta(seconds=CLOSED_SECONDS), why.value)

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
            logging.WARNING if row.may_be_dropped else logging.ERROR,
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
        return postponed(row, now, reply.retry_after + random.uniform(0, 1), TOO_FAST)

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
