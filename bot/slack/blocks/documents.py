"""A document to be copied: literal text, in which nothing is formatted, linked or mentioned."""

from __future__ import annotations

from collections.abc import Iterator

from bot.slack.blocks.parts import Block, Rendered, sections, split
from bot.slack.text import escape, mrkdwn, plain, shorten
from flows.messages import Document

#: So much of a document stands in one message, so that its text is no longer than Slack recommends.
PAGE = 3_500
TEXT = 4_000


def document(made: Document) -> Iterator[Rendered]:
    """The document in as many messages as it takes; what it is stands before the first."""
    for number, page in enumerate(split(made.markdown, PAGE)):
        lead = sections(mrkdwn(made.lead)) if number == 0 else []
        text = f"{plain(made.lead)}\n{escape(page)}" if number == 0 else escape(page)
        yield Rendered([*lead, _literal(page)], shorten(text, TEXT))


def _literal(text: str) -> Block:
    element = {"type": "text", "text": text}
    block = {"type": "rich_text_preformatted", "elements": [element]}
    return {"type": "rich_text", "elements": [block]}
