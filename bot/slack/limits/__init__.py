"""What Slack refuses in messages and views, as one table.

`violations` checks blocks or a whole view, `message_violations` what `chat.postMessage` and
`chat.update` take. Each returns a list that is empty when Slack would accept the payload. The bot
asks before anything is sent; the sandbox answers with the same list, worded as Slack words it.

Everything here is pure and quick: about 30 microseconds for a message of six blocks.
Lengths are counted in characters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.slack.limits import numbers
from bot.slack.limits.blocks import BLOCKS, VIEWS
from bot.slack.limits.blocks import Surface as Surface
from bot.slack.limits.checks import Violation as Violation
from bot.slack.limits.checks import Walk
from bot.slack.limits.numbers import *  # noqa: F403


def violations(
    content: list[dict[str, Any]] | dict[str, Any],
    surface: Surface | None = None,
    *,
    warnings: bool = False,
) -> list[Violation]:
    """What Slack would refuse in a list of blocks, or in a whole view (a dict).

    Blocks are for a message and a view is what it says it is, unless `surface` is given. Pointers
    start at `/blocks` for blocks and at `/view` for a view. With `warnings` also what Slack may
    refuse.
    """
    if isinstance(content, dict):
        kind: Surface = "home" if content.get("type") == "home" else "modal"
        found = _view_violations(content, surface or kind)
    else:
        walk = Walk("invalid_blocks")
        BLOCKS[surface or "message"](content, "/blocks", walk)
        found = walk.found
    return found if warnings else [one for one in found if one.certain]


def _view_violations(view: dict[str, Any], surface: Surface) -> list[Violation]:
    walk = Walk("invalid_arguments")
    kind = view.get("type")
    if kind is None:
        walk.add("/view", "missing required field: type")
    elif kind != surface:
        walk.add("/view/type", f"unsupported type: {kind}")
    VIEWS[surface](view, "/view", walk)
    if len(json.dumps(view, ensure_ascii=False).encode()) > numbers.VIEW_BYTES:
        walk.add("/view", "is larger than 250 kB", numbers.VIEW_BYTES, "view_too_large")
    return walk.found


def message_violations(payload: Mapping[str, Any], *, warnings: bool = False) -> list[Violation]:
    """What Slack would refuse in the arguments of `chat.postMessage` or `chat.update`.

    `payload` holds `text`, `blocks`, `attachments`, `metadata` as Python values. Slack answers
    with the `code` of the first entry.
    """
    walk = Walk("invalid_blocks")
    text, blocks = payload.get("text") or "", payload.get("blocks") or []
    BLOCKS["message"](blocks, "/blocks", walk)
    _attachments(payload.get("attachments") or [], walk)
    if walk.chars > numbers.MESSAGE_BLOCK_TEXT:
        walk.add(
            "/blocks",
            "all text together is too long",
            numbers.MESSAGE_BLOCK_TEXT,
            "msg_blocks_too_long",
        )
    elif walk.chars > numbers.MESSAGE_BLOCK_TEXT_SAFE:
        walk.doubt("/blocks", "all text together may be too long", numbers.MESSAGE_BLOCK_TEXT_SAFE)
    _metadata(payload.get("metadata"), walk)
    _message_text(text, blocks, payload, walk)
    return walk.found if warnings else [one for one in walk.found if one.certain]


def _attachments(attachments: Any, walk: Walk) -> None:
    if type(attachments) is not list:
        walk.add("/attachments", "must provide an array", None, "invalid_attachments")
        return
    if len(attachments) > numbers.ATTACHMENTS:
        walk.add("/attachments", "too many", numbers.ATTACHMENTS, "too_many_attachments")
    for number, attachment in enumerate(attachments):
        if type(attachment) is dict and "blocks" in attachment:
            BLOCKS["message"](attachment["blocks"], f"/attachments/{number}/blocks", walk)


def _metadata(metadata: Any, walk: Walk) -> None:
    if not metadata:
        return
    whole = type(metadata) is dict and type(metadata.get("event_type")) is str
    if not whole or type(metadata.get("event_payload")) is not dict:
        walk.add(
            "/metadata", "needs `event_type` and `event_payload`", None, "invalid_metadata_format"
        )


def _message_text(text: Any, blocks: Iterable[Any], payload: Mapping[str, Any], walk: Walk) -> None:
    if type(text) is not str:
        walk.add("/text", "must provide a string", None, "invalid_arguments")
        return
    if not text and not blocks and not payload.get("attachments"):
        walk.add("/text", "no text, blocks or attachments", None, "no_text")
    elif not text.strip() and blocks:
        walk.doubt("/text", "missing: screen readers and notifications read only `text`")
    if len(text) > numbers.MESSAGE_TEXT:
        walk.doubt("/text", f"is cut after {numbers.MESSAGE_TEXT} characters", numbers.MESSAGE_TEXT)
    elif len(text) > numbers.MESSAGE_TEXT_RECOMMENDED:
        walk.doubt(
            "/text",
            f"is longer than the recommended {numbers.MESSAGE_TEXT_RECOMMENDED} characters",
            numbers.MESSAGE_TEXT_RECOMMENDED,
        )
