"""One row to Slack: at its pace, not twice, and with whatever happens as an outcome."""

from __future__ import annotations

import asyncio
import logging
from base64 import b64decode, b64encode
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StoreError, whereabouts
from bot.outbox.calls import CALLED, SECONDS, Reply, call, respond, upload
from bot.outbox.clients import Clients, Closed
from bot.outbox.pace import Pace
from bot.outbox.places import hold, take
from bot.outbox.rows import (
    ACCESS,
    CANVAS,
    POST,
    RESPONSE_URL,
    UPLOAD,
    WIPE,
    Lane,
    LaneKind,
    Later,
    Make,
    Outcome,
    Refused,
    Row,
    Sent,
    Unsendable,
)
from bot.outbox.verdict import Fate, Judge, Refusal, again, fate, postponed
from bot.outbox.wiping import wipe
from bot.store.database import Store
from bot.store.pulse import Pulse

log = logging.getLogger(__name__)

PATIENCE: Final = 5.0  # seconds that a claimed row waits here; longer waits are in the database
STORE_PAUSE: Final = timedelta(seconds=1)  # where the database does not say how fast, or by whom
CALL_TAKES: Final = timedelta(seconds=SECONDS + 2)
EVENT_TYPE: Final = "samskab_outbox"
MADE_AT_ONCE: Final = 2  # files: each takes a processor for a while
CLOCKS_DIFFER: Final = timedelta(seconds=60)


class Sender:
    """Sends rows, many at a time."""

    def __init__(
        self,
        clients: Clients,
        store: Store,
        pace: Pace,
        pulse: Pulse,
        concurrency: int,
        make: Make | None = None,
    ) -> None:
        self._clients = clients
        self._store = store
        self._pace = pace
        self._pulse = pulse
        self._clock = pulse.now
        self._places = asyncio.Semaphore(concurrency)
        self._make = make
        self._makers = asyncio.Semaphore(MADE_AT_ONCE)
        self._judge = Judge(pace)
        self._closing = asyncio.Event()
        self.resting = 0  # rows that wait for their channel's next second, and for nothing else

    def close(self) -> None:
        """Begin no more calls: rows that wait for one come back at once."""
        self._closing.set()

    async def send(self, row: Row, leased_until: datetime) -> Outcome:
        """Send a claimed row. Never raises for what Slack or the network does."""
        try:
            return await self._in_its_turn(row, leased_until)
        except StoreError as error:  # before anything was sent
            return Later(row, self._clock() + STORE_PAUSE, str(error))

    async def _in_its_turn(self, row: Row, leased_until: datetime) -> Outcome:
        wait = await self._book(row)
        if wait > PATIENCE:
            return postponed(row, self._clock(), wait)
        if wait > 0:
            await self._rest(wait)
        if "made" in row.arguments:
            try:
                row = await self._made(row)
            except Exception as error:  # noqa: BLE001 - whoever waits for it is told
                log.error("outbox %d: a file is not made: %s", row.id, whereabouts(error))
                return Refused(row, Refusal.NOT_MADE)
        async with self._places:
            now = self._clock()
            if self._closing.is_set() or now > leased_until - CALL_TAKES or not self._pulse.fresh:
                return Later(row, now)
            if paused := self._pace.paused(row):
                return postponed(row, self._clock(), paused)
            client = await self._clients.of(row.team)
            if isinstance(client, Closed):
                return self._judge.closed(row, client, self._clock())
            if row.tried_at is not None and row.method == POST:
                return await self._send_again(client, row, row.tried_at)
            return await self._send(client, row)

    async def _made(self, row: Row) -> Row:
        """With the file that it describes: what takes a while is done out of everybody's way."""
        if self._make is None:
            raise Unsendable("nothing here makes files")
        payload = dict(row.payload)
        async with self._makers:
            content = await asyncio.to_thread(self._make, payload.pop("made"))
        return row._replace(payload={**payload, "base64": b64encode(content).decode()})

    async def _book(self, row: Row) -> float:
        """Seconds until the row may be sent, by Slack's pace; its place is taken."""
        if self._pulse.alone:
            return self._pace.book(row, PATIENCE)
        places, now = self._pace.places(row), self._clock()
        wait = await self._store.run(lambda tx: take(tx, row, places, now, PATIENCE))
        return max(wait, self._pace.paused(row))

    async def _tell_others(self) -> None:
        """What Slack has asked this process to wait with, it asks of all."""
        pauses, self._pace.untold = self._pace.untold, []
        if pauses and self._store.dialect.name != "sqlite":
            now = self._clock()
            with suppress(StoreError):  # they will hear it from Slack
                await self._store.run(lambda tx: hold(tx, pauses, now))

    async def _rest(self, seconds: float) -> None:
        self.resting += 1
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            pass
        finally:
            self.resting -= 1

    async def _send(self, client: AsyncWebClient, row: Row) -> Outcome:
        """Send it. Where a stored DM is not there any more, the person is written to by name."""
        if not isinstance(row.payload, dict):
            raise Unsendable("the payload is no object")
        reply = await METHODS.get(row.method, _call)(client, row)
        if reply.error == Refusal.CHANNEL_NOT_FOUND and (person := _moved(row)):
            log.warning("outbox %d: the DM is gone and looked up anew", row.id)
            to = row._replace(payload={**row.payload, "channel": person})
            reply = await _post(client, to)
        outcome = self._judge.verdict(row, reply, self._clock())
        if self._pace.untold:
            await self._tell_others()
        return outcome

    async def _send_again(self, client: AsyncWebClient, row: Row, since: datetime) -> Outcome:
        """Send what may be there already, unless it is."""
        method, arguments = history_of(row, since)
        reply = await call(client, method, arguments)
        found = fate(row, reply)
        if found is Fate.SENT and (ts := is_there(row, EVENT_TYPE, reply)):
            log.info("outbox %d: was sent already", row.id)
            return Sent(row, {"channel": row.channel, "ts": ts})
        if found in (Fate.TOO_FAST, Fate.SLACK_IN_TROUBLE, Fate.WORKSPACE_CLOSED):
            error = f"{method}: {reply.why}"
            return again(row, self._clock(), error, unsure=True)
        return await self._send(client, row)


