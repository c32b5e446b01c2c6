"""auth.*, api.*, apps.* and team.*"""

from __future__ import annotations

from bot.sandbox.api.call import Call, Method
from bot.sandbox.model import Json
from bot.sandbox.sockets import Sockets
from bot.sandbox.strict import Refused


def auth_test(call: Call) -> Json:
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
    sockets = call.core.transport.carriers["socket"]
    assert isinstance(sockets, Sockets)
    return {"url": sockets.ticket()}


def team_info(call: Call) -> Json:
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
    "api.test": Method(api_test, token="none"),
    "apps.connections.open": Method(connections_open, token="app"),
    "auth.test": Method(auth_test),
    "team.info": Method(team_info, ("team:read",)),
}
