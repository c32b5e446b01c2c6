"""One row of the outbox on its way to Slack, and what may become of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from bot.store.transaction import Transaction

POST: Final = "chat.postMessage"
WHISPER: Final = "chat.postEphemeral"
UPDATE: Final = "chat.update"
REDRAW: Final = "views.publish"
UPLOAD: Final = "files.upload"  # three of Slack's: {"filename", "content", "base64" or "made", …}
CANVAS: Final = "canvases.create"  # {"title", "made": …, "user": who may read it, "said": …}
ACCESS: Final = "canvases.access.set"
WIPE: Final = "wipe"  # of a DM: the bot's own messages are deleted, some at a time
RESPONSE_URL: Final = "response_url"  # not a method of Slack's: {"url": …, "body": {…}}


class LaneKind(StrEnum):
    """What a row is, and so in which kind of lane it goes: of a person, or of a workshop.

    Tidying has a lane of its own, so that it never holds up a question; so has what is drawn
    anew, and the looking up of people. PICTURE stands in a workshop's thread, DRAWN in a DM.
    """

    TALK = "talk"
    TIDY = "tidy"
    HOME = "home"
    ZONE = "zone"
    WHISPER = "whisper"
    WIPE = "wipe"
    WORKSHOP = "workshop"
    CARD = "card"
    PICTURE = "picture"
    DRAWN = "drawn"
    MEMBERS = "members"
    OTHER = "other"


LANE_KINDS: Final = {each.value: each for each in LaneKind}
OF_A_WORKSHOP: Final = frozenset(
    {LaneKind.WORKSHOP, LaneKind.CARD, LaneKind.PICTURE, LaneKind.MEMBERS}
)
#: Those that a person has, and that are emptied when they are forgotten.
OF_A_PERSON: Final = (
    LaneKind.TALK,
    LaneKind.TIDY,
    LaneKind.HOME,
    LaneKind.ZONE,
    LaneKind.WHISPER,
    LaneKind.DRAWN,
    LaneKind.WIPE,
)
#: What only shows anew what is there, or beside it: it is worth less than its place in line.
MAY_BE_DROPPED: Final = frozenset(
    {LaneKind.TIDY, LaneKind.HOME, LaneKind.ZONE, LaneKind.PICTURE, LaneKind.DRAWN}
)
#: Makes the file of an upload whose payload says in ``made`` what it is of. Called in a thread.
Make = Callable[[Mapping[str, Any]], bytes]


class Lane(NamedTuple):
    """Rows of one lane go in their order; of two lanes neither waits for the other.

    `of` is whom it goes to (a person, or a channel, with its team) or the workshop that speaks;
    `part` is one message of it. Built and parsed only here.
    """

    what: LaneKind
    team: str = ""
    of: str = ""
    part: str = ""

    def __str__(self) -> str:
        """As the column holds it."""
        return ":".join(filter(None, self))

    @staticmethod
    def parse(text: str) -> Lane:
        """The lane that the column holds; `OTHER` for what is none of ours."""
        what, *of = text.split(":")
        kind = LANE_KINDS.get(what, LaneKind.OTHER)
        if kind in OF_A_WORKSHOP and of:
            return Lane(kind, "", of[0], ":".join(of[1:]))
        if kind is not LaneKind.OTHER and len(of) == 2:
            return Lane(kind, *of)
        return Lane(LaneKind.OTHER, of=text)

    @property
    def workshop(self) -> str:
        """The id of the workshop whose lane it is; empty where it is of none."""
        return self.of if self.what in OF_A_WORKSHOP else ""


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
    trace: str | None = None  # of the event that it comes of

    @property
    def channel(self) -> str:
        """Where it goes, as the turn put it: a channel, or a person for their DM."""
        return str(self.arguments.get("channel", ""))

    @property
    def arguments(self) -> dict[str, Any]:
        """The payload; nothing where the database holds something that is none."""
        return self.payload if isinstance(self.payload, dict) else {}

    @property
    def kind(self) -> LaneKind:
        """What it is."""
        return Lane.parse(self.lane).what

    @property
    def is_picture(self) -> bool:
        """Whether it goes beside a message that says the same: nothing is missing without it."""
        return self.kind in (LaneKind.PICTURE, LaneKind.DRAWN)

    @property
    def may_be_dropped(self) -> bool:
        """Whether nobody misses it when it would come late."""
        return self.kind in MAY_BE_DROPPED


class Unsendable(Exception):
    """The row cannot be sent as it stands, by this version of the program."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has it."""

    row: Row
    reply: dict[str, Any] = field(repr=False)

    @property
    def moved(self) -> str:
        """The DM that it is in, where that is another one than was stored."""
        to, channel = self.row.channel, self.reply.get("channel")
        return channel if to.startswith("D") and isinstance(channel, str) and channel != to else ""


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
    """It goes back in line. `tried`: an attempt was made; `unsure`: Slack may have got it.

    `aside`: it is stuck by a fault of ours, and rests where it holds up nobody.
    """

    row: Row
    due_at: datetime
    why: str | None = None
    tried: bool = False
    unsure: bool = False
    aside: bool = False


Outcome = Sent | Refused | Dropped | Later
#: Told of what became of a row that somebody must hear of, in the transaction that marks it.
Told = Callable[[Transaction, Sent | Refused, datetime], None]
