"""Composition objects and interactive elements: their fields and limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.slack.limits import numbers
from bot.slack.limits.checks import (
    ACTION_ID,
    Check,
    Fields,
    Rule,
    Walk,
    anything,
    array,
    boolean,
    focus,
    integer,
    one_of,
    pattern,
    record,
    text_object,
    text_of,
)

# --- Rules that look at more than one field


def either(*names: str) -> Rule:
    """At least one of these fields."""
    said = " or ".join(f"`{name}`" for name in names)

    def rule(value: dict[str, Any], at: str, walk: Walk) -> None:
        if not any(name in value for name in names):
            walk.add(at, f"must define either {said}")

    return rule


def _entries(value: Any) -> Sequence[Any]:
    return value if type(value) in (list, tuple) else ()


def _initial_is_an_option(value: dict[str, Any], at: str, walk: Walk) -> None:
    """Slack wants an exact copy of an option."""
    one, several = value.get("initial_option"), value.get("initial_options")
    if one is None and several is None:
        return
    options = list(_entries(value.get("options")))
    for initial in _entries(several) if one is None else (one,):
        if initial not in options:
            walk.doubt(at, "the initial choice is not an exact copy of one of the options")


def _in_order(low: str, high: str) -> Rule:
    def rule(value: dict[str, Any], at: str, walk: Walk) -> None:
        least, most = value.get(low), value.get(high)
        if type(least) is int and type(most) is int and least > most:
            walk.add(f"{at}/{low}", f"must not be greater than `{high}`")

    return rule


def _initial_fits(value: dict[str, Any], at: str, walk: Walk) -> None:
    initial, most = value.get("initial_value"), value.get("max_length")
    if type(initial) is str and type(most) is int and len(initial) > most:
        walk.doubt(f"{at}/initial_value", "is longer than `max_length`", most)


def is_input(value: dict[str, Any], at: str, walk: Walk) -> None:
    """Notes an input block: a modal with one needs `submit`."""
    walk.inputs.append(at)


def markdown_sum(value: dict[str, Any], at: str, walk: Walk) -> None:
    """Counts the text of all markdown blocks together."""
    text = value.get("text")
    if type(text) is not str:
        return
    walk.chars += len(text)
    walk.markdown += len(text)
    if walk.markdown > numbers.MARKDOWN_TEXT >= len(text):
        walk.add(f"{at}/text", "markdown text is too long in total", numbers.MARKDOWN_TEXT)


def count_text(value: Any, at: str, walk: Walk) -> None:
    """Adds the text of anything nested (rich text, tables) to the message's sum."""
    if type(value) is list:
        for entry in value:
            count_text(entry, at, walk)
    elif type(value) is dict:
        text = value.get("text")
        if type(text) is str:
            walk.chars += len(text)
        for entry in value.values():
            if type(entry) in (list, dict):
                count_text(entry, at, walk)


# --- Composition objects

CONFIRM = record(
    {
        "title": text_object(numbers.CONFIRM_TITLE),
        "text": text_object(numbers.CONFIRM_TEXT, mrkdwn=True),
        "confirm": text_object(numbers.CONFIRM_BUTTON),
        "deny": text_object(numbers.CONFIRM_BUTTON),
    },
    {"style": one_of("primary", "danger")},
)


def _option(mrkdwn: bool = False) -> Check:
    return record(
        {
            "text": text_object(numbers.OPTION_TEXT, mrkdwn),
            "value": text_of(numbers.OPTION_VALUE, 1),
        },
        {"description": text_object(numbers.OPTION_DESCRIPTION, mrkdwn)},
    )


_OPTION = _option()
_OPTIONS = array(_OPTION, numbers.SELECT_OPTIONS, 1)
_CHOICE = _option(mrkdwn=True)
_CHOICES = array(_CHOICE, numbers.CHOICE_OPTIONS, 1)
_DISPATCH = record(
    {},
    {
        "trigger_actions_on": array(
            one_of("on_enter_pressed", "on_character_entered"), most=2, least=1
        )
    },
)

# --- Elements

_ACTIVE: Fields = {"type": anything, "action_id": ACTION_ID}
_CONFIRMED: Fields = {**_ACTIVE, "confirm": CONFIRM}
_FIELD: Fields = {
    **_CONFIRMED,
    "placeholder": text_object(numbers.PLACEHOLDER),
    "focus_on_load": focus,
}
_TYPED_IN: Fields = {
    **_ACTIVE,
    "placeholder": text_object(numbers.PLACEHOLDER),
    "focus_on_load": focus,
    "dispatch_action_config": _DISPATCH,
}
_MANY: Fields = {"max_selected_items": integer(1, numbers.SELECT_OPTIONS)}
_IDS = array(text_of(numbers.ID, 1), numbers.SELECT_OPTIONS)
_FILTER = record(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), most=4, least=1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    either("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
_DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "must match YYYY-MM-DD")
SELECTS: dict[str, Check] = {
    "static_select": record(
        {"options": _OPTIONS}, {**_FIELD, "initial_option": _OPTION}, _initial_is_an_option
    ),
    "users_select": record({}, {**_FIELD, "initial_user": text_of(numbers.ID)}),
    "conversations_select": record(
        {},
        {
            **_FIELD,
            "initial_conversation": text_of(numbers.ID),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": _FILTER,
        },
    ),
}
MULTI_SELECTS: dict[str, Check] = {
    "multi_static_select": record(
        {"options": _OPTIONS},
        {**_FIELD, **_MANY, "initial_options": array(_OPTION, numbers.SELECT_OPTIONS)},
        _initial_is_an_option,
    ),
    "multi_users_select": record({}, {**_FIELD, **_MANY, "initial_users": _IDS}),
}
CHOOSERS: dict[str, Check] = {
    "checkboxes": record(
        {"options": _CHOICES},
        {
            **_CONFIRMED,
            "focus_on_load": focus,
            "initial_options": array(_CHOICE, numbers.CHOICE_OPTIONS, 1),
        },
        _initial_is_an_option,
    ),
    "radio_buttons": record(
        {"options": _CHOICES},
        {**_CONFIRMED, "focus_on_load": focus, "initial_option": _CHOICE},
        _initial_is_an_option,
    ),
    "datepicker": record({}, {**_FIELD, "initial_date": _DATE}),
    "datetimepicker": record(
        {},
        {
            **_CONFIRMED,
            "focus_on_load": focus,
            "initial_date_time": integer(1_000_000_000, 9_999_999_999),
        },
    ),
}
BUTTONS: dict[str, Check] = {
    "button": record(
        {"text": text_object(numbers.BUTTON_TEXT)},
        {
            **_CONFIRMED,
            "value": text_of(numbers.BUTTON_VALUE),
            "url": text_of(numbers.URL),
            "style": one_of("primary", "danger"),
            "accessibility_label": text_of(numbers.BUTTON_TEXT),
        },
    ),
    "overflow": record({"options": array(_OPTION, numbers.OVERFLOW_OPTIONS, 1)}, {**_CONFIRMED}),
}
TEXT_INPUTS: dict[str, Check] = {
    "plain_text_input": record(
        {},
        {
            **_TYPED_IN,
            "initial_value": text_of(numbers.PLAIN_TEXT_INPUT),
            "multiline": boolean,
            "min_length": integer(0, numbers.PLAIN_TEXT_INPUT),
            "max_length": integer(1, numbers.PLAIN_TEXT_INPUT),
        },
        _in_order("min_length", "max_length"),
        _initial_fits,
    ),
}
# datetimepicker has no place beside a section.
ACCESSORIES = {k: v for k, v in CHOOSERS.items() if k != "datetimepicker"}
