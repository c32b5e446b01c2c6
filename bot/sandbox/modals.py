"""Making, replacing and closing views: for views.* and for the answers to submissions."""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox import ids
from bot.sandbox.core import Core
from bot.sandbox.elements import initial_values
from bot.sandbox.model import Json, View
from bot.sandbox.posting import named
from bot.sandbox.strict import Refused
from bot.sandbox.workspace import Change
from bot.slack import limits


def make(core: Core, user: str, given: Json, below: View | None = None) -> View:
    """A view as Slack stores it; `below` is the modal that it is pushed onto."""
    _external_id_is_free(core, given, "")
    view_id = ids.new("V")
    raw = _stored(core, given)
    raw["id"] = view_id
    raw["root_view_id"] = below.raw["root_view_id"] if below else view_id
    raw["previous_view_id"] = below.id if below else None
    return View(view_id, user, raw, values=initial_values(raw["blocks"]))


def replace(core: Core, view: View, given: Json) -> None:
    """Another content for the same view; what was filled in stays where the ids stay."""
    _external_id_is_free(core, given, view.id)
    kept = {k: view.raw[k] for k in ("id", "root_view_id", "previous_view_id")}
    view.raw = {**_stored(core, given), **kept}
    view.values = initial_values(view.raw["blocks"], view.values)
    view.errors = {}
    core.workspace.tell(Change("view", user=view.user, view_id=view.id))


def push(core: Core, user: str, given: Json) -> View:
    """A modal on top of those that the person has open; three at most."""
    stack = core.workspace.stack(user)
    if len(stack) >= limits.VIEW_STACK:
        raise Refused("push_limit_reached")
    view = make(core, user, given, stack[-1] if stack else None)
    core.workspace.push_view(view)
    return view


def answer(core: Core, view: View) -> Json:
    """A view as the Web API returns it."""
    return {**view.raw, "state": {"values": view.values}}


def _stored(core: Core, given: Json) -> Json:
    workspace = core.workspace
    return {
        "team_id": workspace.team_id,
        "type": given["type"],
        "title": given.get("title"),
        "close": given.get("close"),
        "submit": given.get("submit"),
        "blocks": named(given["blocks"]),
        "private_metadata": given.get("private_metadata", ""),
        "callback_id": given.get("callback_id", ""),
        "external_id": given.get("external_id", ""),
        "state": {"values": {}},
        "hash": f"{int(core.clock.now())}.{secrets.token_hex(4)}",
        "clear_on_close": given.get("clear_on_close", False),
        "notify_on_close": given.get("notify_on_close", False),
        "app_id": workspace.app_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot.bot_id,
    }


def _external_id_is_free(core: Core, given: Json, own_id: str) -> None:
    wanted: Any = given.get("external_id")
    if not wanted:
        return
    for view in core.workspace.views.values():
        if view.raw["external_id"] == wanted and view.id != own_id:
            raise Refused("duplicate_external_id")
