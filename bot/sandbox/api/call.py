"""One call of a Web API method, and what its handler may ask of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.sandbox.core import Core
from bot.sandbox.model import Channel, Json
from bot.sandbox.strict import Refused

_TRUE = (True, "true", "1", 1)


@dataclass(slots=True)
class Call:
    """The arguments as Python values; `warnings` goes into response_metadata."""

    core: Core
    method: str
    args: Json
    warnings: list[str] = field(default_factory=list)

    def text(self, name: str, required: bool = False) -> str:
        """An argument as text; empty when it is not there."""
        value = self.args.get(name)
        if value is None or value == "":
            if required:
                raise missing(name)
            return ""
        if not isinstance(value, str | int | float):
            raise Refused("invalid_arguments", [f"must provide a string [json-pointer:/{name}]"])
        return str(value)

    def flag(self, name: str) -> bool:
        """An argument that is true or false."""
        return self.args.get(name) in _TRUE

    def number(self, name: str, default: int) -> int:
        """An argument that is a whole number."""
        value = self.args.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise Refused(
                "invalid_arguments", [f"must provide an integer [json-pointer:/{name}]"]
            ) from None

    def value(self, name: str, error: str = "invalid_arguments") -> Any:
        """An argument that is JSON: given as a value, or as text."""
        value = self.args.get(name)
        if isinstance(value, str):
            if not value:
                return None
            try:
                return json.loads(value)
            except ValueError:
                raise Refused(error) from None
        return value

    def needs(self, scope: str) -> None:
        """Refuses when the app was not given this scope."""
        scopes = self.core.profile.scopes
        if scopes is not None and scope not in scopes:
            raise Refused("missing_scope", needed=scope, provided=",".join(sorted(scopes)))

    def channel(self, users: bool = False) -> Channel:
        """The channel that `channel` names by id or name; with `users` also a person's id."""
        workspace, name = self.core.workspace, self.text("channel")
        found = workspace.channels.get(name)
        if found is None and users:
            person = workspace.people.get(name)
            if person is not None and not person.is_bot:
                return workspace.open_im(name)
            found = workspace.channel_named(name) if name else None
        if found is None:
            raise Refused("channel_not_found")
        if found.kind == "im" and workspace.bot.id not in found.members:
            raise Refused("channel_not_found")
        return found

    def writable(self, users: bool = False) -> Channel:
        """The channel, if the app may write there now."""
        channel = self.channel(users)
        if channel.archived:
            raise Refused("is_archived")
        if self.core.workspace.bot.id not in channel.members:
            raise Refused("not_in_channel")
        return channel


def missing(name: str) -> Refused:
    """The refusal for an argument that has to be there."""
    return Refused("invalid_arguments", [f"missing required field: {name} [json-pointer:/{name}]"])


class Method(NamedTuple):
    """A handler, the scopes of which one is needed, and whose token: bot, app, config, or none."""

    handle: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    caller: str = "bot"
