"""Blocks and views: which fields, which elements, on which surface."""

from __future__ import annotations

from typing import Any, Literal

from bot.slack.limits import numbers
from bot.slack.limits.checks import (
    BLOCK_ID,
    Check,
    Fields,
    Walk,
    anything,
    array,
    boolean,
    record,
    text_object,
    text_of,
    typed,
)
from bot.slack.limits.elements import (
    ACCESSORIES,
    BUTTONS,
    CHOOSERS,
    MULTI_SELECTS,
    SELECTS,
    TEXT_INPUTS,
    count_text,
    is_input,
    markdown_sum,
)

Surface = Literal["message", "modal", "home"]

# --- Blocks

_BLOCK: Fields = {"type": anything, "block_id": BLOCK_ID}


def _context_text(value: Any, at: str, walk: Walk) -> None:
    text_object(numbers.CONTEXT_TEXT, mrkdwn=True)(value, at, walk)


_EVERYWHERE: dict[str, Check] = {
    "section": record(
        {"text": text_object(numbers.SECTION_TEXT, mrkdwn=True)},
        {
            **_BLOCK,
            "accessory": typed({**BUTTONS, **SELECTS, **MULTI_SELECTS, **ACCESSORIES}),
        },
    ),
    "actions": record(
        {
            "elements": array(
                typed({**BUTTONS, **SELECTS, **CHOOSERS}),
                numbers.ACTIONS_ELEMENTS,
                1,
            )
        },
        _BLOCK,
    ),
    "context": record(
        {
            "elements": array(
                typed({"mrkdwn": _context_text, "plain_text": _context_text}),
                numbers.CONTEXT_ELEMENTS,
                1,
            )
        },
        _BLOCK,
    ),
    "divider": record({}, _BLOCK),
    "header": record({"text": text_object(numbers.HEADER_TEXT)}, {**_BLOCK, "level": anything}),
    "input": record(
        {
            "label": text_object(numbers.INPUT_LABEL),
            "element": typed({**TEXT_INPUTS, **SELECTS, **MULTI_SELECTS, **CHOOSERS}),
        },
        {
            **_BLOCK,
            "hint": text_object(numbers.INPUT_HINT),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        is_input,
    ),
    "rich_text": record(
        {
            "elements": array(
                typed(
                    dict.fromkeys(
                        (
                            "rich_text_section",
                            "rich_text_list",
                            "rich_text_quote",
                            "rich_text_preformatted",
                        ),
                        count_text,
                    )
                ),
                most=1000,
            )
        },
        _BLOCK,
    ),
}
_ONLY_MESSAGES: dict[str, Check] = {
    "markdown": record(
        {"text": text_of(numbers.MARKDOWN_TEXT, 1)},
        {"type": anything, "block_id": BLOCK_ID},
        markdown_sum,
    ),
}
BLOCKS: dict[Surface, Check] = {
    "message": array(typed({**_EVERYWHERE, **_ONLY_MESSAGES}), numbers.BLOCKS_IN_MESSAGE),
    "modal": array(typed(_EVERYWHERE), numbers.BLOCKS_IN_VIEW),
    "home": array(typed(_EVERYWHERE), numbers.BLOCKS_IN_VIEW),
}

# --- Views


def _submit_for_inputs(value: dict[str, Any], at: str, walk: Walk) -> None:
    if not value.get("submit"):
        for where in walk.inputs:
            walk.add(f"{where}/input", "must define `submit` to use an `input` block in modals")


_VIEW: Fields = {
    "type": anything,
    "private_metadata": text_of(numbers.PRIVATE_METADATA),
    "callback_id": text_of(numbers.ID),
}
VIEWS: dict[str, Check] = {
    "modal": record(
        {"title": text_object(numbers.VIEW_TITLE), "blocks": BLOCKS["modal"]},
        {
            **_VIEW,
            "submit": text_object(numbers.VIEW_TITLE),
            "close": text_object(numbers.VIEW_TITLE),
        },
        _submit_for_inputs,
    ),
    "home": record({"blocks": BLOCKS["home"]}, _VIEW),
}
