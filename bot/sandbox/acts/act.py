"""One act of a person, and its outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.core import Answer, Core
from bot.sandbox.model import Channel, Json, Message, Person
from bot.sandbox.workspace import Change

# What a person reads when the app does not answer.
UNANSWERED = {
    "timeout": "Appen svarede ikke i tide.",
    "no_connection": "Appen er ikke forbundet.",
    "connection_failed": "Appen kunne ikke nås.",
    "http_error": "Appen svarede med en fejl.",
}


class NotPossible(Exception):
    """A person could not do this in Slack either: no such button, not their message."""

    def __init__(self, error: str, detail: str = "") -> None:
        super().__init__(f"{error}: {detail}" if detail else error)
        self.error = error
        self.detail = detail


@dataclass(slots=True)
class Outcome:
    """How it went: `error` is what the person reads, `reason` the same for programs.

    `sent` is False when the app was not told, since it had no need (or did not ask) to be.
    """

    acked: bool = True
    sent: bool = False
    status: int | None = None
    ms: float = 0.0
    response: Any = None
    error: str | None = None
    reason: str = ""
    extra: Json = field(default_factory=dict)

    def as_json(self) -> Json:
        """As the page and the control API return it."""
        return {
            "acked": self.acked,
            "sent": self.sent,
            "status": self.status,
            "ms": self.ms,
            "response": self.response,
            "error": self.error,
            "reason": self.reason,
            **self.extra,
        }


@dataclass(slots=True)
class Act:
    """The fields of an act, and what they name."""

    core: Core
    fields: Json

    @property
    def person(self) -> Person:
        """Who acts: by id or by full name."""
        name = str(self.fields.get("as", ""))
        people = self.core.workspace.people
        person = people.get(name)
        if person is None:
            person = next((p for p in people.values() if p.name == name), None)
        if person is None or person.deleted:
            raise NotPossible("no_such_person", name)
        return person

    def text(self, name: str) -> str:
        """A field as text; empty when it is not there."""
        return str(self.fields.get(name) or "")

    def channel(self) -> Channel:
        """The channel by id or name; without one the person's conversation with the app."""
        workspace, name = self.core.workspace, self.text("channel")
        person = self.person
        if not name:
            return workspace.open_im(person.id)
        channel = workspace.channels.get(name) or workspace.channel_named(name)
        if channel is None or (person.id not in channel.members and not person.is_bot):
            raise NotPossible("no_such_channel", name)
        if channel.archived:
            raise NotPossible("is_archived", name)
        return channel

    def message(self, ts_name: str = "ts") -> Message:
        """The message that the act is about, if the person sees it."""
        channel, ts = self.channel(), self.text(ts_name)
        message = self.core.workspace.find_message(channel.id, ts, self.person.id)
        if message is None:
            raise NotPossible("no_such_message", ts)
        return message

    def own_message(self) -> Message:
        """The same, if the person wrote it."""
        message = self.message()
        if message.raw.get("user") != self.person.id or message.ephemeral_for:
            raise NotPossible("not_your_message", message.ts)
        return message


Handler = Callable[[Act], Awaitable[Outcome]]


async def heard(act: Act, answer: asyncio.Future[Answer] | None, **extra: Any) -> Outcome:
    """The outcome of an event: people do not see whether the app heard it."""
    if answer is None:
        return Outcome(extra=extra)
    if act.fields.get("wait") is False:
        return Outcome(sent=True, extra=extra)
    told = await answer
    return Outcome(told.acked, True, told.status, told.ms, told.response, None, told.error, extra)


async def answered(act: Act, answer: asyncio.Future[Answer], **extra: Any) -> Outcome:
    """The outcome of an interaction: when the app does not answer, the person is told."""
    told = await answer
    error = None if told.acked else UNANSWERED[told.error]
    if error:
        show_error(act, error)
    return Outcome(told.acked, True, told.status, told.ms, told.response, error, told.error, extra)


def show_error(act: Act, text: str) -> None:
    """What the person sees when the app did not do its part."""
    act.core.workspace.tell(Change("error", user=act.person.id, text=text))
