"""What is said in a workshop as rows of the outbox."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from bot.outbox.rows import UPLOAD
from bot.outbox.workshops import LANE, LOOK
from bot.slack import blocks
from bot.slack.blocks.sheets import sheet, sheets
from bot.store.transaction import Transaction
from bot.turns import statements as turns
from bot.turns.outgoing import Address, posting, row
from bot.workshops.picture import draw
from flows.content.texts import Texts
from flows.messages import Note
from flows.workshop.outcome import Message, Picture, Post, Redraw, Sheet, Tell, WorkshopOutcome
from flows.workshop.values import Workshop

log = logging.getLogger(__name__)
Row = dict[str, Any]

PICTURE = "vurderinger.png"


class Outgoing:
    """Makes the rows of one turn."""

    def __init__(
        self, tx: Transaction, shop: Workshop, actor: str, texts: Texts, now: datetime
    ) -> None:
        self._tx, self._shop, self._texts, self._now = tx, shop, texts, now
        # Of no journey: when the chef deletes theirs, the group's messages stay and are redrawn.
        self._to = Address(shop.team, actor, shop.channel, None, now)
        self._lane = f"{LANE}{shop.id}"

    def rows(self, messages: tuple[Message, ...]) -> Iterator[Row]:
        """The rows of what is said, in order."""
        for message in messages:
            yield from _ROWS[type(message)](self, message)

    def post(self, message: Post) -> Iterator[Row]:
        """In the channel, or in a thread; long ones in several messages."""
        for number, page in enumerate(sheets(message.sheet)):
            shows = message.shows if number == 0 else None
            payload = {
                **posting(page),
                "channel": self._shop.channel,
                "unfurl_links": False,
                "unfurl_media": False,
            }
            yield row(self._to, "chat.postMessage", payload, lane=self._lane, shows=shows,
                      target=message.thread)  # fmt: skip

    def redraw(self, message: Redraw) -> Iterator[Row]:
        """The newest look of a message, which alone is sent."""
        payload = posting(sheet(message.sheet))
        yield row(self._to, "chat.update", payload, lane=f"{message.shows}#",
                  refresh=message.shows, target=message.shows)  # fmt: skip

    def picture(self, message: Picture) -> Iterator[Row]:
        """In a lane of its own: it holds nothing up, and nothing is missing without it."""
        try:
            drawn = draw(message.counts)
        except (ImportError, OSError) as error:  # the text says the same
            log.error("the spread is not drawn: %s", type(error).__name__)
            return
        payload = {
            "channel": self._shop.channel,
            "filename": PICTURE,
            "base64": b64encode(drawn).decode(),
            "title": message.title,
            "alt": message.alt,
            "after": message.after,
        }
        yield row(self._to, UPLOAD, payload, lane=f"{message.after}#picture",
                  target=message.thread)  # fmt: skip

    def tell(self, message: Tell) -> Iterator[Row]:
        """To one person, in the order of their DM; long ones in several messages."""
        known = turns.CHANNEL.one_or_none(self._tx, at_team=self._shop.team, at_user=message.user)
        channel = known.channel if known is not None and known.channel else message.user
        lane = f"{self._shop.team}:{message.user}"
        for page in sheets(Sheet(message.note.lines, buttons=message.note.buttons)):
            payload = {
                **posting(page),
                "channel": channel,
                "unfurl_links": False,
                "unfurl_media": False,
            }
            yield row(self._to, "chat.postMessage", payload, lane=lane)

    def whisper(self, note: Note, response_url: str | None) -> Row:
        """Only to the one who acts, where they acted."""
        page = blocks.note(note, self._texts)
        lane = f"whisper:{self._shop.team}:{self._to.user}"
        if response_url is None:
            payload = {**posting(page), "channel": self._shop.channel, "user": self._to.user}
            return row(self._to, "chat.postEphemeral", payload, lane=lane)
        said = {"response_type": "ephemeral", "replace_original": False}
        body = {**posting(page), **said}
        return row(self._to, "response_url", {"url": response_url, "body": body}, lane=lane)

    def look(self, outcome: WorkshopOutcome, *, fresh: bool) -> Iterator[Row]:
        """Ask Slack who in the channel is a guest; of a late comer alone."""
        lane = f"{self._lane}{LOOK}"
        if fresh:
            payload = {"channel": self._shop.channel, "limit": 200}
            yield row(self._to, "conversations.members", payload, lane=lane)
            return
        known = {each.user for each in outcome.participants if not each.left}
        if self._to.user in known:
            yield row(self._to, "users.info", {"user": self._to.user}, lane=lane)


_ROWS: dict[type, Callable[..., Iterator[Row]]] = {
    Post: Outgoing.post,
    Redraw: Outgoing.redraw,
    Picture: Outgoing.picture,
    Tell: Outgoing.tell,
}
