"""What Slack's own lists of people and conversations offer a person: nothing else can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.model import Channel, Json, Person
from bot.sandbox.workspace import Workspace

#: How `filter.include` calls the kinds of conversations that the sandbox has.
KINDS = {"channel": "public", "im": "im"}


def offers(workspace: Workspace, person: Person, element: Json, given: Any) -> bool:
    """Whether the element's list holds all that was chosen; other elements are not looked at."""
    offered = _OFFERED.get(str(element["type"]).removeprefix("multi_"))
    if offered is None or given is None:
        return True
    if isinstance(given, dict):
        given = next((value for key, value in given.items() if key.startswith("selected_")), None)
    chosen = given if isinstance(given, list) else [given]
    return all(each is None or offered(workspace, person, element, str(each)) for each in chosen)


def _person(workspace: Workspace, _: Person, __: Json, id: str) -> bool:
    found = workspace.people.get(id)
    return found is not None and not found.deleted


def _conversation(workspace: Workspace, person: Person, element: Json, id: str) -> bool:
    channel = workspace.channels.get(id)
    if channel is None or not _sees(channel, person):
        return False
    wanted = element.get("filter") or {}
    if wanted.get("exclude_external_shared_channels") and channel.shared:
        return False
    include = wanted.get("include")
    return include is None or KINDS[channel.kind] in include


def _sees(channel: Channel, person: Person) -> bool:
    return person.id in channel.members and not channel.archived


_OFFERED: dict[str, Callable[[Workspace, Person, Json, str], bool]] = {
    "users_select": _person,
    "conversations_select": _conversation,
}
