"""The family users: people."""

from __future__ import annotations

from bot.sandbox import events
from bot.sandbox.api.call import Call, Method
from bot.sandbox.model import Json
from bot.sandbox.strict import Refused

MOST_EXCHANGED = 400


def info(call: Call) -> Json:
    """One person; with `include_locale` also their language."""
    person = call.core.workspace.people.get(call.text("user"))
    if person is None:
        raise Refused("user_not_found")
    return {"user": events.user_object(call.core, person, call.flag("include_locale"))}


def exchange(call: Call) -> Json:
    """The new ids of people whose workspace has moved into an organisation."""
    if call.core.enterprise is None:
        raise Refused("not_enterprise_team")
    asked = call.text("users", required=True).split(",")
    if len(asked) > MOST_EXCHANGED:
        raise Refused("too_many_users")
    moved = call.core.workspace.moved
    return {
        "team_id": call.core.workspace.team_id,
        "enterprise_id": call.core.enterprise,
        "user_id_map": {user: moved[user] for user in asked if user in moved},
        "invalid_user_ids": [user for user in asked if user not in moved],
    }


METHODS = {
    "migration.exchange": Method(exchange),
    "users.info": Method(info, ("users:read",)),
}
