"""The families auth, api, apps and team."""

from __future__ import annotations

from bot.sandbox import whose
from bot.sandbox.api.call import Call, Method
from bot.sandbox.model import Json


def auth_test(call: Call) -> Json:
    """Whose token it is."""
    workspace = call.core.workspace
    return {
        "url": f"{call.core.base_url}/",
        "team": workspace.team_name,
        "user": workspace.bot.handle,
        **whose.of_app(call.core),
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot.bot_id,
    }


def connections_open(call: Call) -> Json:
    """The address of one new Socket Mode connection."""
    return {"url": call.core.new_socket_url()}


METHODS = {
    "apps.connections.open": Method(connections_open, caller="app"),
    "auth.test": Method(auth_test),
}
