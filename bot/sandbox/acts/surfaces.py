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
from bot.sandbox.model import Channel, Hook, Json, Message, Values, View
from bot.sandbox.strict import Refused, check_message


class Place:
    """Where an element is: in a message or in a view. Remembers what the person chose."""

    def __init__(self, act: Act) -> None:
        where = act.fields.get("where") or act.fields
        core = act.core
        self.view: View | None = None
        self.message: Message | None = None
        self.channel: Channel | None = None
        if where.get("view_id"):
            self.view = core.workspace.views.get(where["view_id"])
            if self.view is None or self.view.user != act.person.id:
                raise NotPossible("no_such_view", where["view_id"])
            self.blocks: list[Json] = self.view.raw["blocks"]
        else:
            found = Act(core, {**where, "as": act.person.id})
            self.channel, self.message = found.channel(), found.message()
            self.blocks = self.message.raw.get("blocks") or []

    def values(self, user: str) -> Values:
        """What the person has chosen here so far."""
        if self.view is not None:
            return self.view.values
        assert self.message is not None
        known = self.message.states.get(user)
        if known is None:
            known = self.message.states[user] = elements.initial_values(self.blocks)
        return known

    def remember(self, user: str, block: Json, element: Json, value: Json) -> Values:
        """The person's values with one more; earlier ones are left as they were sent."""
        values = self.values(user)
        fields = {**values.get(block["block_id"], {}), element["action_id"]: value}
        values = {**values, block["block_id"]: fields}
        if self.view is not None:
            self.view.values = values
        elif self.message is not None:
            self.message.states[user] = values
        return values

    def element(self, act: Act) -> tuple[Json, Json]:
        """The element that the act names: by ids, or by its `label`."""
        label, action_id = act.text("label"), act.text("action_id")
        if label:
            found = elements.find_labelled(self.blocks, label)
        else:
            found = elements.find(self.blocks, act.text("block_id"), action_id)
        if found is None:
            raise NotPossible("no_such_element", label or action_id)
        return found


async def action(act: Act) -> Outcome:
    """Clicks a button, or chooses in a select, picker or list of choices."""
    place = Place(act)
    block, element = place.element(act)
    given = _given(act, element)
    entry = elements.action(block, element, given)
    if entry is None:
        raise NotPossible("no_such_option", str(given))
    values = _remember(act, place, block, element, given)
    if block["type"] == "input" and not block.get("dispatch_action"):
        return Outcome()
    payload = _payload(act, place, values, entry)
    return await answered(act, act.core.transport.deliver("interactive", payload))


async def set_state(act: Act) -> Outcome:
    """Fills in a field that tells the app nothing before it is submitted."""
    place = Place(act)
    block, element = place.element(act)
    _remember(act, place, block, element, _given(act, element))
    return Outcome()


async def suggest(act: Act) -> Outcome:
    """Types in an external select; the app's options are in the `response`."""
    place = Place(act)
    block, element = place.element(act)
    container: Json = {"type": "view", "view_id": place.view.id} if place.view else {}
    fields: Json = {
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "value": act.text("value"),
    }
    if place.view is not None:
        fields["view"] = interactions.with_state(place.view)
    elif place.channel is not None and place.message is not None:
        container = {
            "type": "message",
            "message_ts": place.message.ts,
            "channel_id": place.channel.id,
            "is_ephemeral": False,
        }
        fields["channel"] = {"id": place.channel.id, "name": place.channel.name}
        fields["message"] = place.message.raw
    payload = interactions.block_suggestion(act.core, act.person, container, fields)
    return await answered(act, act.core.transport.deliver("interactive", payload))


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
    found, callback_id = act.message(), act.text("callback_id")
    if act.core.profile.shortcut("message", callback_id) is None:
        raise NotPossible("no_such_shortcut", callback_id)
    payload = interactions.message_shortcut(act.core, act.person, act.channel(), found, callback_id)
    return await answered(act, act.core.transport.deliver("interactive", payload))


async def global_shortcut(act: Act) -> Outcome:
    callback_id = act.text("callback_id")
    if act.core.profile.shortcut("global", callback_id) is None:
        raise NotPossible("no_such_shortcut", callback_id)
    payload = interactions.global_shortcut(act.core, act.person, callback_id)
    return await answered(act, act.core.transport.deliver("interactive", payload))


async def open_home(act: Act) -> Outcome:
    return await _open_tab(act, "home")


async def open_messages_tab(act: Act) -> Outcome:
    channel = act.core.workspace.open_im(act.person.id)
    if channel.order:
        channel.read[act.person.id] = channel.order[-1]
    return await _open_tab(act, "messages")


async def _open_tab(act: Act, tab: str) -> Outcome:
    if "app_home_opened" not in act.core.profile.events:
        return Outcome()
    event = events.app_home_opened(act.core, act.person.id, tab)
    return await heard(act, act.core.transport.event(event))


def _given(act: Act, element: Json) -> Any:
    """What was chosen; a `label` that is an option's text chooses that option."""
    given = elements.given_value(element, act.fields)
    if given is None and act.text("label") and elements.options_of(element):
        chosen = elements.option(element, act.text("label"))
        return [chosen] if element["type"] in ("checkboxes", "multi_static_select") else chosen
    return given


def _remember(act: Act, place: Place, block: Json, element: Json, given: Any) -> Values:
    if element["type"] not in elements.VALUE_KEYS:
        return place.values(act.person.id)
    value = elements.state_value(element, given)
    if value is None:
        raise NotPossible("no_such_option", str(given))
    return place.remember(act.person.id, block, element, value)


def _payload(act: Act, place: Place, values: Values, entry: Json) -> Json:
    if place.view is not None:
        return interactions.view_actions(act.core, act.person, place.view, entry)
    assert place.channel is not None and place.message is not None
    return interactions.block_actions(
        act.core, act.person, place.channel, place.message, values, entry
    )


def _show_ack(act: Act, channel: Channel, outcome: Outcome) -> None:
    body = outcome.response
    if not body.get("text") and not body.get("blocks"):
        return
    try:
        check_message(act.core, "ack", body)
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
    "suggest": suggest,
    "command": command,
    "message_shortcut": message_shortcut,
    "global_shortcut": global_shortcut,
    "open_home": open_home,
    "open_messages_tab": open_messages_tab,
}