def _moved(row: Row) -> str | None:
    """The person whose DM the row goes to, where it names it by the id that was stored."""
    lane = Lane.parse(row.lane)
    talks = row.method == POST and row.channel.startswith("D") and lane.what is LaneKind.TALK
    return lane.of if talks and lane.of.startswith(("U", "W")) else None


async def _call(client: AsyncWebClient, row: Row) -> Reply:
    try:
        return await call(client, row.method, row.payload)
    except LookupError as error:
        raise Unsendable(str(error)) from error


async def _post(client: AsyncWebClient, row: Row) -> Reply:
    mark: dict[str, Any] = {"event_type": EVENT_TYPE, "event_payload": {"id": str(row.id)}}
    payload = {name: value for name, value in row.payload.items() if name != "instead"}
    return await call(client, row.method, {"metadata": mark, **payload})


async def _create_canvas(client: AsyncWebClient, row: Row) -> Reply:
    """A canvas of Markdown that was made for it; nobody but the bot can read it yet."""
    markdown = b64decode(row.payload["base64"]).decode()
    content = {"type": "markdown", "markdown": markdown}
    made = {"title": row.payload.get("title", ""), "document_content": content}
    return await call(client, CANVAS, made)


async def _let_read(client: AsyncWebClient, row: Row) -> Reply:
    who = {"access_level": "read", "user_ids": [row.payload.get("user")]}
    return await call(client, ACCESS, {"canvas_id": row.payload.get("canvas"), **who})


async def _respond(client: AsyncWebClient, row: Row) -> Reply:
    return await respond(client, str(row.payload.get("url", "")), row.payload.get("body", {}))


async def _upload(client: AsyncWebClient, row: Row) -> Reply:
    return await upload(client, row.channel, row.payload)


METHODS = {
    POST: _post,
    RESPONSE_URL: _respond,
    UPLOAD: _upload,
    CANVAS: _create_canvas,
    ACCESS: _let_read,
    WIPE: wipe,
}
#: What can be sent at all.
KNOWN: Final = CALLED | METHODS.keys()


def history_of(row: Row, since: datetime) -> tuple[str, dict[str, Any]]:
    """The method and arguments that read where the row would be."""
    arguments = {
        "channel": row.channel,
        "oldest": f"{(since - CLOCKS_DIFFER).timestamp():.6f}",
        "include_all_metadata": "true",
        "limit": "100",
    }
    thread = row.payload.get("thread_ts")
    if thread is None:
        return "conversations.history", arguments
    return "conversations.replies", {**arguments, "ts": str(thread)}


def is_there(row: Row, event_type: str, reply: Reply) -> str | None:
    """The `ts` of the row's message, if the reply holds it."""
    for message in reply.body.get("messages", []):
        mark = message.get("metadata") or {}
        if mark.get("event_type") != event_type:
            continue
        if (mark.get("event_payload") or {}).get("id") == str(row.id):
            return str(message["ts"])
    return None
