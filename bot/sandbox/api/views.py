"""views.*: modals and App Home."""

from __future__ import annotations

from typing import Any

from bot.sandbox import modals
from bot.sandbox.api.call import Call, Method, missing
from bot.sandbox.model import Json, Trigger, View
from bot.sandbox.strict import Refused, check_view


def open_view(call: Call) -> Json:
    """A first modal; it takes the place of those that the person has open."""
    trigger = _trigger(call)
    given = _view(call)
    check_view(call.core, call.method, given, "modal")
    view = modals.make(call.core, trigger.user, given)
    trigger.used = True
    workspace = call.core.workspace
    workspace.close_views(trigger.user, list(workspace.stack(trigger.user)))
    workspace.push_view(view)
    return {"view": modals.answer(call.core, view)}


def push(call: Call) -> Json:
    """A modal on top of the open ones."""
    trigger = _trigger(call)
    given = _view(call)
    check_view(call.core, call.method, given, "modal")
    view = modals.push(call.core, trigger.user, given)
    trigger.used = True
    return {"view": modals.answer(call.core, view)}


def update(call: Call) -> Json:
    """Replaces a view named by `view_id` or `external_id`."""
    given = _view(call)
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise missing("view_id")
    view = call.core.workspace.views.get(view_id) or _by_external_id(call, external_id)
    if view is None:
        raise Refused("not_found")
    surface = "home" if view.raw["type"] == "home" else "modal"
    check_view(call.core, call.method, given, "home" if surface == "home" else "modal")
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
    check_view(call.core, call.method, given, "home")
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


def _by_external_id(call: Call, external_id: str) -> View | None:
    views = call.core.workspace.views.values()
    if not external_id:
        return None
    return next((v for v in views if v.raw["external_id"] == external_id), None)


METHODS = {
    "views.open": Method(open_view),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
