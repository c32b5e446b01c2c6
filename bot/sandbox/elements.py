"""Interactive elements: finding them in blocks, and their values as Slack writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.sandbox.model import Json, Values

# type -> (the key of its value in `state` and in an action, the key of its first value)
VALUE_KEYS: dict[str, tuple[str, str]] = {
    "checkboxes": ("selected_options", "initial_options"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "plain_text_input": ("value", "initial_value"),
    "radio_buttons": ("selected_option", "initial_option"),
    "static_select": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
}
# Elements that send something and keep nothing.
MOMENTARY: dict[str, str] = {"button": "value", "overflow": "selected_option"}
INTERACTIVE = frozenset({*VALUE_KEYS, *MOMENTARY})


def interactive(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every block with an interactive element of it, in the order they are shown."""
    for block in blocks:
        held = block.get("elements")
        for element in (
            *(held if isinstance(held, list) else ()),
            block.get("accessory"),
            block.get("element"),
        ):
            if isinstance(element, dict) and str(element.get("type")) in INTERACTIVE:
                yield block, element


def find(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """The element with these ids; an empty `block_id` matches any."""
    for block, element in interactive(blocks):
        if element.get("action_id") == action_id and block_id in ("", block.get("block_id")):
            return block, element
    return None


def find_labelled(blocks: list[Json], label: str) -> tuple[Json, Json] | None:
    """The element with this action id, button text or option text."""
    for block, element in interactive(blocks):
        if element.get("action_id") == label or _shown(element.get("text")) == label:
            return block, element
    for block, element in interactive(blocks):
        if any(_shown(option["text"]) == label for option in options_of(element)):
            return block, element
    return None


def options_of(element: Json) -> list[Json]:
    """All options of what one chooses from."""
    return list(element.get("options") or ())


def option(element: Json, wanted: Any) -> Json | None:
    """The option that `wanted` names: by value, by text, or the option itself."""
    if isinstance(wanted, dict):
        wanted = wanted.get("value")
    options = options_of(element)
    by_value = next((one for one in options if one.get("value") == wanted), None)
    return by_value or next((one for one in options if _shown(one["text"]) == wanted), None)


def initial_values(blocks: list[Json], known: Values | None = None) -> Values:
    """The values when a surface is shown: what was chosen before, else the initial ones."""
    values: Values = {}
    for block, element in interactive(blocks):
        keys = VALUE_KEYS.get(element.get("type", ""))
        if keys is None:
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        value = (known or {}).get(block_id, {}).get(action_id)
        if value is None or value["type"] != element["type"]:
            value = {"type": element["type"], keys[0]: _first(element, keys)}
        values.setdefault(block_id, {})[action_id] = value
    return values


def _first(element: Json, keys: tuple[str, str]) -> Any:
    first = element.get(keys[1])
    return [] if first is None and keys[0] == "selected_options" else first


def state_value(element: Json, given: Any) -> Json | None:
    """The value of a stateful element as Slack writes it in `state`.

    `given` is the bare value (for choices an option, its value or its text), or the whole state
    value. None when it is no choice of the element.
    """
    kind = element["type"]
    key = VALUE_KEYS[kind][0]
    if isinstance(given, dict) and key in given:
        given = given[key]
    if key == "selected_option" and given is not None:
        given = option(element, given)
        if given is None:
            return None
    elif key == "selected_options":
        wanted = [option(element, one) for one in given or ()]
        if None in wanted:
            return None
        given = wanted
    elif key == "value" and given == "":
        given = None
    return {"type": kind, key: given}


def action(block: Json, element: Json, given: Any) -> Json | None:
    """The entry of `actions` for this element, without its `action_ts`."""
    kind = element["type"]
    entry: Json = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
    }
    for name in ("text", "value", "style", "url") if kind == "button" else ():
        if name in element:
            entry[name] = element[name]
    if kind == "overflow":
        entry["selected_option"] = option(element, given)
        return entry if entry["selected_option"] else None
    if kind in VALUE_KEYS:
        value = state_value(element, given)
        if value is None:
            return None
        entry.update(value)
        if "placeholder" in element:
            entry["placeholder"] = element["placeholder"]
    return entry


def given_value(element: Json, act: Json) -> Any:
    """What the person chose, from the fields of an act."""
    key = MOMENTARY.get(element["type"]) or VALUE_KEYS.get(element["type"], ("value", ""))[0]
    return act[key] if key in act else act.get("value")


def _shown(text: Any) -> str:
    return str(text.get("text", "")) if isinstance(text, dict) else ""
