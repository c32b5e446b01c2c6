"""Dialogs as modals: fields by kind, and what a dialog turns into when it was sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.slack.blocks.parts import Block, Element, actions, lines_mrkdwn, option, sections
from bot.slack.blocks.parts import plain_object as plain
from bot.slack.button_id import packed
from bot.slack.limits.numbers import PLAIN_TEXT_INPUT
from bot.slack.text import quoted
from flows.messages import Option
from flows.workshop.outcome import Dialog, Field, FieldKind, Notice

#: The callback id of all dialogs; which one it is stands in its metadata.
CALLBACK = "s1-dialog"
#: Before the id of a field's block, in its action id: those of a view must differ.
VALUE = "value:"
#: Fields longer than this are written in several lines.
ONE_LINE = 150
View = dict[str, Any]


def dialog(made: Dialog, close: str) -> View:
    """The view for ``views.open`` and ``views.update``."""
    blocks: list[Block] = sections(lines_mrkdwn(made.lines)) if made.lines else []
    if made.pick is not None and made.options:
        select: Element = {
            "type": "static_select",
            "action_id": packed(made.pick),
            "placeholder": plain(made.pick_label),
            "options": [option(each) for each in made.options],
        }
        blocks += actions([select], "pick")
    blocks += [_input(each) for each in made.fields]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": packed(made.form),
        "title": plain(made.title),
        "submit": plain(made.submit),
        "close": plain(close),
        "blocks": blocks,
    }


def notice(made: Notice, close: str) -> View:
    """What the dialog turns into: said, with people's own words given back."""
    blocks = sections(lines_mrkdwn(made.lines))
    for label, words in made.quotes:
        blocks += sections(f"*{label}*\n{quoted(words)}")
    return {"type": "modal", "title": plain(made.title), "close": plain(close), "blocks": blocks}


def _input(field: Field) -> Block:
    element = _ELEMENTS[field.kind](field)
    block: Block = {
        "type": "input",
        "block_id": field.id,
        "label": plain(field.label),
        "element": {**element, "action_id": f"{VALUE}{field.id}"},
        "optional": not field.needed,
    }
    if field.hint is not None:
        block["hint"] = plain(field.hint)
    return block


def _text(field: Field) -> Element:
    longest = min(field.longest or PLAIN_TEXT_INPUT, PLAIN_TEXT_INPUT)
    element: Element = {
        "type": "plain_text_input",
        "multiline": longest > ONE_LINE,
        "max_length": longest,
    }
    if field.chosen:
        element["initial_value"] = field.chosen[0][:longest]
    return element


def _options(field: Field) -> tuple[list[Element], list[Element]]:
    """All options, and those that are chosen beforehand."""
    made = [(each, option(each)) for each in field.options]
    return [built for _, built in made], [
        built for each, built in made if _value(each) in field.chosen
    ]


def _value(each: Option) -> str:
    return each.value


def _one(field: Field) -> Element:
    options, chosen = _options(field)
    element: Element = {"type": "radio_buttons", "options": options}
    return {**element, **({"initial_option": chosen[0]} if chosen else {})}


def _list(field: Field) -> Element:
    options, chosen = _options(field)
    element: Element = {"type": "static_select", "options": options}
    return {**element, **({"initial_option": chosen[0]} if chosen else {})}


def _several(field: Field) -> Element:
    options, chosen = _options(field)
    element: Element = {"type": "multi_static_select", "options": options}
    return {**element, **({"initial_options": chosen} if chosen else {})}


def _person(field: Field) -> Element:
    chosen = {"initial_user": field.chosen[0]} if field.chosen else {}
    return {"type": "users_select", **chosen}


def _people(field: Field) -> Element:
    chosen = {"initial_users": list(field.chosen)} if field.chosen else {}
    return {"type": "multi_users_select", **chosen}


def _channel(field: Field) -> Element:
    chosen = {"initial_conversation": field.chosen[0]} if field.chosen else {}
    return {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        **chosen,
    }


_ELEMENTS: dict[FieldKind, Callable[[Field], Element]] = {
    FieldKind.TEXT: _text,
    FieldKind.ONE: _one,
    FieldKind.LIST: _list,
    FieldKind.SEVERAL: _several,
    FieldKind.PERSON: _person,
    FieldKind.PEOPLE: _people,
    FieldKind.CHANNEL: _channel,
    FieldKind.DAY: lambda _: {"type": "datepicker"},
    FieldKind.MOMENT: lambda _: {"type": "datetimepicker"},
}
