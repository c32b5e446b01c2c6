"""What a workspace is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Json = dict[str, Any]
Kind = Literal["im", "channel"]
# What a person has chosen or written: block_id -> action_id -> Slack's state value.
Values = dict[str, dict[str, Json]]


@dataclass(slots=True)
class Person:
    """Someone in the workspace; also the app's bot user and other bots.

    `team` is set for somebody of another organisation, with whom a channel is shared.
    """

    id: str
    name: str
    title: str = ""
    tz: str = "Europe/Copenhagen"
    locale: str = "da-DK"
    is_guest: bool = False
    is_bot: bool = False
    deleted: bool = False
    bot_id: str = ""
    team: str = ""
    status_emoji: str = ""
    status_text: str = ""
    status_expiration: int = 0

    @property
    def handle(self) -> str:
        """The name without spaces, as old parts of the API use it."""
        return self.name.lower().replace(" ", ".")

    @property
    def tz_offset(self) -> int:
        """Seconds east of UTC, as it is today."""
        try:
            offset = datetime.now(ZoneInfo(self.tz)).utcoffset()
        except (ZoneInfoNotFoundError, ValueError):
            return 0
        return int(offset.total_seconds()) if offset else 0


@dataclass(slots=True)
class Message:
    """One message; `raw` is what Slack would return for it, `rev` grows with every change."""

    channel: str
    ts: str
    raw: Json
    rev: int = 0
    ephemeral_for: str | None = None
    replies: list[str] = field(default_factory=list)
    states: dict[str, Values] = field(default_factory=dict)


@dataclass(slots=True)
class Channel:
    """A channel, or the conversation between one person and the app (`kind` "im").

    `shared` is with another organisation (Slack Connect). `order` holds every ts that was ever
    posted, oldest first; `messages` those that still are. `changed` has the same messages, the
    latest touched last.
    """

    id: str
    name: str
    kind: Kind
    members: dict[str, None] = field(default_factory=dict)
    archived: bool = False
    shared: bool = False
    created: int = 0
    person: str = ""
    messages: dict[str, Message] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    changed: dict[str, None] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class View:
    """A modal or a Home, for one person; `values` is what they have filled in so far."""

    id: str
    user: str
    raw: Json
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """Changes with every change of the view."""
        return str(self.raw["hash"])


@dataclass(slots=True)
class Trigger:
    """A right to open one modal, for three seconds."""

    id: str
    user: str
    expires: float
    view_id: str = ""
    used: bool = False


@dataclass(slots=True)
class Hook:
    """A `response_url`: works five times in thirty minutes."""

    path: str
    user: str
    channel: str
    expires: float
    message_ts: str = ""
    thread_ts: str = ""
    uses: int = 0


@dataclass(slots=True)
class File:
    """An uploaded file; `content` is kept in memory, and in the data folder if there is one."""

    id: str
    name: str
    title: str
    size: int
    user: str
    created: int
    content: bytes | None = None
    ticket: str = ""
    alt_txt: str = ""
    channels: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Canvas:
    """A canvas; `readers` are people and channels that may see it."""

    id: str
    title: str
    markdown: str
    readers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Command:
    """A slash command as the app registered it."""

    command: str
    description: str = ""
    usage_hint: str = ""


@dataclass(slots=True)
class Shortcut:
    """A shortcut as the app registered it; `kind` is "global" or "message"."""

    name: str
    callback_id: str
    kind: str
    description: str = ""
