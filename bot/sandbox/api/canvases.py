"""canvases.*: a canvas of Markdown of its own, and who may read it."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox import ids
from bot.sandbox.api.call import Call, Method, missing
from bot.sandbox.model import Canvas, Json
from bot.sandbox.strict import Refused

LONGEST = 1024 * 1024
MOST_CELLS = 300
LEVELS = ("read", "write", "owner")
#: What Slack's Markdown of canvases does not have: deeper headings, lists in a quotation.
_DEEP = re.compile(r"^#{4,6} ")
_LIST_IN_QUOTE = re.compile(r"^>\s*(?:[-*+]|\d+[.)]) ")


def create(call: Call) -> Json:
    """A canvas that nobody but the app can see yet."""
    title, content = call.text("title"), call.value("document_content")
    markdown = _markdown(content) if content is not None else ""
    canvas = Canvas(ids.new("F"), title, markdown)
    call.core.workspace.canvases[canvas.id] = canvas
    return {"canvas_id": canvas.id}


def _markdown(content: Any) -> str:
    if not isinstance(content, dict) or content.get("type") != "markdown":
        raise Refused("invalid_arguments", ["must be markdown [json-pointer:/document_content]"])
    markdown = content.get("markdown")
    if not isinstance(markdown, str) or len(markdown) > LONGEST:
        raise Refused("invalid_arguments", ["too long [json-pointer:/document_content/markdown]"])
    cells = 0
    for number, line in enumerate(markdown.splitlines(), 1):
        cells = cells + len(re.findall(r"(?<!\\)\|", line)) - 1 if line.startswith("|") else 0
        if cells > MOST_CELLS:
            raise _failed(number, "too many cells in a table")
        if _DEEP.match(line):
            raise _failed(number, "Unsupported heading depth")
        if _LIST_IN_QUOTE.match(line):
            raise _failed(number, "Unsupported block type (List) within block quote")
    return markdown


def _failed(line: int, why: str) -> Refused:
    return Refused("canvas_creation_failed", [f"'content' error: line {line}: {why}"])


def set_access(call: Call) -> Json:
    """Lets people, or those in channels, read or write it."""
    canvas = call.core.workspace.canvases.get(call.text("canvas_id", required=True))
    if canvas is None:
        raise Refused("canvas_not_found")
    if call.text("access_level", required=True) not in LEVELS:
        raise Refused("invalid_arguments", ["no such level [json-pointer:/access_level]"])
    users, channels = call.value("user_ids") or [], call.value("channel_ids") or []
    if bool(users) == bool(channels):
        raise missing("user_ids") if not users else Refused("invalid_arguments")
    workspace = call.core.workspace
    failed = [each for each in users if each not in workspace.people]
    if any(each not in workspace.channels for each in channels):
        raise Refused("channel_not_found")
    canvas.readers += [each for each in (*users, *channels) if each not in failed]
    return {"failed_to_update_user_ids": failed, "failed_to_update_channel_ids": []}


METHODS = {
    "canvases.access.set": Method(set_access, ("canvases:write",)),
    "canvases.create": Method(create, ("canvases:write",)),
}
