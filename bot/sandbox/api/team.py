"""The families auth, api, apps and team."""

from __future__ import annotations

from bot.sandbox.api.call import Call, Method
from bot.sandbox.model import Json
from bot.sandbox.strict import Refused


def auth_test(call: Call) -> Json:
    """Whose token it is."""
    workspace = call.core.workspace
    return {
        "url": f"{call.core.base_url}/",
        "team": workspace.team_name,
        "user": workspace.bot.handle,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot.bot_id,
        "is_enterprise_install": False,
    }


def api_test(call: Call) -> Json:
    """Gives back its arguments; with `error` fails with it."""
    error = call.text("error")
    if error:
        raise Refused(error, args=call.args)
    return {"args": call.args}


def connections_open(call: Call) -> Json:
    """The address of one new Socket Mode connection."""
    return {"url": call.core.new_socket_url()}


def team_info(call: Call) -> Json:
    """The workspace."""
    workspace = call.core.workspace
    return {
        "team": {
            "id": workspace.team_id,
            "name": workspace.team_name,
            "domain": workspace.domain,
            "url": f"{call.core.base_url}/",
            "email_domain": "",
            "icon": {},
        }
    }


METHODS = {
    "api.test": Method(api_test, caller="none"),
    "apps.connections.open": Method(connections_open, caller="app"),
    "auth.test": Method(auth_test),
    "team.info": Method(team_info, ("team:read",)),
}
