"""What a message says, wherever Slack puts its words: typed, pasted, forwarded, in a file, spoken.

Nothing here trusts a payload's shape: what is not as it should be holds no words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.slack.text import encoded
from flows.inputs import Brought

Payload = dict[str, Any]
#: How a forwarded message is marked; a link's preview is marked by none of these.
FORWARDED: Final = ("is_share", "is_msg_unfurl")
#: What Slack calls clips that are recorded in it.
CLIPS: Final = ("slack_audio", "slack_video")
BETWEEN_CELLS: Final = " | "
TABLES: Final = ("table", "data_table")
#: Deeper than any message goes; a payload that goes deeper is made to harm.
DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class Content:
    """The person's own words, and what came with them or instead of them.

    ``carried`` is the text of that, where Slack gives one; ``cut``: Slack gives only the beginning.
    Both are in Slack's own form, with names in angle brackets.
    """

    text: str
    beside: Brought | None = None
    carried: str = ""
    cut: bool = False

    @property
    def all(self) -> str:
        """All words, one below the other."""
        return "\n\n".join(filter(None, (self.text.strip(), self.carried)))


def read(message: Payload) -> Content:
    """What is said in a message, of an event or a payload. Never raises."""
    text = _text(message.get("text"))
    for find in (_forwarded, _of_files):
        found = find(message)
        if found is not None:
            own = text if text.strip() else _of_blocks(message)
            return Content(own, found.beside, found.carried, found.cut)
    everywhere = (message, *_attached(message))
    if text.strip():
        tables = "\n\n".join(filter(None, map(_tables, everywhere)))
        return Content(text, Brought.PASTED, tables) if tables else Content(text)
    pasted = "\n\n".join(filter(None, map(_of_blocks, everywhere)))
    return Content(pasted, Brought.PASTED) if pasted else Content(text)


# Forwarded


def _forwarded(message: Payload) -> Content | None:
    if not message.get("attachments"):
        return None
    shared = [each for each in _attached(message) if any(each.get(mark) for mark in FORWARDED)]
    if not shared or (not any(each.get("is_share") for each in shared) and _own(message)):
        return None  # a link to a message, with its preview, is no message that was forwarded
    parts, cut = [], False
    for each in shared:
        inner = _of_files(each)
        told = _told(each) or (inner.carried if inner else "")
        cut = cut or bool(inner and inner.cut and not _told(each))
        parts.append(told)
    return Content("", Brought.FORWARDED, "\n\n".join(filter(None, parts)), cut)


def _own(message: Payload) -> str:
    return _text(message.get("text")).strip()


def _told(shared: Payload) -> str:
    """The words of a message that was forwarded."""
    if text := _text(shared.get("text")).strip():
        return text
    inner = [each.get("message") for each in _dicts(shared.get("message_blocks"))]
    found = [_of_blocks(each) for each in (*inner, shared) if isinstance(each, dict)]
    return "\n\n".join(filter(None, found))


def _attached(message: Payload) -> list[Payload]:
    return _dicts(message.get("attachments"))


# Files


def _of_files(message: Payload) -> Content | None:
    files = _dicts(message.get("files"))
    if not files:
        return None
    beside = Brought.VOICE if any(map(_is_clip, files)) else Brought.FILE
    told = [_transcript(each) if _is_clip(each) else _preview(each) for each in files]
    carried = "\n\n".join(text for text, _ in told if text)
    return Content("", beside, carried, any(cut for text, cut in told if text))


def _is_clip(file: Payload) -> bool:
    return file.get("subtype") in CLIPS or isinstance(file.get("transcription"), dict)


def _transcript(file: Payload) -> tuple[str, bool]:
    """What Slack has written down of a clip, and whether that is only the beginning."""
    found = file.get("transcription")
    if not isinstance(found, dict) or found.get("status") != "complete":
        return "", False
    preview = found.get("preview")
    if not isinstance(preview, dict):
        return "", False
    return _clean(preview.get("content")), bool(preview.get("has_more"))


def _preview(file: Payload) -> tuple[str, bool]:
    """The text of a snippet, a text file or a mail, and whether that is only the beginning."""
    if text := _clean(file.get("plain_text")):
        return text, False
    if file.get("mode") not in ("snippet", "email", "post"):
        return "", False
    cut = bool(file.get("preview_is_truncated") or file.get("lines_more"))
    for name in ("preview_plain_text", "preview"):
        if text := _clean(file.get(name)):
            return text, cut
    return "", False


def _clean(text: Any) -> str:
    """Text that Slack gives as it is."""
    return encoded(_text(text)).strip()


# Blocks


def _of_blocks(message: Payload) -> str:
    return _blocks(message.get("blocks"), 0).strip()


def _tables(message: Payload) -> str:
    """The tables of a message: what stands in ``text`` says nothing of them."""
    found = [each for each in _dicts(message.get("blocks")) if each.get("type") in TABLES]
    return _blocks(found, 0).strip()


def _blocks(blocks: Any, depth: int) -> str:
    return "\n".join(filter(None, (_block(each, depth) for each in _dicts(blocks))))


def _block(block: Payload, depth: int) -> str:
    """A block's words."""
    if depth > DEEPEST:
        return ""
    kind = _text(block.get("type"))
    if kind in _BLOCKS:
        return _BLOCKS[kind](block, depth + 1)
    found = [_object(block.get("text")), *map(_object, _dicts(block.get("fields")))]
    found += [_blocks(block.get(name), depth + 1) for name in ("blocks", "child_blocks")]
    return "\n".join(filter(None, found))


