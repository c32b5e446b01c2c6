"""Whether everything that one can look up fits Slack, each as one message."""

from __future__ import annotations

from bot.slack import blocks
from bot.slack.limits import message_violations
from flows.content.items import items, problem
from flows.content.library import Library
from flows.content.reading import Problem
from flows.messages import Note
from flows.pieces import is_readable, read_aloud


def problems(library: Library) -> list[Problem]:
    """What Slack would refuse, said of the piece itself."""
    found = []
    for item in items(library):
        if is_readable(item):
            page = blocks.note(Note(read_aloud(library, item)), library.texts)
            refused = message_violations({"text": page.text, "blocks": page.blocks})
            found += [problem(library, item, str(each)) for each in refused]
    return found
