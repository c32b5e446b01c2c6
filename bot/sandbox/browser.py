"""The browser's side: the page, what it reads, what its people do, and a stream of changes."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.sandbox import shown
from bot.sandbox.acts import NotPossible, perform
from bot.sandbox.core import Core
from bot.sandbox.local import answer, body, guarded
from bot.sandbox.model import Channel, Json, Person
from bot.sandbox.steering import Steering
from bot.sandbox.workspace import Change

PAGES = Path(__file__).parent / "pages"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'; base-uri 'none'",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
STREAM_BUFFER = 1000
HEARTBEAT = 15.0
PNG = b"\x89PNG\r\n\x1a\n"


class Stream:
    """One open page: its person, and what it has not been told yet."""

    def __init__(self, user: str) -> None:
        self.user = user
        self.task = asyncio.current_task()
        self.queue: asyncio.Queue[Json] = asyncio.Queue(STREAM_BUFFER)

    def put(self, event: Json) -> None:
        """Queues an event; a page that does not read loses the newest."""
        if not self.queue.full():
            self.queue.put_nowait(event)


class Browser:
    """Handlers of `/`, `/pages/…`, `/files/…` and `/ui/…`."""

    def __init__(self, core: Core, steering: Steering) -> None:
        self.core = core
        self.steering = steering
        self.streams: set[Stream] = set()

    def routes(self) -> list[web.RouteDef]:
        """The addresses of the page and of what it asks."""
        steering = self.steering
        return [
            web.get("/", guarded(self.index)),
            web.get("/pages/{path:.+}", guarded(self.static)),
            web.get("/files/{id}/{name}", guarded(self.file)),
            web.get("/ui/state", guarded(self.state)),
            web.get("/ui/messages", guarded(self.messages)),
            web.get("/ui/home", guarded(self.home)),
            web.get("/ui/views", guarded(self.views)),
            web.get("/ui/traffic", guarded(steering.traffic)),
            web.get("/ui/problems", guarded(steering.problems)),
            web.get("/ui/stream", guarded(self.stream)),
            web.post("/ui/act", guarded(self.act)),
            web.get("/ui/faults", guarded(steering.faults)),
            web.post("/ui/faults", guarded(steering.add_fault)),
            web.delete("/ui/faults", guarded(steering.clear_faults)),
            web.post("/ui/clock", guarded(steering.clock)),
            web.post("/ui/transport", guarded(steering.transport)),
        ]

    # --- Changes

    def on_change(self, change: Change) -> None:
        """Tells the pages that may see it; a new message comes along as it is shown."""
        for stream in self.streams:
            if change.user and change.user != stream.user:
                continue
            if change.channel and not self._sees(stream.user, change.channel):
                continue
            event: Json = {"kind": change.kind}
            for name in ("channel", "ts", "view_id"):
                if getattr(change, name):
                    event[name] = getattr(change, name)
            if change.message is not None and change.kind != "message_deleted":
                event["message"] = shown.message(self.core, change.message, stream.user)
            if change.kind == "error":
                event["text"] = change.text
            stream.put(event)

    def on_log(self, kind: str, n: int) -> None:
        """Something for the developer's view: traffic, problem, transport, fault."""
        for stream in self.streams:
            stream.put({"kind": kind, "n": n})

    def close(self) -> None:
        """Ends the streams of all open pages."""
        for stream in self.streams:
            if stream.task is not None:
                stream.task.cancel()

    def _sees(self, user: str, channel_id: str) -> bool:
        channel = self.core.workspace.channels.get(channel_id)
        return channel is not None and user in channel.members

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events, until the page goes away."""
        stream = Stream(self._me(request).id)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        await response.write(b": connected\n\n")
        self.streams.add(stream)
        try:
            while True:
                await response.write(await _next(stream))
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.streams.discard(stream)
        return response

    # --- Reading

    async def state(self, request: web.Request) -> web.Response:
        """Everything but messages and views: people, channels, app, transport, clock."""
        core, me = self.core, self._me(request)
        workspace = core.workspace
        return answer(
            {
                "team": {"id": workspace.team_id, "name": workspace.team_name},
                "me": me.id,
                "people": [shown.person(core, p) for p in workspace.people.values()],
                "app": shown.app(core),
                "channels": [shown.channel(core, c, me.id) for c in workspace.channels_of(me.id)],
                "transport": shown.transport(core),
                "faults": [fault.as_json() for fault in core.faults.active],
                "clock": {
                    "now": core.clock.now(),
                    "ahead": core.clock.ahead,
                    "knows_next": core.upcoming is not None,
                },
                "problems_count": core.traffic.problems_count,
            }
        )

    async def messages(self, request: web.Request) -> web.Response:
        """The messages that a person sees; they count as read then."""
        me, channel = self._me(request), self._channel(request)
        if channel.order:
            channel.read[me.id] = channel.order[-1]
        thread = request.query.get("thread", "")
        return answer({"messages": shown.messages(self.core, channel, me.id, thread)})

    async def home(self, request: web.Request) -> web.Response:
        """The person's Home, or null."""
        home = self.core.workspace.homes.get(self._me(request).id)
        return answer({"view": shown.view(home) if home else None})

    async def views(self, request: web.Request) -> web.Response:
        """The person's open modals, the last on top."""
        modal = self.core.workspace.modals.get(self._me(request).id)
        return answer({"modal": shown.view(modal) if modal else None})

    async def act(self, request: web.Request) -> web.Response:
        """Does what a person does; see `acts`."""
        return answer(await perform(self.core, await body(request)))

    def _me(self, request: web.Request) -> Person:
        """Who acts; the first person where the page does not say."""
        people = self.core.workspace.people
        first = next((p.id for p in people.values() if not p.is_bot), "")
        user = request.query.get("as") or first
        person = people.get(user)
        if person is None or person.is_bot:
            raise NotPossible("no_such_person", user)
        return person

    def _channel(self, request: web.Request) -> Channel:
        name = request.query.get("channel", "")
        channel = self.core.workspace.channels.get(name)
        if channel is None or self._me(request).id not in channel.members:
            raise NotPossible("no_such_channel", name)
        return channel

    # --- Files

    async def index(self, request: web.Request) -> web.StreamResponse:
        """The page."""
        return _page("index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        """The page's styles and scripts."""
        return _page(request.match_info["path"])

    async def file(self, request: web.Request) -> web.StreamResponse:
        """An uploaded file, as a download; a PNG so that the page can show it."""
        file = self.core.workspace.files.get(request.match_info["id"])
        if file is None or file.content is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
            "X-Content-Type-Options": "nosniff",
        }
        kind = "image/png" if file.content.startswith(PNG) else "application/octet-stream"
        return web.Response(body=file.content, headers=headers, content_type=kind)


def _page(name: str) -> web.StreamResponse:
    try:
        path = (PAGES / name).resolve()
        there = path.is_relative_to(PAGES.resolve()) and path.is_file()
    except (OSError, ValueError):  # too long for a name, or no name at all
        there = False
    if not there:
        return web.Response(status=404, text="Not found")
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return web.Response(body=path.read_bytes(), headers={**HEADERS, "Content-Type": kind})


async def _next(stream: Stream) -> bytes:
    """The next event as server-sent text, or a heartbeat."""
    try:
        event = await asyncio.wait_for(stream.queue.get(), HEARTBEAT)
    except TimeoutError:
        return b": still here\n\n"
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
