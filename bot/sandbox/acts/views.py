"""Submitting and closing modals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox import elements, forms, interactions, modals
from bot.sandbox.acts.act import (
    UNANSWERED,
    Act,
    Handler,
    NotPossible,
    Outcome,
    answered,
    show_error,
)
from bot.sandbox.model import Json, Values, View
from bot.sandbox.strict import Refused, check_view
from bot.sandbox.workspace import Change


async def submit(act: Act) -> Outcome:
    """Sends a modal; `values` are block_id -> action_id -> value, on top of what is filled in."""
    view = _own_modal(act)
    if not view.raw.get("submit"):
        raise NotPossible("no_submit", view.id)
    view.values = _filled_in(view, act.fields.get("values") or {})
    view.errors = forms.errors(view.raw["blocks"], view.values)
    if view.errors:
        _redraw(act, view)
        return Outcome(False, reason="not_filled_in", extra={"errors": view.errors})
    payload = interactions.view_submission(act.core, act.person, view)
    outcome = await answered(act, act.core.transport.deliver("interactive", payload))
    if outcome.acked:
        _follow(act, view, outcome)
    return outcome


async def close_view(act: Act) -> Outcome:
    """Closes the modal."""
    _own_modal(act)
    act.core.workspace.close_modal(act.person.id)
    return Outcome()


def _own_modal(act: Act) -> View:
    view = act.core.workspace.views.get(act.text("view_id"))
    if view is None or view.user != act.person.id or view.raw["type"] != "modal":
        raise NotPossible("no_such_view", act.text("view_id"))
    return view


def _filled_in(view: View, given: Json) -> Values:
    values = dict(view.values)
    for block_id, fields in given.items():
        for action_id, value in fields.items():
            found = elements.find(view.raw["blocks"], block_id, action_id)
            if found is None or found[1]["type"] not in elements.VALUE_KEYS:
                raise NotPossible("no_such_element", f"{block_id} {action_id}")
            state = elements.state_value(found[1], value)
            if state is None:
                raise NotPossible("no_such_option", str(value))
            values[block_id] = {**values.get(block_id, {}), action_id: state}
    return values


def _follow(act: Act, view: View, outcome: Outcome) -> None:
    """Does what the ack of a submission asks for; nothing closes the modal."""
    response = outcome.response if isinstance(outcome.response, dict) else {}
    follow = _RESPONSES.get(str(response.get("response_action", "")))
    try:
        if follow is None:
            raise Refused("invalid_response_action")
        follow(act, view, response)
    except Refused as refused:
        act.core.traffic.problem(
            "view_submission ack",
            "refused",
            refused.error,
            [{"problem": one} for one in refused.messages],
            response,
        )
        outcome.error, outcome.reason = UNANSWERED["http_error"], refused.error
        show_error(act, outcome.error)
    if view.errors:
        outcome.extra["errors"] = view.errors


def _close(act: Act, view: View, response: Json) -> None:
    act.core.workspace.close_modal(view.user)


def _errors(act: Act, view: View, response: Json) -> None:
    """Errors belong to input blocks by their `block_id`."""
    errors: Any = response.get("errors")
    inputs = {b["block_id"] for b in view.raw["blocks"] if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refused("invalid_arguments", ["missing required field: errors"])
    unknown = [name for name in errors if name not in inputs]
    if unknown:
        raise Refused("invalid_arguments", [f"no input block has the block_id {unknown[0]}"])
    view.errors = {name: str(text) for name, text in errors.items()}
    _redraw(act, view)


def _update(act: Act, view: View, response: Json) -> None:
    given = response.get("view")
    check_view(act.core.traffic, "view_submission ack", given, "modal")
    modals.replace(act.core, view, given or {})


def _redraw(act: Act, view: View) -> None:
    act.core.workspace.tell(Change("view", user=view.user, view_id=view.id))


_RESPONSES: dict[str, Callable[[Act, View, Json], None]] = {
    "": _close,
    "errors": _errors,
    "update": _update,
}
ACTS: dict[str, Handler] = {"submit": submit, "close_view": close_view}