def _object(text: Any) -> str:
    """A text object, or text."""
    if isinstance(text, dict):
        inner = _text(text.get("text"))
        return encoded(inner) if text.get("type") == "plain_text" else inner
    return _text(text)


def _rich(block: Payload, depth: int) -> str:
    return "\n".join(filter(None, (_rich_part(each, depth) for each in _elements(block))))


def _rich_part(part: Payload, depth: int) -> str:
    if depth > DEEPEST:
        return ""
    if part.get("type") == "rich_text_list":
        indent = part.get("indent")
        pad = "  " * (indent if isinstance(indent, int) and 0 <= indent < DEEPEST else 0)
        first = part.get("offset")
        first = first + 1 if isinstance(first, int) else 1
        lines = enumerate((_rich_part(each, depth + 1) for each in _elements(part)), first)
        ordered = part.get("style") == "ordered"
        return "\n".join(f"{pad}{f'{n}.' if ordered else '•'} {line}" for n, line in lines)
    return "".join(_INLINE.get(_text(each.get("type")), _said)(each) for each in _elements(part))


def _table(block: Payload, depth: int) -> str:
    rows = block.get("rows")
    lines = [
        BETWEEN_CELLS.join(_cell(cell, depth) for cell in _dicts(row))
        for row in (rows if isinstance(rows, list) else [])
    ]
    return "\n".join(line for line in lines if line.replace(BETWEEN_CELLS.strip(), "").strip())


def _cell(cell: Payload, depth: int) -> str:
    text = (
        _rich(cell, depth) if cell.get("type") == "rich_text" else encoded(_text(cell.get("text")))
    )
    return " ".join(text.split())


def _context(block: Payload, depth: int) -> str:
    return " ".join(filter(None, map(_object, _elements(block))))


_BLOCKS: Final[dict[str, Callable[[Payload, int], str]]] = {
    "rich_text": _rich,
    **dict.fromkeys(TABLES, _table),
    "context": _context,
    "actions": lambda _, __: "",
    "image": lambda _, __: "",
    "video": lambda _, __: "",
    "file": lambda _, __: "",
}


def _said(element: Payload) -> str:
    return encoded(_text(element.get("text")))


def _link(element: Payload) -> str:
    url, shown = _text(element.get("url")), _text(element.get("text"))
    return f"<{encoded(url)}|{encoded(shown)}>" if shown else f"<{encoded(url)}>"


def _date(element: Payload) -> str:
    return encoded(_text(element.get("fallback")))


_INLINE: Final[dict[str, Callable[[Payload], str]]] = {
    "user": lambda each: f"<@{_text(each.get('user_id'))}>",
    "channel": lambda each: f"<#{_text(each.get('channel_id'))}>",
    "usergroup": lambda each: f"<!subteam^{_text(each.get('usergroup_id'))}>",
    "broadcast": lambda each: f"<!{_text(each.get('range'))}>",
    "emoji": lambda each: f":{_text(each.get('name'))}:",
    "link": _link,
    "date": _date,
}


def _elements(block: Payload) -> list[Payload]:
    return _dicts(block.get("elements"))


def _dicts(value: Any) -> list[Payload]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
