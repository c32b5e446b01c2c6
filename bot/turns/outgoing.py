"""What the bot says as rows of the outbox: rendered, checked against Slack's limits, addressed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.outbox.rows import UPLOAD
from bot.slack import blocks
from bot.slack.blocks import Rendered
from bot.slack.limits import message_violations, violations
from bot.slack.text import mrkdwn
from bot.turns.statements import LANES
from flows.content.texts import Texts
from flows.messages import (
    Document,
    Home,
    Listing,
    Message,
    Note,
    Overview,
    Prompt,
    Reminder,
    Settled,
)

log = logging.getLogger(__name__)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a turn answers. ``channel`` is the DM, or the person where it is not known yet."""

    team: str
    user: str
    channel: str
    journey: str | None
    now: datetime

    @property
    def lane(self) -> str:
        """Rows of one lane are sent in their order."""
        return f"{self.team}:{self.user}"


def rows(messages: tuple[Message, ...], to: Address, texts: Texts) -> Iterator[Row]:
    """The outbox rows of a turn's messages, in order."""
    for message in messages:
        yield from _ROWS[type(message)](message, to, texts)


def row(to: Address, method: str, payload: Row, **more: Any) -> Row:
    """One row; ``more`` sets columns that most rows leave empty."""
    blank = {"journey": to.journey, "refresh": None, "shows": None, "target": None}
    base = {"team": to.team, "lane": to.lane, "method": method, "payload": payload}
    return {**base, **blank, "due_at": to.now, "created_at": to.now, **more}


def posting(rendered: Rendered) -> Row:
    """The arguments of a message; where Slack would refuse its blocks, its text alone."""
    payload = {"text": rendered.text, "blocks": rendered.blocks}
    if found := message_violations(payload):
        log.error("a message does not fit Slack and goes out as text: %s", found[0])
        payload.pop("blocks")
        payload["text"] = rendered.text[:4000]
    return payload


def whispered(to: Address, channel: str, rendered: Rendered) -> Row:
    """A message in a channel that only the person sees."""
    payload = {**posting(rendered), "channel": channel, "user": to.user}
    return row(to, "chat.postEphemeral", payload)


def replacing(to: Address, url: str, texts: Texts) -> Row:
    """Takes the buttons off an ephemeral message when one of them was pressed."""
    body = {"replace_original": True, "text": texts.command.moved_on}
    lane = LANES["tidy"].format(to.lane)
    return row(to, "response_url", {"url": url, "body": body}, lane=lane)


def _post(rendered: Rendered, to: Address, thread: str | None = None, **more: Any) -> Row:
    payload = {
        **posting(rendered),
        "channel": to.channel,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if thread is not None:
        payload["thread_ts"] = thread
    return row(to, "chat.postMessage", payload, **more)


def _note(message: Note, to: Address, texts: Texts) -> Iterator[Row]:
    yield _post(blocks.note(message, texts), to, message.thread, shows=message.shows)


def _reminder(message: Reminder, to: Address, _: Texts) -> Iterator[Row]:
    yield _post(blocks.reminder(message), to)


def _listing(message: Listing, to: Address, _: Texts) -> Iterator[Row]:
    yield _post(blocks.listing(message), to)


def _document(message: Document, to: Address, _: Texts) -> Iterator[Row]:
    """One page is a message; more are a file, or messages where Slack takes no file."""
    pages = [_post(page, to) for page in blocks.document(message)]
    if len(pages) == 1:
        yield pages[0]
        return
    payload = {
        "channel": to.channel,
        "filename": message.name,
        "content": message.markdown,
        "comment": mrkdwn(message.lead),
        "instead": [page["payload"] for page in pages],
    }
    yield row(to, UPLOAD, payload)


def _prompt(message: Prompt, to: Address, texts: Texts) -> Iterator[Row]:
    yield _post(blocks.prompt(message, texts), to, shows=message.shows)


def _overview(message: Overview, to: Address, texts: Texts) -> Iterator[Row]:
    for page in blocks.overview(message, texts):
        yield _post(page, to)


def _settled(message: Settled, to: Address, texts: Texts) -> Iterator[Row]:
    """Tidying goes in a lane of its own, so that it never holds up a question."""
    payload = posting(blocks.settled(message, texts))
    lane = LANES["tidy"].format(to.lane)
    yield row(to, "chat.update", payload, lane=lane, target=message.target)


def _home(message: Home, to: Address, _: Texts) -> Iterator[Row]:
    for error in message.trouble:
        log.error("a part of App Home could not be drawn", exc_info=error)
    view = blocks.home(message)
    if found := violations(view, "home"):
        log.error("App Home does not fit Slack and is not drawn: %s", found[0])
        return
    key = LANES["home"].format(to.lane)
    payload = {"user_id": to.user, "view": view}
    yield row(to, "views.publish", payload, lane=key, refresh=key)


_ROWS: dict[type, Callable[..., Iterator[Row]]] = {
    Note: _note,
    Reminder: _reminder,
    Listing: _listing,
    Document: _document,
    Prompt: _prompt,
    Overview: _overview,
    Settled: _settled,
    Home: _home,
}
