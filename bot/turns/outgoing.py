"""What the bot says as rows of the outbox: rendered, checked against Slack's limits, addressed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from bot.outbox.rows import (
    CANVAS,
    POST,
    REDRAW,
    RESPONSE_URL,
    UPDATE,
    UPLOAD,
    WHISPER,
    WIPE,
    Lane,
    LaneKind,
)
from bot.slack import blocks
from bot.slack.blocks import Rendered, sheet, sheets
from bot.slack.limits import message_violations, violations
from bot.slack.text import mrkdwn
from bot.turns.made import drawn, written
from flows import messages as dm
from flows.content.texts import Texts
from flows.fixed import fixed
from flows.messages import cut
from flows.parts.memo.ordering import MemoForm
from flows.workshop import outcome as workshop

log = logging.getLogger(__name__)
Row = dict[str, Any]

MEMBERS: Final = "conversations.members"
PROFILE: Final = "users.info"
#: As many members of a channel are asked for at a time.
MEMBERS_A_PAGE: Final = 200
#: So much of what says the same as a picture goes with the file.
LONGEST_ALT: Final = 990
#: How much of its text a message shows where Slack would refuse its blocks.
LONGEST_TEXT: Final = 4000


@fixed
class Address:
    """To whom a turn speaks. ``channel`` is the DM (the person where it is not known yet).

    ``journey`` is whose words are said, so that they can be deleted with it. ``workshop`` is the
    id of the one that speaks in ``channel``; empty in a DM. ``thread`` is the thread of the DM.
    """

    team: str
    user: str
    channel: str
    journey: str | None
    now: datetime
    workshop: str = ""
    thread: str | None = None

    def lane(self, kind: LaneKind) -> str:
        """The person's lane of a kind."""
        return str(Lane(kind, self.team, self.user))

    def lane_of(self, kind: LaneKind, part: str = "") -> str:
        """The workshop's lane of a kind."""
        return str(Lane(kind, of=self.workshop, part=part))

    @property
    def here(self) -> str:
        """Where it speaks: the workshop's lane, or the DM's."""
        return self.lane_of(LaneKind.WORKSHOP) if self.workshop else self.lane(LaneKind.TALK)


def outgoing(messages: tuple[Any, ...], to: Address, texts: Texts) -> Iterator[Row]:
    """The outbox rows of what is said, in order."""
    for message in messages:
        yield from _ROWS[type(message)](message, to, texts)


def row(to: Address, method: str, payload: Row, **more: Any) -> Row:
    """One row; ``more`` sets columns that most rows leave empty."""
    blank = {"journey": to.journey, "refresh": None, "shows": None, "target": None}
    base = {"team": to.team, "lane": to.here, "method": method, "payload": payload}
    return {**base, **blank, "due_at": to.now, "created_at": to.now, **more}


def posting(rendered: Rendered) -> Row:
    """The arguments of a message; where Slack would refuse its blocks, its text alone."""
    payload = {"text": rendered.text, "blocks": rendered.blocks}
    if not rendered.surely_fits and (found := message_violations(payload)):
        log.error("a message does not fit Slack and goes out as text: %s", found[0])
        return {"text": rendered.text[:LONGEST_TEXT]}
    return payload


