"""What came in, and what is answered on the spot: between the listeners and who takes the turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from typing import Any, Protocol

from bot.slack.blocks import Rendered
from flows.dialogs import Dialog
from flows.fixed import fixed
from flows.inputs import Input
from flows.messages import Note
from flows.workshop.answering import TakingInput
from flows.workshop.inputs import Filled, Form, WorkshopInput
from flows.workshop.outcome import Notice
from flows.workshop.setup import Ground
from flows.workshop.turn import WorkshopFlow


@fixed
class SetUp:
    """A workshop is set up: what was known of the place, and what was filled in."""

    ground: Ground
    filled: Filled


@fixed
class RulesSent:
    """An administrator has filled in what is to hold for the workspace."""

    filled: Filled


@fixed
class Remind:
    """Somebody's reminders are due."""


@fixed
class Arrival:
    """Something that happened. ``key`` is the same when Slack hands it over again.

    It is empty where nobody can hand it over again: the clock, or what came of a message.
    ``workshop`` is the id of the workshop that it is about. ``channel`` is where it came from, if
    it came from a channel or the DM. What is said aside goes to ``whisper``, a channel where only
    the person sees it. ``response_url`` answers the message whose button was pressed. ``thread`` is
    the thread of the DM in which it happened, and is answered.
    """

    key: str
    team: str
    user: str
    input: Input | WorkshopInput | SetUp | RulesSent | Remind
    channel: str | None = None
    workshop: str = ""
    whisper: str | None = None
    response_url: str | None = None
    thread: str | None = None

    @property
    def owner(self) -> str:
        """Whose turns follow each other in the order in which they came."""
        return self.workshop or f"{self.team}:{self.user}"


@fixed
class Taken:
    """A turn that is stored. ``aside`` answers a slash command; the rest answers a dialog.

    ``errors`` are by field: then nothing is stored.
    """

    aside: Rendered | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: Notice | None = None


#: What is answered on the spot to a payload; None where it is only acknowledged.
Answer = dict[str, Any] | None
#: Takes a turn; when it returns, the turn is on disk. Raises ``StoreError``.
Take = Callable[[Arrival], Awaitable[Taken]]


class Looks(Protocol):
    """What is read of a journey before a dialog opens."""

    async def dialog(self, team: str, user: str, journey: str, meeting: str) -> Dialog | Note:
        """The dialog about the memo of somebody's journey, or why there is none."""


class Meetings(Protocol):
    """What is read of workshops before a dialog opens."""

    flow: WorkshopFlow

    async def ground(self, team: str, user: str, channel: str) -> Ground:
        """What is known before a workshop is begun."""

    async def dialog(
        self, team: str, user: str, id: str, form: Form, point: str, start: str = ""
    ) -> Dialog | Note:
        """What a button opens, for the one who pressed it."""

    async def takes_input(
        self, team: str, channel: str, user: str
    ) -> tuple[TakingInput, ...] | Note:
        """The rounds in a channel that take input from the person, or why there is none."""

    async def facilitator(self, team: str, id: str) -> tuple[str, str] | None:
        """Who leads the workshop, and in which channel it is."""
