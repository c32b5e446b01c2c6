"""Making, replacing and closing views: for views.* and for the answers to submissions."""

from __future__ import annotations

import secrets

from bot.sandbox import ids
from bot.sandbox.core import Core
from bot.sandbox.elements import initial_values
from bot.sandbox.model import Json, View
from bot.sandbox.posting import named
from bot.sandbox.workspace import Change


def make(core: Core, user: str, given: Json) -> View:
    """A view as Slack stores it."""
    view_id = ids.new("V")
    raw = {**_stored(core, given), "id": view_id, "root_view_id": view_id}
    return View(view_id, user, raw, values=initial_values(raw["blocks"]))


def replace(core: Core, view: View, given: Json) -> None:
    """Another content for the same view; what was filled in stays where the ids stay."""
    view.raw = {**_stored(core, given), "id": view.id, "root_view_id": view.id}
    view.values = initial_values(view.raw["blocks"], view.values)
    view.errors = {}
    core.workspace.tell(Change("view", user=view.user, view_id=view.id))


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
        "external_id": "",
        "previous_view_id": None,
        "state": {"values": {}},
        "hash": f"{int(core.clock.now())}.{secrets.token_hex(4)}",
        "clear_on_close": False,
        "notify_on_close": False,
        "app_id": workspace.app_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot.bot_id,
    }
