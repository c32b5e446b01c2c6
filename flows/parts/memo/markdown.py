"""A memo as Markdown. People's words are escaped: they are text, whatever is in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.messages import BULLET, Channel, Mention, Say, Slot, Words
from flows.parts.memo.values import Part

#: What would format, link or call; and at the beginning of a line, make a list or a heading.
_ACTING = re.compile(r"([\\`*_\[\]<>|])")
_AT_FIRST = re.compile(r"^(\s*)([#+=~-]|\d+(?=[.)]))", re.MULTILINE)


def markdown(title: str, parts: Sequence[Part]) -> str:
    """The document. ``title`` is a person's words."""
    blocks = [f"# {escaped(title)}"]
    for part in parts:
        blocks.append(f"## {part.title}")
        blocks.append(_lines(part.lines))
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """A person's words as Markdown that shows them as they are."""
    return _AT_FIRST.sub(r"\1\\\2", _ACTING.sub(r"\\\1", text))


def _lines(lines: Sequence[Say]) -> str:
    """Bullets follow one another; other lines are paragraphs."""
    text = ""
    for line in lines:
        said = _line(line)
        close = said.startswith("- ") and text.rsplit("\n", 1)[-1].startswith("- ")
        text += ("\n" if close else "\n\n") + said if text else said
    return text


def _line(line: Say) -> str:
    template = line.filled(_slot, _strong)
    if template.startswith(BULLET):
        template = f"- {template.removeprefix(BULLET)}"
    if line.quote is None:
        return template
    quote = "\n".join(f"> {each}".rstrip() for each in _slot(line.quote).split("\n"))
    return f"{template}\n\n{quote}"


def _slot(value: Slot | Say) -> str:
    if isinstance(value, Say):
        return _line(value)
    if isinstance(value, Words):
        return escaped(value.text)
    if isinstance(value, Mention):
        return f"@{value.user}"
    return f"#{value.id}" if isinstance(value, Channel) else _strong(value)


def _strong(text: str) -> str:
    """Slack's bold as Markdown's."""
    return re.sub(r"(?<![\w*])\*(?=\S)(.+?)\*(?![\w*])", r"**\1**", text)