def post(rendered: Rendered, to: Address, **more: Any) -> Row:
    """A message to where the address speaks."""
    payload = {
        **posting(rendered),
        "channel": to.channel,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if to.thread is not None:
        payload["thread_ts"] = to.thread
    return row(to, POST, payload, **more)


# Aside: only to the one who acts


def whispered(to: Address, rendered: Rendered, url: str | None = None) -> Row:
    """A message that only the person sees, in the channel or where they pressed a button."""
    lane = to.lane(LaneKind.WHISPER)
    if url is None:
        payload = {**posting(rendered), "channel": to.channel, "user": to.user}
        return row(to, WHISPER, payload, lane=lane)
    said = {"response_type": "ephemeral", "replace_original": False}
    return row(to, RESPONSE_URL, {"url": url, "body": {**posting(rendered), **said}}, lane=lane)


def replacing(to: Address, url: str, texts: Texts) -> Row:
    """Takes the buttons off an ephemeral message when one of them was pressed."""
    body = {"replace_original": True, "text": texts.command.moved_on}
    return row(to, RESPONSE_URL, {"url": url, "body": body}, lane=to.lane(LaneKind.TIDY))


# Asking Slack


def asking_zone(to: Address) -> Row:
    """Ask Slack where the person lives."""
    key = to.lane(LaneKind.ZONE)
    payload = {"user": to.user, "include_locale": True}
    return row(to, PROFILE, payload, lane=key, refresh=key, journey=None)


def asking_members(to: Address, cursor: str = "") -> Row:
    """Ask Slack who is in the workshop's channel, from ``cursor`` on."""
    lane = to.lane_of(LaneKind.MEMBERS)
    return row(
        to, MEMBERS, {"channel": to.channel, "limit": MEMBERS_A_PAGE, "cursor": cursor}, lane=lane
    )


def asking_guest(to: Address, user: str) -> Row:
    """Ask Slack whether somebody in the workshop's channel is a guest."""
    return row(to, PROFILE, {"user": user}, lane=to.lane_of(LaneKind.MEMBERS))


def wiping(to: Address, before: str, due: datetime) -> Row:
    """Delete the bot's own messages in the DM, those before ``before`` (a ts)."""
    payload = {"channel": to.channel, "before": before}
    lane = to.lane(LaneKind.WIPE)
    return row(to, WIPE, payload, lane=lane, journey=None, due_at=due)


# In the DM


def _listed(render: Callable[[Any], Rendered]) -> Callable[..., Iterator[Row]]:
    def made(message: Any, to: Address, _: Texts) -> Iterator[Row]:
        yield post(render(message), to)

    return made


def _note(message: dm.Note, to: Address, texts: Texts) -> Iterator[Row]:
    yield post(blocks.note(message, texts), to, shows=message.shows)
    if message.picture is not None:  # in a lane of its own, so that it holds up nothing
        payload = {**_drawn(message.picture, to), "after": message.shows, "thread_ts": to.thread}
        yield row(to, UPLOAD, payload, lane=to.lane(LaneKind.DRAWN), target=message.shows)


def _prompt(message: dm.Prompt, to: Address, texts: Texts) -> Iterator[Row]:
    yield post(blocks.prompt(message, texts), to, shows=message.shows)


def _overview(message: dm.Overview, to: Address, texts: Texts) -> Iterator[Row]:
    for page in blocks.overview(message, texts):
        yield post(page, to)


def _document(message: dm.Document, to: Address, _: Texts) -> Iterator[Row]:
    """One page is a message; more are a file, or messages where Slack takes no file."""
    pages = [post(page, to) for page in blocks.document(message)]
    if len(pages) == 1:
        yield pages[0]
        return
    instead = [page["payload"] for page in pages]
    lead = mrkdwn(message.lead)
    yield file(to, message.name, message.markdown, lead, instead)


def file(to: Address, name: str, content: str, comment: str, instead: list[Row]) -> Row:
    """A file in the DM; ``instead`` are the messages where Slack takes no file."""
    payload = {
        "channel": to.channel,
        "filename": name,
        "content": content,
        "comment": comment,
        "thread_ts": to.thread,
        "instead": instead,
    }
    return row(to, UPLOAD, payload)


def _paper(message: dm.Paper, to: Address, texts: Texts) -> Iterator[Row]:
    """A file, or a canvas, made when it is sent; messages where Slack takes none."""
    instead = [post(blocks.note(note, texts), to)["payload"] for note in message.instead]
    made = written(message.document, message.form, message.proof)
    lead = mrkdwn(message.lead)
    if message.form == MemoForm.CANVAS:
        canvas = {"title": message.name, "user": to.user, "said": lead, "made": made}
        place = {"channel": to.channel, "thread_ts": to.thread}
        yield row(to, CANVAS, {**canvas, **place, "instead": instead})
        return
    whole = file(to, message.name, "", lead, instead)
    del whole["payload"]["content"]
    whole["payload"]["made"] = made
    yield whole


def _settled(message: dm.Settled, to: Address, texts: Texts) -> Iterator[Row]:
    payload = posting(blocks.settled(message, texts))
    yield row(to, UPDATE, payload, lane=to.lane(LaneKind.TIDY), target=message.target)


def _home(message: dm.Home, to: Address, _: Texts) -> Iterator[Row]:
    for error in message.trouble:
        log.error("a part of App Home could not be drawn", exc_info=error)
    view = blocks.home(message)
    if found := violations(view, "home"):
        log.error("App Home does not fit Slack and is not drawn: %s", found[0])
        return
    key = to.lane(LaneKind.HOME)
    yield row(to, REDRAW, {"user_id": to.user, "view": view}, lane=key, refresh=key)


def _drawn(picture: dm.Picture, to: Address) -> Row:
    """A file that is drawn when it is sent."""
    return {
        "channel": to.channel,
        "filename": picture.name,
        "made": drawn(picture.drawing),
        "title": picture.title,
        "alt": cut(picture.alt, LONGEST_ALT),
    }


# In a workshop


def _post(message: workshop.Post, to: Address, _: Texts) -> Iterator[Row]:
    """In the channel, or in a thread; long ones in several messages."""
    for number, page in enumerate(sheets(message.sheet)):
        shows = message.shows if number == 0 else None
        yield post(page, to, shows=shows, target=message.thread)


def _redraw(message: workshop.Redraw, to: Address, _: Texts) -> Iterator[Row]:
    """The newest look of a message, which alone is sent."""
    payload, lane = posting(sheet(message.sheet)), to.lane_of(LaneKind.CARD, message.shows)
    yield row(to, UPDATE, payload, lane=lane, refresh=message.shows, target=message.shows)


def _picture(message: workshop.Picture, to: Address, _: Texts) -> Iterator[Row]:
    """In a lane of its own: it holds nothing up, and nothing is missing without it."""
    payload = {**_drawn(message.picture, to), "after": message.after}
    lane = to.lane_of(LaneKind.PICTURE, message.after)
    yield row(to, UPLOAD, payload, lane=lane, target=message.thread)


def told(message: workshop.Tell, to: Address, channel: str | None) -> Iterator[Row]:
    """A workshop's word to one person, in the order of their DM; long ones in several messages."""
    there = Address(to.team, message.user, channel or message.user, to.journey, to.now)
    for page in sheets(workshop.Sheet(message.note.lines, buttons=message.note.buttons)):
        yield post(page, there)


_ROWS: Mapping[type, Callable[..., Iterator[Row]]] = {
    dm.Note: _note,
    dm.Reminder: _listed(blocks.reminder),
    dm.Listing: _listed(blocks.listing),
    dm.Document: _document,
    dm.Paper: _paper,
    dm.Prompt: _prompt,
    dm.Overview: _overview,
    dm.Settled: _settled,
    dm.Home: _home,
    workshop.Post: _post,
    workshop.Redraw: _redraw,
    workshop.Picture: _picture,
}
