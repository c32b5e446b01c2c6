"""views.*: modals and App Home."""

from __future__ import annotations

from typing import Any

from bot.sandbox import modals
from bot.sandbox.api.call import Call, Method, missing
from bot.sandbox.model import Json, Trigger, View
from bot.sandbox.strict import Refused, check_view


def open_view(call: Call) -> Json:
    """A modal; it takes the place of the one that the person has open."""
    trigger = _trigger(call)
    given = _view(call)
    check_view(call.core.traffic, call.method, given, "modal")
    view = modals.make(call.core, trigger.user, given)
    trigger.used = True
    call.core.workspace.close_modal(trigger.user)
    call.core.workspace.open_modal(view)
    return {"view": modals.answer(call.core, view)}


def update(call: Call) -> Json:
    """Replaces a view."""
    given = _view(call)
    view_id = call.text("view_id")
    if not view_id:
        raise missing("view_id")
    view = call.core.workspace.views.get(view_id)
    if view is None:
        raise Refused("not_found")
    surface = "home" if view.raw["type"] == "home" else "modal"
    check_view(call.core.traffic, call.method, given, "home" if surface == "home" else "modal")
    _same_hash(call, view)
    modals.replace(call.core, view, given)
    return {"view": modals.answer(call.core, view)}


def publish(call: Call) -> Json:
    """Replaces a person's whole Home."""
    given, user = _view(call), call.text("user_id")
    person = call.core.workspace.people.get(user)
    if person is None or person.is_bot:
        raise Refused("invalid_arguments", ["invalid `user_id` [json-pointer:/user_id]"])
    if not call.core.profile.home_tab:
        raise Refused("not_enabled")
    check_view(call.core.traffic, call.method, given, "home")
    home = call.core.workspace.homes.get(user)
    _same_hash(call, home)
    if home is None:
        home = modals.make(call.core, user, given)
    else:
        modals.replace(call.core, home, given)
    call.core.workspace.publish_home(home)
    return {"view": modals.answer(call.core, home)}


def _view(call: Call) -> Any:
    view = call.value("view")
    if view is None:
        raise missing("view")
    return view


def _trigger(call: Call) -> Trigger:
    """The trigger that the call wants to use up."""
    name = call.text("trigger_id") or call.text("interactivity_pointer")
    if not name:
        raise missing("trigger_id")
    trigger = call.core.workspace.triggers.get(name)
    if trigger is None:
        raise Refused("invalid_arguments", ["invalid `trigger_id` [json-pointer:/trigger_id]"])
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if trigger.expires < call.core.clock.now():
        raise Refused("expired_trigger_id")
    return trigger


def _same_hash(call: Call, view: View | None) -> None:
    """Someone who saw an older view may not overwrite the newer."""
    given = call.text("hash")
    if given and (view is None or view.hash != given):
        raise Refused("hash_conflict")


METHODS = {
    "views.open": Method(open_view),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
