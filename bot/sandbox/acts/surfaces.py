"""Clicks and choices in messages, modals and Home; commands, shortcuts and tabs."""

from __future__ import annotations

from typing import Any

from bot.sandbox import elements, events, hooks, interactions
from bot.sandbox.acts.act import (
    UNANSWERED,
    Act,
    Handler,
    NotPossible,
    Outcome,
    answered,
    heard,
    show_error,
)
from bot.sandbox.acts.places import element, place, remember
from bot.sandbox.model import Channel, Hook, Json
from bot.sandbox.offered import offers
from bot.sandbox.strict import Refused, check_message


async def action(act: Act) -> Outcome:
    """Clicks a button, or chooses in a select, picker or list of choices."""
    where = place(act)
    block, chosen_in = element(act, where.blocks)
    given = _given(act, chosen_in)
    entry = elements.action(block, chosen_in, given)
    if entry is None or not offers(act.core.workspace, act.person, chosen_in, given):
        raise NotPossible("no_such_option", str(given))
    remember(where, block, chosen_in, given)
    if block["type"] == "input" and not block.get("dispatch_action"):
        return Outcome()
    return await answered(act, act.core.transport.deliver("interactive", where.payload(entry)))


async def set_state(act: Act) -> Outcome:
    """Fills in a field that tells the app nothing before it is submitted."""
    where = place(act)
    block, filled_in = element(act, where.blocks)
    given = _given(act, filled_in)
    if not offers(act.core.workspace, act.person, filled_in, given):
        raise NotPossible("no_such_option", str(given))
    remember(where, block, filled_in, given)
    return Outcome()


async def command(act: Act) -> Outcome:
    """A slash command; the answer in its ack is shown to the person."""
    name, _, rest = act.text("text").strip().partition(" ")
    registered = act.core.profile.command(name)
    if registered is None:
        raise NotPossible("no_such_command", name)
    if act.text("thread_ts"):
        raise NotPossible("no_commands_in_threads", name)
    channel = act.channel()
    payload = interactions.slash_command(act.core, act.person, channel, registered, rest.strip())
    outcome = await answered(act, act.core.transport.deliver("slash_commands", payload))
    outcome.extra["channel"] = channel.id
    if outcome.acked and isinstance(outcome.response, dict):
        _show_ack(act, channel, outcome)
    return outcome


async def message_shortcut(act: Act) -> Outcome:
    """A shortcut from a message's menu."""
    found, callback_id = act.message(), act.text("callback_id")
    if act.core.profile.shortcut("message", callback_id) is None:
        raise NotPossible("no_such_shortcut", callback_id)
    payload = interactions.message_shortcut(act.core, act.person, act.channel(), found, callback_id)
    return await answered(act, act.core.transport.deliver("interactive", payload))


async def global_shortcut(act: Act) -> Outcome:
    """A shortcut from anywhere."""
    callback_id = act.text("callback_id")
    if act.core.profile.shortcut("global", callback_id) is None:
        raise NotPossible("no_such_shortcut", callback_id)
    payload = interactions.global_shortcut(act.core, act.person, callback_id)
    return await answered(act, act.core.transport.deliver("interactive", payload))


async def open_home(act: Act) -> Outcome:
    """Opens the app's Home tab."""
    return await _open_tab(act, "home")


async def open_messages_tab(act: Act) -> Outcome:
    """Opens the talk with the app."""
    channel = act.core.workspace.open_im(act.person.id)
    if channel.order:
        channel.read[act.person.id] = channel.order[-1]
    return await _open_tab(act, "messages")


async def _open_tab(act: Act, tab: str) -> Outcome:
    if "app_home_opened" not in act.core.profile.events:
        return Outcome()
    event = events.app_home_opened(act.core, act.person.id, tab)
    return await heard(act, act.core.transport.event(event))


def _given(act: Act, chosen_in: Json) -> Any:
    """What was chosen; a `label` that is an option's text chooses that option."""
    given = elements.given_value(chosen_in, act.fields)
    if given is None and act.text("label") and elements.options_of(chosen_in):
        chosen = elements.option(chosen_in, act.text("label"))
        return [chosen] if chosen_in["type"] in ("checkboxes", "multi_static_select") else chosen
    return given


def _show_ack(act: Act, channel: Channel, outcome: Outcome) -> None:
    body = outcome.response
    if not body.get("text") and not body.get("blocks"):
        return
    try:
        check_message(act.core.traffic, "ack", body)
    except Refused as refused:
        act.core.traffic.problem(
            "ack", "refused", refused.error, [{"problem": m} for m in refused.messages], body
        )
        outcome.error, outcome.reason = UNANSWERED["http_error"], refused.error
        show_error(act, outcome.error)
        return
    hooks.respond(act.core, Hook("", act.person.id, channel.id, 0.0), body)


ACTS: dict[str, Handler] = {
    "action": action,
    "set_state": set_state,
    "command": command,
    "message_shortcut": message_shortcut,
    "global_shortcut": global_shortcut,
    "open_home": open_home,
    "open_messages_tab": open_messages_tab,
}
