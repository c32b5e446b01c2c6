"""The control API: people and channels in bulk, acts, reading, faults, time. See `client.py`."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Any

from aiohttp import web

from bot.sandbox import events, posting, shown, waits
from bot.sandbox.acts import NotPossible, perform
from bot.sandbox.core import Core
from bot.sandbox.local import answer, body, guarded
from bot.sandbox.model import Channel, Json, Person
from bot.sandbox.waits import Waits
from bot.sandbox.workspace import Change

FEED = 20_000
LONGEST_WAIT = 120.0


class Control:
    """Handlers of `/control/…` that read and act."""

    def __init__(self, core: Core, waiting: Waits) -> None:
        self.core = core
        self.waits = waiting
        self.feed: deque[tuple[int, float, Json]] = deque(maxlen=FEED)
        self._fed = 0

    def on_change(self, change: Change) -> None:
        """Keeps the feed: what the app has posted, anywhere, and when."""
        message = change.message
        if change.kind not in ("message", "message_changed", "ephemeral") or message is None:
            return
        if message.raw.get("bot_id") != self.core.workspace.bot.bot_id:
            return
        self._fed += 1
        entry = {"channel": change.channel, "ts": change.ts, "kind": change.kind}
        self.feed.append((self._fed, time.time(), entry))

    def routes(self) -> list[web.RouteDef]:
        """The addresses of these handlers."""
        return [
            web.post("/control/act", guarded(self.act)),
            web.post("/control/acts", guarded(self.acts)),
            web.get("/control/messages", guarded(self.messages)),
            web.post("/control/messages", guarded(self.many_messages)),
            web.get("/control/feed", guarded(self.read_feed)),
            web.get("/control/views", guarded(self.views)),
            web.get("/control/people", guarded(self.people)),
            web.post("/control/people", guarded(self.add_people)),
            web.post("/control/people/update", guarded(self.update_person)),
            web.get("/control/channels", guarded(self.channels)),
            web.post("/control/channels", guarded(self.add_channel)),
            web.post("/control/channels/update", guarded(self.update_channel)),
            web.post("/control/messages/delete", guarded(self.delete_message)),
            web.get("/control/quiet", guarded(self.quiet)),
        ]

    async def act(self, request: web.Request) -> web.Response:
        """Acts as a person; with `expect` also waits for so many messages from the app."""
        return answer(await self._act(await body(request)))

    async def acts(self, request: web.Request) -> web.Response:
        """Several acts at once; those of one person one after the other."""
        sent = (await body(request))["acts"]
        outcomes: list[Json] = [{} for _ in sent]
        lanes: dict[str, list[int]] = {}
        for number, fields in enumerate(sent):
            lanes.setdefault(str(fields.get("as")), []).append(number)

        async def lane(numbers: list[int]) -> None:
            for number in numbers:
                try:
                    outcomes[number] = await self._act(sent[number])
                except NotPossible as refused:
                    outcomes[number] = {"acked": False, "error": refused.error}

        await asyncio.gather(*(lane(numbers) for numbers in lanes.values()))
        return answer({"outcomes": outcomes})

    async def _act(self, fields: Json) -> Json:
        expect = fields.get("expect")
        if expect is None:
            return await perform(self.core, fields)
        rev = self.core.workspace.rev
        outcome = await perform(self.core, fields)
        channel_id = fields.get("expect_in") or outcome.get("channel") or _where(fields)
        user = str(fields["as"])
        channel = self._channel(str(channel_id or self.core.workspace.open_im(user).id))
        seconds = float(fields.get("timeout", 10))
        found = await waits.replies(self.core, self.waits, channel, rev, user, int(expect), seconds)
        outcome["messages"] = [shown.message(self.core, m, user) for m in found]
        return outcome

    async def messages(self, request: web.Request) -> web.Response:
        """Messages of a channel: the latest, or those since a `rev` or after a `ts`.

        With `wait` seconds, waits until there are at least `min` (default 1) of them.
        """
        query = request.query
        channel, user = self._channel(query["channel"]), query.get("as", "")
        if "since" not in query and "after" not in query:
            limit = int(query.get("limit", shown.PAGE))
            found = shown.messages(self.core, channel, user, query.get("thread", ""), limit)
            return answer({"messages": found, "rev": self.core.workspace.rev})
        least, seconds = int(query.get("min", 1)), float(query.get("wait", 0))

        def new() -> list[Json]:
            return self._new_messages(channel, user, query.get("after"), query.get("since"))

        if seconds:
            await self.waits.until(
                channel.id, lambda: len(new()) >= least, min(seconds, LONGEST_WAIT)
            )
        return answer({"messages": new(), "rev": self.core.workspace.rev})

    async def many_messages(self, request: web.Request) -> web.Response:
        """Messages of many channels at once: `{"channels": […], "after": ts}`."""
        sent = await body(request)
        wanted = sent.get("channels") or list(self.core.workspace.channels)
        after = sent.get("after", "")
        found = {name: self._new_messages(self._channel(name), "", after, None) for name in wanted}
        return answer({"channels": found, "rev": self.core.workspace.rev})

    async def read_feed(self, request: web.Request) -> web.Response:
        """What the app posted in any channel after entry `after`: n, at, channel, ts, kind."""
        after, least = int(request.query.get("after", 0)), int(request.query.get("min", 1))
        seconds = float(request.query.get("wait", 0))
        if seconds:
            await self.waits.until(
                "*", lambda: self._fed - after >= least, min(seconds, LONGEST_WAIT)
            )
        found: list[Json] = []
        for n, at, entry in reversed(self.feed):
            if n <= after:
                break
            found.append({"n": n, "at": at, **entry})
        return answer({"entries": found[::-1], "n": self._fed})

    async def views(self, request: web.Request) -> web.Response:
        """The modals that a person has open (the last is on top), and their Home."""
        workspace, user = self.core.workspace, request.query["as"]
        home = workspace.homes.get(user)
        found = {"modal": workspace.modals.get(user), "home": home}
        return answer({name: shown.view(view) if view else None for name, view in found.items()})

    async def people(self, request: web.Request) -> web.Response:
        """Everybody in the workspace."""
        everyone = self.core.workspace.people.values()
        return answer({"people": [shown.person(self.core, p) for p in everyone]})

    async def add_people(self, request: web.Request) -> web.Response:
        """`{"count": n}` or `{"people": [{"name": …}]}`; each has a direct message with the app."""
        sent = await body(request)
        workspace = self.core.workspace
        start = len(workspace.people) + 1
        wanted = sent.get("people") or [
            {"name": f"Person{start + n} Eksempel"} for n in range(int(sent.get("count", 1)))
        ]
        added = []
        for number, fields in enumerate(wanted, start):
            person = Person(**{"id": f"U0P{number:07d}", **fields})
            workspace.add_person(person)
            added.append(shown.person(self.core, person))
            if sent.get("announce") and "team_join" in self.core.profile.events:
                self.core.transport.event_unheard(events.user_event(self.core, "team_join", person))
        return answer({"people": added})

    async def update_person(self, request: web.Request) -> web.Response:
        """Changes a person (`id` and fields); the app hears `user_change`."""
        sent = await body(request)
        person = self.core.workspace.people[sent.pop("id")]
        for name, value in sent.items():
            if name not in Person.__dataclass_fields__:
                raise NotPossible("no_such_field", name)
            setattr(person, name, value)
        if "user_change" in self.core.profile.events:
            self.core.transport.event_unheard(events.user_event(self.core, "user_change", person))
        return answer(shown.person(self.core, person))

    async def channels(self, request: web.Request) -> web.Response:
        """All channels, or those of `?as=`."""
        user = request.query.get("as", "")
        all_channels = self.core.workspace.channels.values()
        mine = [c for c in all_channels if not user or user in c.members]
        return answer({"channels": [shown.channel(self.core, c, user) for c in mine]})

    async def add_channel(self, request: web.Request) -> web.Response:
        """`{"name": …, "members": [ids], "app": true}`."""
        sent = await body(request)
        workspace = self.core.workspace
        members = dict.fromkeys(sent.get("members", []))
        if sent.get("app", True):
            members[workspace.bot.id] = None
        number = len(workspace.channels) + 1
        channel = Channel(f"C0N{number:07d}", str(sent["name"]), "channel", members=members)
        workspace.add_channel(channel)
        return answer(shown.channel(self.core, channel, ""))

    async def update_channel(self, request: web.Request) -> web.Response:
        """`{"channel": …, "archived": true, "shared": true, "add": [ids], "remove": [ids]}`."""
        sent = await body(request)
        channel = self._channel(sent["channel"])
        channel.archived = bool(sent.get("archived", channel.archived))
        channel.shared = bool(sent.get("shared", channel.shared))
        for user in sent.get("add", []):
            channel.members[user] = None
        for user in sent.get("remove", []):
            channel.members.pop(user, None)
        self.core.workspace.tell(Change("channel", channel.id))
        return answer(shown.channel(self.core, channel, ""))

    async def delete_message(self, request: web.Request) -> web.Response:
        """`{"channel": …, "ts": …}`: as an administrator deletes anybody's message."""
        sent = await body(request)
        channel = self._channel(sent["channel"])
        message = channel.messages.get(str(sent["ts"]))
        if message is None:
            raise NotPossible("no_such_message", str(sent["ts"]))
        posting.remove(self.core, message)
        return answer({"ts": message.ts})

    async def quiet(self, request: web.Request) -> web.Response:
        """Waits until nothing has happened for `still` seconds (at most `timeout`)."""
        still = float(request.query.get("still", 0.1))
        seconds = min(float(request.query.get("timeout", 10)), LONGEST_WAIT)
        return answer({"quiet": await waits.quiet(self.core, still, seconds)})

    def _channel(self, name: str) -> Channel:
        workspace = self.core.workspace
        found = workspace.channels.get(name) or workspace.channel_named(name)
        if found is None and name in workspace.people:
            return workspace.open_im(name)
        if found is None:
            raise NotPossible("no_such_channel", name)
        return found

    def _new_messages(
        self, channel: Channel, user: str, after: str | None, since: Any
    ) -> list[Json]:
        if since is not None:
            found = shown.touched(self.core, channel, int(since), user)
        else:
            found = list(self.core.workspace.since(channel, after or ""))
        return [shown.message(self.core, m, user) for m in found]


def _where(fields: Json) -> str:
    where = fields.get("where") or {}
    return str(where.get("channel") or fields.get("channel") or "")
