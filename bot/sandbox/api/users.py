"""The family users: people."""

from __future__ import annotations

from bot.sandbox import events
from bot.sandbox.api.call import Call, Method
from bot.sandbox.model import Json
from bot.sandbox.strict import Refused


def info(call: Call) -> Json:
    """One person; with `include_locale` also their language."""
    person = call.core.workspace.people.get(call.text("user"))
    if person is None:
        raise Refused("user_not_found")
    return {"user": events.user_object(call.core, person, call.flag("include_locale"))}


METHODS = {
    "users.info": Method(info, ("users:read",)),
}
