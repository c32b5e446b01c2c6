"""One row of the outbox on its way to Slack, and what may become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from bot.store.transaction import Transaction

POST: Final = "chat.postMessage"
WHISPER: Final = "chat.postEphemeral"
UPDATE: Final = "chat.update"
REDRAW: Final = "views.publish"
UPLOAD: Final = "files.upload"  # three methods of Slack's: {"filename", "content" or "base64", …}
RESPONSE_URL: Final = "response_url"  # not a method of Slack's: {"url": …, "body": {…}}


class Row(NamedTuple):
    """A claimed row, as it was before the claim."""

    id: int
    team: str
    lane: str
    method: str
    payload: dict[str, Any]
    refresh: str | None
    target: str | None
    attempts: int
    tried_at: datetime | None  # since when Slack may have it, without us knowing
    created_at: datetime

    @property
    def channel(self) -> str:
        """Where it goes, as the turn put it: a channel, or a person for their DM."""
        return str(self.arguments.get("channel", ""))

    @property
    def arguments(self) -> dict[str, Any]:
        """The payload; nothing where the database holds something that is none."""
        return self.payload if isinstance(self.payload, dict) else {}

    @property
    def is_picture(self) -> bool:
        """Whether it goes beside a message that says the same: nothing is missing without it."""
        return self.method == UPLOAD and self.target is not None

    @property
    def may_be_dropped(self) -> bool:
        """Whether it only shows anew what is there: it is worth less than its place in line.

        A message of which only the newest look is owed must get there: nothing follows it.
        """
        return (self.refresh is None) != (self.target is None) and self.method != POST


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has it."""

    row: Row
    reply: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack will never take it."""

    row: Row
    why: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Nobody needs it any more."""

    row: Row
    why: str


@dataclass(frozen=True, slots=True)
class Later:
    """It goes back in line. `tried`: an attempt was made; `unsure`: Slack may have got it."""

    row: Row
    due_at: datetime
    why: str | None = None
    tried: bool = False
    unsure: bool = False


Outcome = Sent | Refused | Dropped | Later
#: Told of what became of a row that somebody must hear of, in the transaction that marks it.
Told = Callable[[Transaction, Sent | Refused, datetime], None]
