"""Write down what became of rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, or_, update

from bot.outbox.rows import (
    POST,
    REDRAW,
    RESPONSE_URL,
    UPDATE,
    UPLOAD,
    WHISPER,
    Dropped,
    Later,
    Outcome,
    Refused,
    Sent,
)
from bot.store.schema import PENDING, RESTING, outbox
from bot.store.statements import Statement
from bot.store.transaction import Transaction

# A row that was dropped or deleted meanwhile stays so. People's words are not kept twice.
DONE: Final = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == PENDING)
    .values(
        state=bindparam("became"),
        done_at=bindparam("now"),
        channel=bindparam("in_channel"),
        ts=bindparam("as_ts"),
        error=bindparam("why"),
        payload=None,
        tried_at=None,
        leased_by=None,
        leased_until=None,
    )
)
_OURS: Final = (
    outbox.c.id == bindparam("row"),
    outbox.c.state == PENDING,
    outbox.c.leased_by == bindparam("owner"),
)
_LATER: Final[dict[str, Any]] = {
    "state": bindparam("stands"),
    "due_at": bindparam("due"),
    "attempts": bindparam("tries"),
    "error": bindparam("why"),
    "leased_by": None,
    "leased_until": None,
}
UNSURE: Final = Statement(update(outbox).where(*_OURS).values(**_LATER))
NOT_SENT: Final = Statement(
    update(outbox).where(*_OURS).values(tried_at=bindparam("since"), **_LATER)
)
UNINSTALLED: Final = Statement(
    update(outbox)
    .where(
        outbox.c.team == bindparam("of_team"),
        or_(outbox.c.state == PENDING, outbox.c.state == RESTING),
    )
    .values(
        state="dropped", payload=None, done_at=bindparam("now"), error="the app was uninstalled"
    )
)


#: What is sent and brings no answer that anybody waits for.
SAID: Final = (POST, UPDATE, REDRAW, UPLOAD, RESPONSE_URL, WHISPER)


def must_be_told(outcome: Outcome) -> bool:
    """Whether somebody must hear of it: a refusal, the answer to a question, a DM that moved."""
    if isinstance(outcome, Sent):
        return outcome.row.method not in SAID or bool(outcome.moved)
    return isinstance(outcome, Refused)


def settle(tx: Transaction, owner: str, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Mark rows that `owner` had claimed."""
    done = [outcome for outcome in outcomes if not isinstance(outcome, Later)]
    later = [outcome for outcome in outcomes if isinstance(outcome, Later)]
    DONE.many(tx, [_done(outcome, now) for outcome in done])
    tx.faded |= bool(done)
    UNSURE.many(tx, [_back(outcome, owner) for outcome in later if outcome.unsure])
    NOT_SENT.many(
        tx,
        [
            {**_back(outcome, owner), "since": outcome.row.tried_at}
            for outcome in later
            if not outcome.unsure
        ],
    )


def app_uninstalled(tx: Transaction, team: str, now: datetime) -> int:
    """Drop everything that is owed to a workspace; the number of rows."""
    return UNINSTALLED.run(tx, of_team=team, now=now)


def _done(outcome: Sent | Refused | Dropped, now: datetime) -> dict[str, Any]:
    reply = outcome.reply if isinstance(outcome, Sent) else {}
    return {
        "row": outcome.row.id,
        "became": BECAME[type(outcome)],
        "now": now,
        "in_channel": _short(reply.get("channel")),
        "as_ts": _short(reply.get("ts")),
        "why": None if isinstance(outcome, Sent) else outcome.why,
    }


def _back(outcome: Later, owner: str) -> dict[str, Any]:
    return {
        "row": outcome.row.id,
        "owner": owner,
        "stands": "resting" if outcome.aside else "pending",
        "due": outcome.due_at,
        "tries": outcome.row.attempts + outcome.tried,
        "why": outcome.why,
    }


def _short(value: Any) -> str | None:
    """An id or `ts` as the column takes it, whatever the server wrote."""
    return value[:32] if isinstance(value, str) else None


BECAME: Final[dict[type[Outcome], str]] = {Sent: "sent", Refused: "refused", Dropped: "dropped"}
